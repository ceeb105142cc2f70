"""Pictures: any image file becomes upright RGB pixels of a bounded size, or a reason why not."""

from embeddings.pictures.colours import fitted
from embeddings.pictures.opening import MOST_PIXELS, Opened, RefusedError, open_picture
from embeddings.pictures.picture import Picture, as_pictures

__all__ = ["MOST_PIXELS", "Opened", "Picture", "RefusedError", "as_pictures", "fitted", "open_picture"]
