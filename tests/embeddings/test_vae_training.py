"""A VAE learns, is stopped and taken up again, and never learns from what is held out."""

from pathlib import Path

import numpy as np
import pytest

from embeddings import UserError
from embeddings.vae.images import Images
from embeddings.vae.model import Vae
from embeddings.vae.run import Run
from embeddings.vae.settings import Settings
from embeddings.vae.sources import sklearn_digits
from embeddings.vae.spaces import latent_space
from embeddings.vae.splitting import split
from embeddings.vae.train import main
from embeddings.vae.understanding import accuracy

pytestmark = pytest.mark.encoders
QUICK = Settings(epochs=4, batch=64, hidden=(48, 24), warm_up=1, learning_rate=3e-3)


@pytest.fixture(scope="module", autouse=True)
def one_thread(torch):
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def digits() -> Images:
    return sklearn_digits()


def stopped_in(run: Run, epoch: int) -> list[str]:
    """Train until the middle of an epoch, as a kill would, and return what was told."""
    told: list[str] = []

    def watch(done: int, total: int, message: str) -> None:
        told.append(message)
        if message.startswith(f"epoch {epoch} ") and done % 7 == 3:
            raise KeyboardInterrupt("killed")

    with pytest.raises(KeyboardInterrupt, match="killed"):
        list(run.epochs(watch))
    return told


def test_it_learns_and_tells_what_it_learnt(digits: Images) -> None:
    run = Run(digits, Settings(epochs=25, batch=64, hidden=(128, 64), warm_up=8))
    epochs = list(run.epochs())
    assert [epoch.number for epoch in epochs] == list(range(1, 26))
    first, last = epochs[0], epochs[-1]
    assert last.held.elbo > first.held.elbo + 5
    assert last.held.kl > 1.3
    assert last.held.kl == pytest.approx(float(last.kl_per_dimension.sum()), rel=1e-4)
    assert last.held.elbo == pytest.approx(-last.held.reconstruction - last.held.kl)
    np.testing.assert_allclose(last.latents, run.model().means(digits.rows[run.mapped]), atol=1e-4)
    assert np.abs(last.latents - first.latents).max() > 0.5
    shown = run.model().reconstruct(digits.rows[run.shown])
    assert np.abs(last.reconstructions / 255 - shown).max() < 0.01
    assert [epoch.kl_weight for epoch in epochs[:3]] == [0, 1 / 8, 2 / 8]
    assert last.kl_weight == 1


def test_the_terms_told_are_those_of_numpy_within_the_noise(digits: Images) -> None:
    run = Run(digits, QUICK)
    last = list(run.epochs())[-1]
    vae, rows = run.model(), digits.rows[run.held]
    means, log_variances = vae.encode(rows)
    kl = 0.5 * (means**2 + np.exp(log_variances) - 1 - log_variances)
    np.testing.assert_allclose(kl.mean(0), last.kl_per_dimension, rtol=1e-3)
    logits = vae.logits(means + np.exp(log_variances / 2) * np.random.default_rng(0).normal(size=means.shape))
    wrong = (np.logaddexp(0, logits) - rows / 255 * logits).sum(1).mean()
    assert wrong == pytest.approx(last.held.reconstruction, rel=0.02)


@pytest.mark.parametrize("architecture", ["mlp", "conv"])
def test_a_kill_in_the_middle_changes_not_a_bit(digits: Images, tmp_path: Path, architecture: str) -> None:
    settings = Settings(epochs=4, batch=128, hidden=(12, 8), warm_up=2, architecture=architecture)
    whole = Run(digits, settings)
    told = list(whole.epochs())
    stopped_in(Run(digits, settings, tmp_path), 3)
    again = Run(digits, settings, tmp_path)
    assert again.done == 2
    assert [epoch.number for epoch in again.history()] == [1, 2]
    assert [epoch.number for epoch in again.epochs()] == [3, 4]
    for name, weight in whole.model().weights.items():
        np.testing.assert_array_equal(weight, again.model().weights[name])
    for before, kept in zip(told, again.history(), strict=True):
        assert (before.held, before.learnt, before.number) == (kept.held, kept.learnt, kept.number)
        np.testing.assert_array_equal(before.latents, kept.latents)
        np.testing.assert_array_equal(before.reconstructions, kept.reconstructions)
    assert list(Run(digits, settings, tmp_path).epochs()) == []


def test_a_seed_is_a_training_and_another_is_another(digits: Images) -> None:
    def weights(seed: int) -> np.ndarray:
        run = Run(digits, Settings(epochs=1, batch=128, hidden=(8,), seed=seed))
        list(run.epochs())
        return run.model().weights["decoder.out.weight"]

    np.testing.assert_array_equal(weights(5), weights(5))
    assert np.abs(weights(5) - weights(6)).max() > 0.01


