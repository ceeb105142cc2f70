"""The same digits by sixteen numbers: a latent space that no plane holds, so that PCA, t-SNE and UMAP make maps of it."""

from dataclasses import dataclass
from typing import ClassVar

from embeddings.builtins import BUILTINS
from embeddings.builtins.mnist_vae import MnistVae
from embeddings.keys import content_key


@BUILTINS.register("mnist-vae-16")
@dataclass(frozen=True)
class MnistVae16(MnistVae):
    """Handwritten digits squeezed into sixteen numbers, by a variational autoencoder."""

    label: ClassVar[str] = "MNIST digits (VAE-16)"
    order: ClassVar[int] = 6
    hint: ClassVar[str] = "Sixteen numbers hold more of each digit than two; the map shows which of them are alike"
    name: ClassVar[str] = "mnist-vae-16"
    model: ClassVar[str] = "mnist-16"
    pictures_key: ClassVar[str] = content_key("pictures", "built-in", "mnist-vae-16", 1)
