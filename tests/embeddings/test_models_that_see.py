"""Models of timm and OpenCLIP from real files: as the libraries give them, and refused in words."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from embeddings import UserError, encode
from embeddings.encoders import ENCODERS, EncodesTextsToo
from embeddings.encoding import usable
from embeddings.progress import silent

pytestmark = pytest.mark.encoders
PICTURES = [Image.effect_noise((50, 40), 90).convert("RGB"), Image.new("RGB", (9, 9), (200, 10, 10))]


def test_timm_gives_the_features_before_the_classifier(tiny_eyes: dict[str, str]) -> None:
    import timm
    import torch
    from safetensors.torch import load_file

    model = timm.create_model("resnet10t", pretrained=False)
    model.load_state_dict(load_file(tiny_eyes["timm"].split(":")[2]))
    model.eval()
    prepare = timm.data.create_transform(**timm.data.resolve_data_config(model.pretrained_cfg, model=model))
    with torch.inference_mode():
        batch = torch.stack([prepare(picture) for picture in PICTURES])
        expected = model.forward_head(model.forward_features(batch), pre_logits=True).numpy()
    vectors = encode(PICTURES, tiny_eyes["timm"])
    np.testing.assert_allclose(vectors, expected / np.linalg.norm(expected, axis=1, keepdims=True), atol=1e-4)
    assert encode(PICTURES, tiny_eyes["resnet50"]).shape == (2, 2_048)


def test_texts_and_pictures_have_vectors_in_one_space(tiny_eyes: dict[str, str]) -> None:
    made = usable(tiny_eyes["open-clip"], {})
    assert isinstance(made, EncodesTextsToo)
    assert not isinstance(ENCODERS.make("pixels"), EncodesTextsToo)
    vectors, about, _ = made.encode_texts(["a red square", "noise", ""], silent)
    assert vectors.shape == (3, encode(PICTURES, tiny_eyes["open-clip"]).shape[1]) == (3, 24)
    assert len(str(about["sha256"])) == 64
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert abs(vectors[0] @ vectors[1]) < 0.999


@pytest.mark.parametrize("kind", ["timm", "open-clip"])
def test_weights_of_another_model_are_refused(tiny_eyes: dict[str, str], kind: str) -> None:
    other = {"timm": "resnet50", "open-clip": "ViT-B-32"}[kind]
    weights = tiny_eyes[kind].split(":")[2]
    with pytest.raises(UserError, match=f"does not hold the weights of “{other}”"):
        encode(PICTURES, f"{kind}:{other}:{weights}")


@pytest.mark.parametrize("kind", ["timm", "open-clip"])
def test_unknown_models_pickles_and_missing_files_are_refused(
    tiny_eyes: dict[str, str], kind: str, tmp_path: Path
) -> None:
    weights = tiny_eyes[kind].split(":")[2]
    with pytest.raises(UserError, match="has no model “resnot”"):
        encode(PICTURES, f"{kind}:resnot:{weights}")
    with pytest.raises(UserError, match=r"There is no file “/gone|“/gone.pt” is neither a file"):
        usable(f"{kind}:resnet10t:/gone.pt", {})
    (tmp_path / "model.pt").write_bytes(b"cos\nsystem\n")
    with pytest.raises(UserError, match="no weights in the safetensors format"):
        encode(PICTURES, f"{kind}:resnet10t:{tmp_path}/model.pt")
