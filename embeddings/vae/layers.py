"""The layers of the network in NumPy: what torch does, to within rounding."""

from __future__ import annotations

import numpy as np

from embeddings.vae.shape import KERNEL, Shape

Arrays = dict[str, np.ndarray]
STRIDE, PADDING = 2, 1


def encoded(rows: np.ndarray, shape: Shape, weights: Arrays) -> np.ndarray:
    """Return means and log-variances side by side, ``(n, 2 · latent)``, of ``(n, pixels)`` float32 pictures."""
    if shape.architecture == "mlp":
        return _dense(rows, "encoder", len(shape.hidden), weights)
    below, beside = (whole - side for whole, side in zip(shape.padded, (shape.height, shape.width), strict=True))
    pictures = rows.reshape(-1, shape.channels, shape.height, shape.width)
    found = np.pad(pictures, ((0, 0), (0, 0), (0, below), (0, beside)))
    for place in range(len(shape.hidden)):
        found = relu(convolved(found, weights[f"encoder.{place}.weight"], weights[f"encoder.{place}.bias"]))
    return linear(found.reshape(len(found), -1), "encoder.out", weights)


def decoded(latents: np.ndarray, shape: Shape, weights: Arrays) -> np.ndarray:
    """Return the logits of pictures, ``(n, pixels)``, of ``(n, latent)`` float32."""
    if shape.architecture == "mlp":
        return _dense(latents, "decoder", len(shape.hidden), weights)
    found = relu(linear(latents, "decoder.in", weights)).reshape(-1, *shape.innermost)
    for place in range(len(shape.hidden)):
        found = unfolded(found, weights[f"decoder.{place}.weight"], weights[f"decoder.{place}.bias"])
        if place < len(shape.hidden) - 1:
            found = relu(found)
    return np.ascontiguousarray(found[:, :, : shape.height, : shape.width]).reshape(len(found), -1)


def convolved(pictures: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Return a convolution by 4 × 4 that halves the sides.

    Parameters
    ----------
    pictures
        ``(n, given, height, width)``, the sides even.
    weight
        ``(made, given, 4, 4)``.
    bias
        ``(made,)``.
    """
    wide = np.pad(pictures, ((0, 0), (0, 0), (PADDING, PADDING), (PADDING, PADDING)))
    windows = np.lib.stride_tricks.sliding_window_view(wide, (KERNEL, KERNEL), axis=(2, 3))[:, :, ::STRIDE, ::STRIDE]
    found = np.tensordot(windows, weight, axes=((1, 4, 5), (1, 2, 3)))
    return np.asarray(found.transpose(0, 3, 1, 2) + bias[:, None, None])


def unfolded(pictures: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Return a transposed convolution by 4 × 4 that doubles the sides.

    Parameters
    ----------
    pictures
        ``(n, given, height, width)``.
    weight
        ``(given, made, 4, 4)``.
    bias
        ``(made,)``.
    """
    count, given, height, width = pictures.shape
    made = weight.shape[1]
    spread = pictures.transpose(0, 2, 3, 1).reshape(-1, given) @ weight.reshape(given, -1)
    parts = spread.reshape(count, height, width, made, KERNEL, KERNEL)
    wide = np.zeros((count, STRIDE * height + 2 * PADDING, STRIDE * width + 2 * PADDING, made), np.float32)
    for down in range(KERNEL):
        for right in range(KERNEL):
            rows, columns = (slice(at, at + STRIDE * size, STRIDE) for at, size in ((down, height), (right, width)))
            wide[:, rows, columns] += parts[..., down, right]
    inner = wide[:, PADDING:-PADDING, PADDING:-PADDING] + bias
    return np.asarray(inner.transpose(0, 3, 1, 2))


def linear(rows: np.ndarray, name: str, weights: Arrays) -> np.ndarray:
    """Return rows through a fully connected layer."""
    return np.asarray(rows @ weights[f"{name}.weight"].T + weights[f"{name}.bias"])


def relu(values: np.ndarray) -> np.ndarray:
    """Return what is above nought, and nought elsewhere."""
    return np.asarray(np.maximum(values, 0))


def logistic(logits: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + e^−x), which no logit is too large for."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * logits)))


def _dense(rows: np.ndarray, part: str, hidden: int, weights: Arrays) -> np.ndarray:
    for place in range(hidden):
        rows = relu(linear(rows, f"{part}.{place}", weights))
    return linear(rows, f"{part}.out", weights)
