"""The spaces to which a space can be compared: those there are, and those that another encoder would make of the same items."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.recipes import EncodeRecipe
from dashboard.reencode_recipe import ReencodeRecipe
from dashboard.resolve import items_key
from dashboard.services import Services
from dashboard.spaces import bare_space, has_space, list_spaces
from dashboard.store import Store
from embeddings import Space, UserError
from embeddings.builtins import BUILTINS
from embeddings.counting import counted
from embeddings.encoders import ENCODERS, Takes, encoders_of, require
from embeddings.named import required

ENCODE = "encode:"
NAMED = f"{ENCODE}named"  # the model is typed, and stands in a name of its own
TYPED = {"text": "sentence-transformers", "image": "timm"}  # what a name without an encoder is a model of


def choices(space_id: str, space: Space, services: Services) -> dict[str, str]:
    """Return what to compare with: spaces of the same items, encoders that can be tried, then the other spaces."""
    same, others = {}, {}
    for info in list_spaces(services.store):
        if info.id == space_id or made_of(info.id, space_id, services.store):
            continue
        named = f"{info.name} ({encoder_label(info.encoder)})"
        if info.count == len(space) and same_items(info.id, space_id, space, services):
            same[info.id] = f"{named}: the same items"
        else:
            others[info.id] = f"{named}: {counted(info.count, 'item')}"
    tried = {
        f"{ENCODE}{name}": f"Encode these items with {ENCODERS.get(name).label}"
        for name in encoders_to_try(space_id, space, services.store)
    }
    words = "Encode these items with a model by its name"
    by_name = {NAMED: words} if can_encode(space_id, space, services.store) else {}
    return same | tried | by_name | others


def chosen(values: Mapping[str, str], space: Space) -> str:
    """Return what the address asks to compare with: a space, or ``encode:`` and an encoder; nothing while none is typed."""
    other, typed = values.get("other", ""), values.get("model", "").strip()
    if other != NAMED:
        return other
    known = typed.partition(":")[0] in ENCODERS.all()
    return f"{ENCODE}{typed if known else f'{TYPED[kind_of(space)]}:{typed}'}" if typed else ""


def kind_of(space: Space) -> Takes:
    """Return what an encoder must take to encode the items of a space."""
    return "text" if space.image is None else "image"


def can_encode(space_id: str, space: Space, store: Store) -> bool:
    """Return whether the items of a space are at hand: its texts, or pictures of which the files are known."""
    return isinstance(store.recipe(space_id), EncodeRecipe) if space.image is not None else space.text is not None


def made_of(other: str, space_id: str, store: Store) -> bool:
    """Return whether a space came of trying an encoder on another: the menu has it as that encoder."""
    recipe = store.recipe(other)
    return isinstance(recipe, ReencodeRecipe) and recipe.space == space_id


def model_name(space: Space) -> str:
    """Return what to call the model of a space: its encoder, or the space itself where its vectors were given."""
    return space.name if space.encoder == "given" else encoder_label(space.encoder)


def same_items(other: str, space_id: str, space: Space, services: Services) -> bool:
    """Return whether another space of as many items has the same ones, without opening it: to open checks every vector."""
    if items_key(other, services) == items_key(space_id, services):
        return True
    if space.text is None:
        return False
    if other in BUILTINS.all():
        found = bare_space(other, services.store)
        return found.text is not None and found.names == space.names
    return services.store.names(other) == space.names


def encoder_label(encoder: str) -> str:
    """Return what people call an encoder."""
    try:
        return str(ENCODERS.get(encoder).label)
    except UserError:
        return "given vectors"


def encoders_to_try(space_id: str, space: Space, store: Store) -> list[str]:
    """Return the encoders that can be used here, as they are, on the items of a space, but for its own."""
    found = encoders_of(kind_of(space)) if can_encode(space_id, space, store) else {}
    return [
        name
        for name, cls in found.items()
        if name != space.encoder.partition(":")[0] and not cls.missing() and not required(cls) and ready(name)
    ]


def ready(encoder: str) -> bool:
    """Return whether an encoder can be made without anything said of it."""
    try:
        made = ENCODERS.make(encoder)
        if hasattr(made, "check"):
            made.check()
    except UserError:
        return False
    return not getattr(made, "maps_words", False)


def recipe_with(space_id: str, space: Space, encoder: str, store: Store) -> EncodeRecipe | ReencodeRecipe:
    """Return the recipe of the same items under another encoder.

    Raises
    ------
    UserError
        If the encoder is unknown, or the items are neither texts nor pictures of which the files are known.
    """
    if ":" in encoder and can_encode(space_id, space, store):
        cls = require(encoder, kind_of(space), f"The space “{space.name}”")
        if lacking := cls.missing():
            raise UserError("Not installed", f"{cls.label} cannot be used here", lacking)
        ENCODERS.make(encoder)
    elif encoder not in encoders_to_try(space_id, space, store):
        detail = f"“{encoder}” cannot encode the items of “{space.name}” here"
        raise UserError("Not for this encoder", detail, "Choose another from the menu, or add the data again with it.")
    recipe = store.recipe(space_id)
    if isinstance(recipe, EncodeRecipe) and not recipe.maps_words:
        return recipe.model_copy(update={"encoder": encoder, "parameters": {}})
    return ReencodeRecipe(space=space_id, space_key=space.key, name=space.name, encoder=encoder)


def comparison(space_id: str, space: Space, values: dict[str, str], metric: str, store: Store) -> dict[str, object]:
    """Return the parameters of the comparison that the address asks for.

    Raises
    ------
    UserError
        If nothing is asked, or the other space is not there.
    """
    other = chosen(values, space)
    if other.startswith(ENCODE):
        other = recipe_with(space_id, space, other.removeprefix(ENCODE), store).key
    if not other or not has_space(other, store):
        detail = "There is no other space to compare this one with"
        raise UserError("Nothing to compare", detail, "Choose one in the tab Models.")
    found = bare_space(other, store)
    return {"other": other, "other_key": found.key, "k": values.get("k", "10"), "metric": metric}
