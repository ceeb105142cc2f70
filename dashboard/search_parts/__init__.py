"""The parts of the Search tab: what is wanted, what is found, and how it is shown."""

NAME = "search"
