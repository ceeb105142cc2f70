"""The one exception that is written for a person: what is wrong, where, and what to do."""


class UserError(Exception):
    """Something the person can mend.

    Parameters
    ----------
    title
        What is wrong, in about five words: “No text column”.
    detail
        The offending value, its place (row, column, file) and the rule it breaks.
    hint
        What to do now.

    Examples
    --------
    >>> print(UserError("No texts", "Row 7 is empty", "Choose another column"))
    No texts. Row 7 is empty. Choose another column.
    """

    def __init__(self, title: str, detail: str = "", hint: str = "") -> None:
        self.title, self.detail, self.hint = title, detail, hint
        super().__init__(title, detail, hint)

    def __str__(self) -> str:
        return " ".join(part if part.endswith((".", "!", "?", ":")) else f"{part}." for part in self.args if part)
