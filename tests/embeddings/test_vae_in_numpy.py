"""A VAE without torch gives what torch gives; files of another network, or none, are refused."""

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from safetensors.numpy import save_file

from embeddings import UserError
from embeddings.vae.images import Images, to_pictures
from embeddings.vae.layers import convolved, unfolded
from embeddings.vae.model import Vae
from embeddings.vae.settings import Settings, usual
from embeddings.vae.shape import Shape

SHAPES = [
    Shape(height=28, width=28, latent=2),
    Shape(height=9, width=13, channels=3, latent=5, hidden=(20, 11, 7)),
    Shape(height=28, width=28, latent=16, architecture="conv", hidden=(8, 16)),
    Shape(height=13, width=21, channels=3, latent=3, architecture="conv", hidden=(6, 5, 4)),
    Shape(height=8, width=8, latent=2, architecture="conv", hidden=(4,)),
]


def random_vae(shape: Shape, seed: int = 0) -> Vae:
    rng = np.random.default_rng(seed)
    sizes = shape.tensors()
    return Vae(shape, {name: rng.normal(0, 0.15, size).astype(np.float32) for name, size in sizes.items()})


def rows_of(shape: Shape, count: int = 7) -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (count, shape.pixels), dtype=np.uint8)


@pytest.mark.encoders
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: f"{shape.architecture} {shape.height}x{shape.width}")
def test_numpy_agrees_with_torch(torch: ModuleType, shape: Shape) -> None:
    from embeddings.vae.network import network

    made = network(shape, seed=4)
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.mul_(2)
    vae = Vae(shape, {name: value.numpy() for name, value in made.state_dict().items()})
    rows = rows_of(shape)
    latents = np.random.default_rng(2).normal(0, 2, (7, shape.latent)).astype(np.float32)
    with torch.no_grad():
        encoded = made["encoder"](torch.from_numpy(rows).float() / 255).numpy()
        logits = made["decoder"](torch.from_numpy(latents))
    np.testing.assert_allclose(np.hstack(vae.encode(rows)), encoded, atol=1e-4)
    np.testing.assert_allclose(vae.logits(latents), logits.numpy(), atol=1e-4)
    np.testing.assert_allclose(vae.decode(latents), logits.sigmoid().numpy(), atol=1e-4)


@pytest.mark.encoders
def test_convolutions_agree_with_torchs_own(torch: ModuleType) -> None:
    rng = np.random.default_rng(0)
    pictures, weight = rng.normal(size=(2, 3, 10, 14)), rng.normal(size=(5, 3, 4, 4))
    bias, back = rng.normal(size=5), rng.normal(size=(3, 5, 4, 4))
    given = [torch.from_numpy(one) for one in (pictures, weight, bias, back)]
    theirs = torch.nn.functional.conv2d(given[0], given[1], given[2], 2, 1).numpy()
    np.testing.assert_allclose(convolved(pictures, weight, bias), theirs, atol=1e-10)
    theirs = torch.nn.functional.conv_transpose2d(given[0], given[3], given[2], 2, 1).numpy()
    np.testing.assert_allclose(unfolded(pictures, back, bias), theirs, atol=1e-4)


@pytest.mark.parametrize("shape", SHAPES[:3], ids=lambda shape: shape.architecture)
def test_blocks_change_nothing_and_bytes_are_floats(shape: Shape) -> None:
    vae, rows = random_vae(shape), rows_of(shape, 2_101)
    whole = vae.encode(rows)
    assert whole.means.shape == whole.log_variances.shape == (2_101, shape.latent)
    np.testing.assert_allclose(vae.means(rows[1_990:2_010]), whole.means[1_990:2_010], atol=1e-4)
    np.testing.assert_allclose(vae.means(rows[:9].astype(np.float32) / 255), whole.means[:9], atol=1e-5)
    assert vae.decode(whole.means[:4]).dtype == np.float32
    assert vae.decode(np.zeros((0, shape.latent))).shape == (0, shape.pixels)


def test_pictures_far_out_are_pictures_still() -> None:
    pictures = random_vae(SHAPES[0]).decode(np.array([[1e6, -1e6], [0, 0]]))
    assert np.isfinite(pictures).all()
    assert pictures.min() >= 0
    assert pictures.max() <= 1


