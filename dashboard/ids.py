"""The names of the components that more than one panel reads; a panel's own names stay in the panel."""

from typing import Any

DEFAULTS = "defaults"  # the query of the first look, from the command line
OWN_VIEWS = "own-views"  # how the space of the first look is looked at where nothing is said
VIEW = "view"  # the query of the address: the one state of the page
MAP_VIEW = "map-view"  # the last view that asked for a map: a click on a point asks for none
CONTROLS_VIEW = "controls-view"  # what of the view the controls of panels show
SCENE = "scene"  # what the map draws
SPACE = "space-info"  # what is known of the space on the map: its columns, its counts, its hint
FOCUS = "focus"  # the item, the metric and k of the geometry panels; set by `assets/page/focus.js`
LINKS = "links"  # the neighbours that the map connects
SELECTION = "selection"  # how many items are selected, and the first of them
WAITING = "waiting"  # the job that the page waits for
PULSE = "pulse"  # each answer of the resolver: whether to ask again
TICK = "tick"  # asks again, some time after the answer before has been painted

SPACE_SELECT = "space"
PROJECTION_SELECT = "projection"
DIMENSIONS = "dimensions"
COLOUR_SELECT = "colour"
METRIC_SELECT = "metric"
NEIGHBOUR_COUNT = "neighbour-count"
MAP = "map"
NOTES = "scene-notes"  # sentences about how the space and the map came to be
LEGEND = "legend"
TABS = "tabs"


def tool(name: str, follows_item: bool = False) -> dict[str, str]:
    """Return the id of the store that says what a tool is asked while its tab is open."""
    return {"part": "tool", "name": name, "follows": "item" if follows_item else ""}


def drawn(name: str) -> dict[str, str]:
    """Return the id of the store that says what the map draws for a tool."""
    return {"part": "drawn", "name": name}


def tab_panel(name: Any) -> dict[str, Any]:
    """Return the id of what a tab opens."""
    return {"part": "tab-panel", "name": name}


def parameter(of: str, name: str, part: str = "parameter") -> dict[str, str]:
    """Return the id of the control of one parameter of one projection, or of something else."""
    return {"part": part, "of": of, "name": name}
