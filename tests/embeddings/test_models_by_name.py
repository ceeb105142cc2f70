"""Models after a colon: a real tiny one from a folder, and names that cannot be, refused before anything starts."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from embeddings import UserError, encode
from embeddings.encoders import ENCODERS
from embeddings.encoders.sentence_transformers import E5, SentenceTransformers
from embeddings.encoding import provenance, usable
from embeddings.named import in_name
from embeddings.progress import silent


def test_what_follows_a_colon_is_the_model() -> None:
    assert ENCODERS.get("sentence-transformers:org/name") is SentenceTransformers
    assert ENCODERS.make("sentence-transformers:org/name").model == "org/name"
    assert in_name("open-clip:ViT-B-32:/a:b", ("model", "weights")) == {"model": "ViT-B-32", "weights": "/a:b"}
    with pytest.raises(UserError, match=r"no encoder called “lsa:30”"):
        ENCODERS.get("lsa:30")
    with pytest.raises(UserError, match=r"Which model.*Write sentence-transformers:MODEL"):
        ENCODERS.make("sentence-transformers")


@pytest.mark.encoders
@pytest.mark.parametrize("model", ["nothing", "../x", "a/b/c", "org/..", "http://host/x"])
def test_what_is_no_name_and_no_folder_is_refused(model: str) -> None:
    with pytest.raises(UserError, match="neither a file or folder of this machine nor a name of the hub"):
        usable(f"sentence-transformers:{model}", {})


@pytest.mark.encoders
def test_without_the_hub_a_model_that_is_not_here_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(UserError, match=r"hub cannot be reached.*HF_HUB_OFFLINE.*path of a model's folder"):
        usable("sentence-transformers:org/never-fetched", {})


@pytest.mark.encoders
def test_a_folder_encodes_as_the_library_does_and_says_how(tiny_model: Path) -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["a cat sleeps", "dogs", "a cat sleeps"]
    made = usable(f"sentence-transformers:{tiny_model}", {})
    vectors, about, _ = made.encode(texts, silent)
    reference = SentenceTransformer(str(tiny_model), device="cpu").encode(texts, normalize_embeddings=True)
    np.testing.assert_allclose(vectors, reference, atol=1e-4)
    told = provenance(made, about)
    assert (told["model"], told["dtype"], told["prompt"], told["dimensions"]) == (str(tiny_model), "float32", "", 32)
    assert told["device"] in {"cpu", "cuda", "mps"}
    assert len(str(told["sha256"])) == 64


@pytest.mark.encoders
def test_e5_is_given_its_prompts_by_its_name(tiny_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "e5-small"
    shutil.copytree(tiny_model, folder)
    passage = usable(f"sentence-transformers:{folder}", {}).encode(["dogs"], silent)
    query = usable(f"sentence-transformers:{folder}", {"role": "query"}).encode(["dogs"], silent)
    assert (passage[1]["prompt"], query[1]["prompt"]) == ("passage: ", "query: ")
    plain = encode(["passage: dogs", "query: dogs"], f"sentence-transformers:{tiny_model}")
    np.testing.assert_allclose(np.vstack([passage[0], query[0]]), plain, atol=1e-4)
    assert not E5.search("intfloat/multilingual-e5-large-instruct")
    assert E5.search("intfloat/multilingual-e5-base")


@pytest.mark.encoders
def test_a_model_that_has_only_a_pickle_is_refused(tiny_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pickled"
    shutil.copytree(tiny_model, folder)
    for file in folder.rglob("*.safetensors"):
        file.rename(file.with_name("pytorch_model.bin"))
    with pytest.raises(UserError, match="no weights in the safetensors format"):
        encode(["dogs"], f"sentence-transformers:{folder}")
