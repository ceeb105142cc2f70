"""The parts of the Clusters tab: what is wanted, what was found, its names, and how it is shown."""
