"""The loss of a VAE and its gradients are those of the closed forms (Kingma and Welling, 2014)."""

import numpy as np
import pytest

pytestmark = pytest.mark.encoders


@pytest.fixture
def gaussians(torch):
    chance = torch.Generator().manual_seed(0)
    mean = torch.randn(6, 3, generator=chance, dtype=torch.float64, requires_grad=True)
    log_variance = torch.randn(6, 3, generator=chance, dtype=torch.float64, requires_grad=True)
    return mean, log_variance


def test_the_divergence_is_torchs_own_and_what_samples_say(torch, gaussians) -> None:
    from embeddings.vae.losses import kl_per_dimension

    mean, log_variance = gaussians
    here, prior = torch.distributions.Normal(mean, (log_variance / 2).exp()), torch.distributions.Normal(0.0, 1.0)
    found = kl_per_dimension(mean, log_variance)
    torch.testing.assert_close(found, torch.distributions.kl_divergence(here, prior).to(found.dtype))
    with torch.random.fork_rng():
        torch.manual_seed(1)
        drawn = here.sample((200_000,))
    sampled = (here.log_prob(drawn) - prior.log_prob(drawn)).mean(0)
    torch.testing.assert_close(found, sampled, atol=0.03, rtol=0.02)
    assert (kl_per_dimension(torch.zeros(2, 2), torch.zeros(2, 2)) == 0).all()


def test_the_gradients_of_the_divergence_are_the_mean_and_half_of_the_variance_less_one(torch, gaussians) -> None:
    from embeddings.vae.losses import kl_per_dimension

    mean, log_variance = gaussians
    kl_per_dimension(mean, log_variance).sum().backward()
    torch.testing.assert_close(mean.grad, mean.detach())
    torch.testing.assert_close(log_variance.grad, (log_variance.detach().exp() - 1) / 2)


def test_the_reconstruction_is_the_cross_entropy_and_its_gradient_picture_less_truth(torch) -> None:
    from embeddings.vae.losses import reconstruction

    chance = torch.Generator().manual_seed(0)
    logits = (8 * torch.randn(4, 20, generator=chance, dtype=torch.float64)).requires_grad_()
    pictures = torch.rand(4, 20, generator=chance, dtype=torch.float64)
    shown = torch.sigmoid(logits)
    by_hand = -(pictures * shown.log() + (1 - pictures) * (1 - shown).log()).sum(1)
    found = reconstruction(logits, pictures)
    torch.testing.assert_close(found, by_hand)
    found.sum().backward()
    torch.testing.assert_close(logits.grad, (shown - pictures).detach())


def test_gradients_flow_through_what_is_drawn(torch, gaussians) -> None:
    from embeddings.vae.losses import drawn

    mean, log_variance = gaussians
    noise = torch.randn(6, 3, generator=torch.Generator().manual_seed(2), dtype=torch.float64)
    drawn(mean, log_variance, noise).sum().backward()
    assert (mean.grad == 1).all()
    torch.testing.assert_close(log_variance.grad, (noise / 2 * (log_variance / 2).exp()).detach())


@pytest.mark.parametrize("architecture", ["mlp", "conv"])
def test_the_gradient_of_the_whole_loss_is_what_small_steps_say(torch, architecture) -> None:
    from embeddings.vae.losses import drawn, kl_per_dimension, reconstruction
    from embeddings.vae.network import halves, network
    from embeddings.vae.shape import Shape

    made = network(Shape(height=6, width=5, latent=2, architecture=architecture, hidden=(4, 3)), seed=3).double()
    chance = torch.Generator().manual_seed(0)
    pictures = torch.rand(3, 30, generator=chance, dtype=torch.float64)
    noise = torch.randn(3, 2, generator=chance, dtype=torch.float64)

    def loss():
        mean, log_variance = halves(made["encoder"](pictures))
        logits = made["decoder"](drawn(mean, log_variance, noise))
        return (reconstruction(logits, pictures).sum() + kl_per_dimension(mean, log_variance).sum()) / 3

    loss().backward()
    step, checked = 1e-6, 0
    for parameter in made.parameters():
        with torch.no_grad():
            flat = parameter.view(-1)
            for place in np.random.default_rng(0).choice(len(flat), min(3, len(flat)), replace=False):
                before = flat[place].item()
                flat[place] = before + step
                above = loss().item()
                flat[place] = before - step
                slope = (above - loss().item()) / (2 * step)
                flat[place] = before
                assert slope == pytest.approx(parameter.grad.view(-1)[place].item(), abs=1e-4)
                checked += 1
    assert checked > 20