def test_it_is_saved_and_read_and_half_of_it_is_nearly_it(tmp_path: Path) -> None:
    vae = random_vae(SHAPES[3])
    vae.save(tmp_path / "whole.safetensors")
    vae.save(tmp_path / "half.safetensors", half=True)
    whole, half = Vae.load(tmp_path / "whole.safetensors"), Vae.load(tmp_path / "half.safetensors")
    assert whole.key == vae.key != half.key
    assert whole.shape == vae.shape
    rows = rows_of(vae.shape)
    np.testing.assert_array_equal(whole.means(rows), vae.means(rows))
    assert np.abs(half.reconstruct(rows) - vae.reconstruct(rows)).max() < 0.02
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    vae, file = random_vae(SHAPES[0]), tmp_path / "it.safetensors"
    with pytest.raises(UserError, match=r"“encoder.0.weight” should be 512 × 784 and is 512 × 64"):
        Vae(SHAPES[0], {**vae.weights, "encoder.0.weight": np.zeros((512, 64), np.float32)})
    with pytest.raises(UserError, match=r"“decoder.out.bias” should be 784 and is absent"):
        Vae(SHAPES[0], {name: one for name, one in vae.weights.items() if name != "decoder.out.bias"})
    with pytest.raises(UserError, match=r"“encoder.out.bias” has NaN or infinity"):
        Vae(SHAPES[0], {**vae.weights, "encoder.out.bias": np.full(4, np.nan, np.float32)})
    with pytest.raises(UserError, match=r"There is no file “it.safetensors”"):
        Vae.load(file)
    file.write_bytes(b"not weights at all")
    with pytest.raises(UserError, match=r"The weights cannot be read. “it.safetensors”"):
        Vae.load(file)
    save_file(vae.weights, file)
    with pytest.raises(UserError, match="nothing tells of which VAE"):
        Vae.load(file)
    save_file(vae.weights, file, {"vae": '{"shape": {"height": 28, "width": 0}}'})
    with pytest.raises(UserError, match="Its description is wrong at width"):
        Vae.load(file)
    save_file(vae.weights, file, {"vae": '{"shape": {"height": 28, "width": 28, "latent": 3}}'})
    with pytest.raises(UserError, match="Weights of another network"):
        Vae.load(file)


def test_pictures_and_places_of_another_size_are_refused() -> None:
    vae = random_vae(SHAPES[0])
    with pytest.raises(UserError, match=r"takes pictures of 784 pixels each, as .*; given are 3 × 64"):
        vae.encode(np.zeros((3, 64), np.uint8))
    with pytest.raises(UserError, match=r"takes 2 latent numbers each, as .*; given are 1 × 3"):
        vae.decode(np.zeros((1, 3)))
    with pytest.raises(UserError, match="Row 1 has NaN"):
        vae.decode(np.array([[0, 0], [np.nan, 1]]))


def test_a_shape_that_cannot_be_is_refused() -> None:
    with pytest.raises(UserError, match="64 latent numbers for pictures of 8 × 8 × 1 = 64"):
        Shape(height=8, width=8, latent=64)
    with pytest.raises(UserError, match="4 layers halve the sides of 8 × 8 pixels so often"):
        Shape(height=8, width=8, architecture="conv", hidden=(4, 4, 4, 4))


def test_colours_lie_channel_by_channel_and_are_shown_as_pictures() -> None:
    images = Images(np.arange(24, dtype=np.uint8).reshape(2, 12), 2, 2, 3)
    shown = to_pictures(images.rows, images)
    assert shown.shape == (2, 2, 2, 3)
    assert shown[0, 0, 1].tolist() == [1, 5, 9]
    assert to_pictures(np.array([[0, 0.5, 1, 2]]), Shape(height=2, width=2, latent=1)).tolist() == [
        [[0, 128], [255, 255]]
    ]


def test_few_pictures_want_many_epochs() -> None:
    assert usual(60_000, 28) == Settings(warm_up=4)
    assert usual(1_797, 8).epochs == 200
    assert usual(100, 64).hidden == (512, 256)
