"""The whole map as one HTML file that opens offline: our own modules and the data, inlined without a bundler."""

from dashboard.standalone.page import MOST_ITEMS, StandalonePage, build

__all__ = ["MOST_ITEMS", "StandalonePage", "build"]