def test_held_out_pictures_are_never_learnt_from(digits: Images, monkeypatch: pytest.MonkeyPatch) -> None:
    from embeddings.vae.stepping import Stepper

    seen: set[bytes] = set()
    step = Stepper.step

    def noted(self, batch, *weights):
        seen.update(row.tobytes() for row in (batch.pictures * 255).round().byte().numpy())
        return step(self, batch, *weights)

    monkeypatch.setattr(Stepper, "step", noted)
    run = Run(digits, QUICK)
    list(run.epochs())
    assert seen == {row.tobytes() for row in digits.rows[run.learnt]}
    assert not seen & {row.tobytes() for row in digits.rows[run.held]}
    assert set(run.shown) <= set(run.held)


def test_what_is_held_out_changes_nothing_that_is_learnt(digits: Images) -> None:
    rows = digits.rows.copy()
    run = Run(digits, QUICK)
    rows[run.held] = np.random.default_rng(0).integers(0, 255, rows[run.held].shape)
    other = Run(Images(rows, 8, 8), QUICK)
    np.testing.assert_array_equal(run.held, other.held)
    for epoch, theirs in zip(run.epochs(), other.epochs(), strict=True):
        assert epoch.learnt == theirs.learnt
        assert theirs.held.elbo < epoch.held.elbo


def test_equal_pictures_are_held_out_together() -> None:
    rng = np.random.default_rng(0)
    rows = rng.integers(0, 255, (40, 9), dtype=np.uint8)[rng.integers(0, 40, 300)]
    learnt, held = split(rows, 0.2, 1)
    assert sorted([*learnt, *held]) == list(range(300))
    assert 30 <= len(held) <= 75
    assert not {row.tobytes() for row in rows[learnt]} & {row.tobytes() for row in rows[held]}
    assert split(rows, 0.2, 1).held.tolist() == held.tolist()
    assert split(rows, 0.2, 2).held.tolist() != held.tolist()


def test_a_loss_that_is_no_number_stops_it_and_the_last_good_epoch_stays(digits: Images, tmp_path: Path) -> None:
    run = Run(digits, QUICK, tmp_path)
    steps = run.epochs()
    next(steps)
    good = run.model().weights
    with __import__("torch").no_grad():
        run._stepper.network["encoder"][0].weight[0, 0] = float("inf")
    with pytest.raises(
        UserError, match=r"Training stopped. The loss .* epoch 2.* epoch 1, the last good one, is kept. .* 0\.0003"
    ):
        next(steps)
    for name, weight in Run(digits, QUICK, tmp_path).model().weights.items():
        np.testing.assert_array_equal(weight, good[name])
        np.testing.assert_array_equal(weight, run.model().weights[name])


def test_a_learning_rate_that_is_far_too_large_is_explained(digits: Images) -> None:
    run = Run(digits, Settings(epochs=3, hidden=(64,), learning_rate=10, warm_up=0))
    with pytest.raises(UserError, match="no finite number any more in epoch"):
        list(run.epochs())
    assert all(np.isfinite(weight).all() for weight in run.model().weights.values())


def test_a_checkpoint_of_another_training_is_refused(digits: Images, tmp_path: Path) -> None:
    list(Run(digits, Settings(epochs=1, hidden=(8,)), tmp_path).epochs())
    with pytest.raises(UserError, match=r"has shape.hidden \[8\]; asked for is \[9\]"):
        Run(digits, Settings(epochs=1, hidden=(9,)), tmp_path)
    with pytest.raises(UserError, match=r"has shape.architecture 'mlp'; asked for is 'conv'"):
        Run(digits, Settings(epochs=1, hidden=(8,), architecture="conv"), tmp_path)
    with pytest.raises(UserError, match=r"has settings.seed 0; asked for is 1"):
        Run(digits, Settings(epochs=1, hidden=(8,), seed=1), tmp_path)
    with pytest.raises(UserError, match=r"A checkpoint of another training. The checkpoint has images"):
        Run(digits.taken(np.arange(100)), Settings(epochs=1, hidden=(8,)), tmp_path)


def test_a_damaged_checkpoint_is_named_and_a_damaged_epoch_left_out(digits: Images, tmp_path: Path) -> None:
    settings = Settings(epochs=2, hidden=(8,))
    list(Run(digits, settings, tmp_path).epochs())
    (tmp_path / "epochs" / "00001.npz").write_bytes(b"PK")
    assert [epoch.number for epoch in Run(digits, settings, tmp_path).history()] == [2]
    file = tmp_path / "checkpoint.safetensors"
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(UserError, match=r"The weights cannot be read. “checkpoint.safetensors”"):
        Run(digits, settings, tmp_path)


def test_too_few_pictures_or_none_that_differ_are_refused(digits: Images) -> None:
    with pytest.raises(UserError, match="3 pictures were given; 20 or more"):
        Run(digits.taken(np.arange(3)), QUICK)
    with pytest.raises(UserError, match="1,000 times the same one"):
        Run(digits.taken(np.zeros(1000, int)), QUICK)
    with pytest.raises(UserError, match="32 latent numbers for pictures of 5 × 5 × 1 = 25"):
        Run(Images(np.arange(1000, dtype=np.uint8).reshape(40, 25), 5, 5), Settings(latent=32))


