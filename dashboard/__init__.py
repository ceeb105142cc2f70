"""What a person sees and touches. `show(space)` opens a space from a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from embeddings import Space

__all__ = ["show"]


def show(space: Space, *, port: int = 0, open_browser: bool = True) -> str:
    """Open a space in the dashboard, beside the notebook that made it.

    Parameters
    ----------
    space
        Any space: built in, loaded, or made from vectors of one's own.
    port
        The port to listen on; 0 takes a free one.
    open_browser
        Whether to open a tab.

    Returns
    -------
    str
        The address of the page, served until the process ends.
    """
    from dashboard.serve import show_space

    return show_space(space, port=port, open_browser=open_browser)
