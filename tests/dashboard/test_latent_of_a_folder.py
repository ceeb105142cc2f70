"""What the Latent tab says of a folder of one's own pictures that a VAE has encoded, and the Python that reads it again."""

from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
from dash import html
from PIL import Image
from scipy.special import xlogy

from dashboard.jobs.compute_tasks import compute
from dashboard.panels.latent import show
from dashboard.question_recipes import ComputeRecipe
from dashboard.understanding.rows import rows_behind
from embeddings import Space
from embeddings.pictures.survey import Survey
from embeddings.progress import silent
from embeddings.vae import (
    drawn_digit,
    shipped,
    to_pictures,
)
from tests.dashboard.answers import items_of, parts, run_python, words_of
from tests.dashboard.latent import look, surprise


def test_the_pictures_of_an_encoded_folder_are_read_back_as_the_encoder_saw_them(services) -> None:
    """The store's copies are JPEG: the places come back nearly as they were, and the task of workers measures them."""
    corners = np.array([(2, -1), (-2, -1), (0, 2)], np.float32)
    drawn = [grey.repeat(8, 0).repeat(8, 1) for grey in to_pictures(shipped().decode(corners), shipped().shape)]
    store, key, pictures = services.store, "00000000000d1618", "00000000000d1617"
    references = [f"{place:064x}" for place in range(3)]
    with store.make_pictures(pictures) as maker:
        for reference, grey in zip(references, drawn, strict=True):
            maker.add(reference, Image.fromarray(grey).convert("RGB"))
        maker.close(Survey((), ()))
    items = pd.DataFrame({"name": list("abc"), "picture": references})
    told = {"model": "mnist", "pictures": pictures}
    means = shipped().means(np.stack([drawn_digit(grey) for grey in drawn]))
    store.save_space(key, Space(means, items, text="name", image="picture", encoder="vae", provenance=told))
    space = store.space(key)
    read = rows_behind(space, store, silent)
    np.testing.assert_allclose(shipped().means(read), means, atol=0.15)
    compute(ComputeRecipe(computation="vae-figures", space=key, space_key=space.key, parameters={}), store, silent)
    body = show(look(services, "strange", key, space)).body
    ranked = np.argsort(-surprise(shipped(), read)).tolist()
    assert items_of(body, "Ranked by reconstruction error") == ranked
    assert (
        next(image.src for image in parts(body, html.Img)) == f"/api/pictures/{pictures}/tile/{references[ranked[0]]}"
    )
    assert "All 2 latent numbers are in use" in words_of(show(look(services, "numbers", key, space)).body)


def test_the_python_for_an_encoded_folder_reads_the_folder(services, tmp_path: Path, monkeypatch) -> None:
    """Named by their content, so that the same pictures are found whatever their files are called."""
    folder = tmp_path / "PICTURES" / "some"
    folder.mkdir(parents=True)
    corners = np.array([(2, -1), (-2, -1), (0, 2), (0.5, 0.5)], np.float32)
    drawn = [grey.repeat(8, 0).repeat(8, 1) for grey in to_pictures(shipped().decode(corners), shipped().shape)]
    for place, grey in enumerate(drawn):
        Image.fromarray(grey).save(folder / f"{place}.png")
    references = [sha256((folder / f"{place}.png").read_bytes()).hexdigest() for place in range(4)]
    rows = np.stack([drawn_digit(grey) for grey in drawn])
    store, key = services.store, "00000000000d1619"
    with store.make_pictures("00000000000d1610") as maker:
        for reference, grey in zip(references, drawn, strict=True):
            maker.add(reference, Image.fromarray(grey).convert("RGB"))
        maker.close(Survey((), ()))
    items = pd.DataFrame({"name": list("abcd"), "sha256": references})
    told = {"model": "mnist", "pictures": "00000000000d1610"}
    means = shipped().means(rows)
    store.save_space(key, Space(means, items, text="name", image="sha256", encoder="vae", provenance=told))
    space = store.space(key)
    compute(ComputeRecipe(computation="vae-figures", space=key, space_key=space.key, parameters={}), store, silent)
    monkeypatch.chdir(tmp_path)
    found = run_python(show(look(services, "strange", key, space)).body)
    np.testing.assert_allclose(found.loc[list("abcd")], surprise(shipped(), rows), rtol=1e-4)
    assert run_python(show(look(services, "numbers", key, space)).body).kl.shape == (2,)
    nats = surprise(shipped(), rows) - (xlogy(rows / 255, rows / 255) + xlogy(1 - rows / 255, 1 - rows / 255)).sum(
        axis=1
    )
    terms = run_python(show(look(services, "loss", key, space)).body)
    np.testing.assert_allclose(terms.reconstruction, nats.mean(), rtol=0.05, err_msg="from samples about the means")
