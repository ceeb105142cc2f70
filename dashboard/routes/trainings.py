"""`GET /api/trainings/<key>/<epoch>/sheet`: held-out pictures, and below each what becomes of it after an epoch."""

from io import BytesIO

import numpy as np
from flask import Blueprint, Response
from PIL import Image

from dashboard.routes.cached import picture
from dashboard.services import Services
from dashboard.store.files import is_id
from dashboard.training.kept import KeptTraining
from dashboard.training.told import sheet_of
from embeddings import UserError
from embeddings.vae import Images, to_pictures

COLUMNS = 6


def blueprint(services: Services) -> Blueprint:
    """Return the route."""
    routes = Blueprint("trainings", __name__)

    @routes.get("/api/trainings/<key>/<int:number>/sheet")
    def sheet(key: str, number: int) -> Response:
        kept = KeptTraining(services.store, key) if is_id(key) else None
        epoch = kept.epoch(number) if kept else None
        if kept is None or epoch is None:
            raise UserError("No such epoch", f"Nothing is kept of epoch {number} of “{key}”", "Choose another.")
        held = BytesIO()
        Image.fromarray(drawn(kept, epoch.reconstructions)).save(held, "PNG")
        return picture(held.getvalue(), "image/png", f"{key}-{number}")

    return routes


def drawn(kept: KeptTraining, copies: np.ndarray) -> np.ndarray:
    """Return the sheet of a training's shown pictures and their copies."""
    originals = kept.shown
    height, width, channels = (int(str(kept.about[side])) for side in ("height", "width", "channels"))
    of = Images(originals, height, width, channels)
    return sheet_of(to_pictures(originals, of), to_pictures(copies, of), COLUMNS)
