"""Variational autoencoders (Kingma and Welling, 2014): pictures squeezed into a few numbers, and the pictures between them.

Everything here but training is NumPy; torch is imported by `Run` alone. Pictures are rows of bytes, channel by channel,
``(n, channels · height · width)`` uint8; `to_pictures` makes of rows what an eye or Pillow takes.

Looking and walking, from weights that come along (`shipped`) or that were trained (`Vae.load`):

>>> from embeddings.vae import between, manifold, shipped, to_pictures
>>> vae = shipped("mnist")
>>> to_pictures(vae.decode([[0.5, -1.0]]), vae.shape).shape
(1, 28, 28)
>>> manifold(vae, (-3, -3), (3, 3), steps=20).pictures.shape
(400, 784)
>>> vae.decode(between([0, 0], [2, 1], steps=7)).shape
(7, 784)

- `Vae.encode(rows)` → means and log-variances; `Vae.means`, `Vae.decode`, `Vae.reconstruct`, `Vae.save`, `Vae.key`.
- `drawn_digit(image)` prepares a drawing as MNIST's digits are; `vae.means(drawn_digit(image)[None])` is its place.
  `prepared(picture, vae)` prepares any picture for any VAE.
- `manifold`, `between` (straight or spherical), `along` (a film along a path), `dreams` (from the prior), `combined`
  (arithmetic), `middle` (the average of a selection).
- `errors` (of each picture, to rank by), `elbo`, `carried` (KL of each latent number, and a verdict on posterior collapse),
  `overlap` and `accuracy` (of classes).

Training, an epoch at a time:

>>> from embeddings.vae import Settings, sklearn_digits, usual
>>> images = sklearn_digits()        # or mnist(), idx_images(path), folder_images(path, side=32, colour=True), …
>>> usual(len(images), images.height).epochs
200

    run = Run(images, Settings(latent=2, epochs=20), folder)   # a folder with a checkpoint of this training: it goes on
    for epoch in run.epochs(watch):                            # watch(done, total, message) is called before every batch
        epoch.held.elbo, epoch.kl_per_dimension                # on pictures that are never learnt from, in nats
        epoch.latents                                          # of run.mapped: the map as it is now
        epoch.reconstructions                                  # of run.shown, beside images.rows[run.shown]
    run.history()                                              # all epochs that are kept: the curves and the film
    run.model().save(path)                                     # the VAE of the last whole epoch

It pauses as long as `watch` does not return. What `watch` raises ends it (cancel, or stop: the last whole epoch is kept,
and `Run(…, folder).model()` is its VAE). A loss that is no number raises a `UserError` that says which epoch is kept.
`latent_space(vae, images, held=run.held, file=path)` makes a space of it all, and `vae_of(space)` returns the VAE of such a space,
of the built-in one, or of one that the encoder `vae` made.
"""

from embeddings.vae.drawing import drawn_digit
from embeddings.vae.epochs import Epoch, Nats
from embeddings.vae.images import Images, to_pictures
from embeddings.vae.model import Encoded, Vae
from embeddings.vae.preparing import PREPARATIONS, Preparation, preparations_of, prepared, usual_preparation
from embeddings.vae.run import Run
from embeddings.vae.settings import Settings, usual
from embeddings.vae.shape import Shape
from embeddings.vae.shipped import shipped
from embeddings.vae.sources import array_images, folder_images, idx_images, mnist, picture_images, sklearn_digits
from embeddings.vae.spaces import latent_space, vae_of
from embeddings.vae.understanding import accuracy, carried, divergences, elbo, errors, overlap
from embeddings.vae.walking import along, between, combined, dreams, manifold, middle, place_of

__all__ = [
    "PREPARATIONS",
    "Encoded",
    "Epoch",
    "Images",
    "Nats",
    "Preparation",
    "Run",
    "Settings",
    "Shape",
    "Vae",
    "accuracy",
    "along",
    "array_images",
    "between",
    "carried",
    "combined",
    "divergences",
    "drawn_digit",
    "dreams",
    "elbo",
    "errors",
    "folder_images",
    "idx_images",
    "latent_space",
    "manifold",
    "middle",
    "mnist",
    "overlap",
    "picture_images",
    "place_of",
    "preparations_of",
    "prepared",
    "shipped",
    "sklearn_digits",
    "to_pictures",
    "usual",
    "usual_preparation",
    "vae_of",
]