def test_one_class_is_learnt_and_told(digits: Images) -> None:
    zeros = digits.taken(np.flatnonzero(np.array(digits.labels) == "0"))
    assert zeros.notes() == ["All pictures are of one class, “0”: the map shows how they vary, and no groups."]
    assert digits.notes() == []
    assert len(list(Run(zeros, QUICK).epochs())) == 4


def test_pixels_are_hidden_from_the_encoder_alone(digits: Images, monkeypatch: pytest.MonkeyPatch) -> None:
    from embeddings.vae.stepping import Stepper

    shares, step = [], Stepper.step

    def noted(self, batch, *weights):
        ink = batch.pictures > 0
        shares.append(((batch.seen == 0) & ink).sum() / ink.sum())
        assert float((batch.seen - batch.pictures / 0.75).abs()[batch.seen > 0].max()) < 1e-6
        return step(self, batch, *weights)

    monkeypatch.setattr(Stepper, "step", noted)
    list(Run(digits, Settings(epochs=1, hidden=(8,), hidden_pixels=0.25)).epochs())
    assert np.mean(shares) == pytest.approx(0.25, abs=0.01)


def test_a_guide_leads_and_then_lets_go_and_a_kill_changes_nothing(digits: Images, tmp_path: Path) -> None:
    settings = Settings(epochs=6, batch=64, hidden=(64, 32), guided=4, warm_up=0)
    assert [settings.guide_weight(number) for number in (1, 3, 4, 5, 6)] == [200, 100, 50, 0, 0]
    learnt = split(digits.rows, settings.held_out, settings.seed).learnt
    led = np.stack([digits.rows[learnt].mean(1), digits.rows[learnt][:, 20]], 1)
    led = ((led - led.mean(0)) / led.std(0)).astype(np.float32)
    for name in ("stopped", "whole"):
        (tmp_path / name).mkdir()
        np.save(tmp_path / name / "guide.npy", led)
    stopped_in(Run(digits, settings, tmp_path / "stopped"), 4)
    run, whole = Run(digits, settings, tmp_path / "stopped"), Run(digits, settings, tmp_path / "whole")
    places = run.model().means(digits.rows[learnt])
    assert np.corrcoef(places.T, led.T)[[0, 1], [2, 3]].min() > 0.5
    list(run.epochs())
    list(whole.epochs())
    for name, weight in whole.model().weights.items():
        np.testing.assert_array_equal(weight, run.model().weights[name])


def test_umap_guides_by_the_pictures_it_may_see(digits: Images, tmp_path: Path) -> None:
    settings = Settings(epochs=1, batch=64, hidden=(8,), guided=1)
    few = digits.taken(np.arange(300))
    run = Run(few, settings, tmp_path)
    list(run.epochs())
    led = np.load(tmp_path / "guide.npy")
    np.testing.assert_allclose([led.mean(0), led.std(0)], [[0, 0], [1, 1]], atol=1e-5)
    assert len(led) == len(run.learnt) < 300
    labels = [few.labels[place] for place in run.learnt]
    assert accuracy(led, labels) > 0.8


def test_the_command_trains_and_goes_on_and_writes_the_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, work = tmp_path / "own.safetensors", tmp_path / "work"
    words = ["digits", "--out", str(out), "--work", str(work), "--epochs", "2", "--latent", "3", "--hidden", "16", "8"]
    main(words)
    told = capsys.readouterr().out
    assert "0 epochs are done" in told
    assert "epoch 2/2: ELBO -" in told
    assert "of 3 latent numbers" in told
    assert Vae.load(out).shape.hidden == (16, 8)
    main(words)
    again = capsys.readouterr().out
    assert "; 2 epochs are done" in again
    assert "epoch 1/2" not in again
    with pytest.raises(UserError, match=r"An option will not do. --latent 5"):
        main(["digits", "--latent", "5"])
    with pytest.raises(UserError, match=r"--learning-rate 'fast'"):
        main(["digits", "--learning-rate", "fast"])


def test_a_space_of_what_was_trained(digits: Images) -> None:
    run = Run(digits, QUICK)
    list(run.epochs())
    space = latent_space(run.model(), digits, name="Digits", held=run.held)
    assert (space.vectors.shape, space.label, space.text, space.encoder) == ((1797, 2), "label", "name", "vae")
    assert (np.flatnonzero(space.items["part"] == "held out") == run.held).all()
    assert space.items["reconstruction error"].min() >= 0
    np.testing.assert_array_equal(space.vectors, run.model().means(digits.rows))
    assert "latent numbers" in space.notes[-1]
    with pytest.raises(UserError, match="The pictures are 4 × 16 × 1, those of the VAE 8 × 8 × 1"):
        latent_space(run.model(), Images(digits.rows[:, :64], 4, 16))
