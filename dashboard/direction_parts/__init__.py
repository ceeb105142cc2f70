"""The Directions tab, part by part: what it was given, the axis made of it, and what each of its three parts shows."""

NAME = "directions"
PARTS = {"axis": "Axis", "move": "Move along it", "between": "Between two"}
FROM, TO = f"{NAME}.from", f"{NAME}.to"
LISTED = 10
