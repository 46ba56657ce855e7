"""The root of the tree in transforms.errors."""

from __future__ import annotations


class NewsfoldError(Exception):
    """Root of the tree.

    Args: ``resource`` names the thing that failed (a URL, path or id), ``cause`` says why,
    ``remedy`` says what a person can do (may be empty).
    """

    what = "newsfold failed"
    remedy = ""

    def __init__(self, resource: str, cause: str, remedy: str | None = None) -> None:
        self.resource = resource
        self.cause = cause
        if remedy is not None:
            self.remedy = remedy
        super().__init__(resource, cause)

    def __str__(self) -> str:
        text = f"{self.what}: {self.resource}: {self.cause}"
        return f"{text}; {self.remedy}" if self.remedy else text
