"""What the scores of all tests share: tables by section, and how sure a share or a correlation is."""

from __future__ import annotations

from collections.abc import Callable
from math import atanh, isnan, nan, sqrt, tanh

import pandas as pd

Z = 1.959963984540054  # 95 % of a normal distribution lie within so many standard deviations


def in_sections(rows: pd.DataFrame, summary: Callable[[pd.DataFrame], dict[str, float]]) -> pd.DataFrame:
    """Return what is said of the rows of each section, in the order of the sections."""
    found = [{"section": name} | summary(part) for name, part in rows.groupby("section", sort=False)]
    return pd.DataFrame(found)


def share(right: int, of: int) -> tuple[float, float, float]:
    """Return a share and its 95 % interval (Wilson, 1927); NaN where it is of nothing."""
    if not of:
        return nan, nan, nan
    part, square = right / of, Z * Z
    middle = (part + square / (2 * of)) / (1 + square / of)
    half = Z / (1 + square / of) * sqrt(part * (1 - part) / of + square / (4 * of * of))
    return part, max(0.0, middle - half), min(1.0, middle + half)


def correlation_interval(rho: float, of: int) -> tuple[float, float]:
    """Return the 95 % interval of Spearman's correlation (Bonett and Wright, 2000); NaN below 4 pairs."""
    if of < 4 or isnan(rho):
        return nan, nan
    if abs(rho) >= 1:
        return rho, rho
    half = Z * sqrt((1 + rho * rho / 2) / (of - 3))
    return tanh(atanh(rho) - half), tanh(atanh(rho) + half)
