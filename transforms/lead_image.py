"""The caption of a page's lead image: the figure that shows it, else the first one over the article's prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from transforms.containers import prose_characters
from transforms.elements import Element, visible_text

LONGEST_CAPTION = 1_000
"""Characters; what is longer is a text of its own."""

_MOST_FIGURES = 50
_SIZE = re.compile(r"[-_](?:\d{2,4}x\d{2,4}|scaled|\d{2,4}w|[a-z]{1,2}\d{2,4})$|\.\w{3,4}$", re.IGNORECASE)
_SHORTEST_NAME = 6
"""Characters of a file's name that tells one image from another: "main" and "1" do not."""


def figure_caption(figures: Sequence[Element], image_url: str | None) -> str | None:
    """The caption of the figure that shows the image (known by its file's name, whatever its size), or that stands
    over the article's first paragraph; None where there is neither.
    """
    captioned = [(one, text) for one in figures[:_MOST_FIGURES] if (text := _caption(one))]
    name = _file_name(image_url or "")
    shown = next((text for figure, text in captioned if name and name in _file_names(figure)), None)
    return shown or next((text for figure, text in captioned if _is_first(figure)), None)


def _caption(figure: Element) -> str | None:
    caption = next(figure.iter("figcaption"), None)
    text = visible_text(caption) if caption is not None else ""
    return text if 0 < len(text) <= LONGEST_CAPTION else None


def _file_names(figure: Element) -> set[str]:
    found = set()
    for image in figure.iter("img", "source"):
        for attribute in ("src", "data-src", "srcset", "data-srcset"):
            for part in (image.get(attribute) or "").split(",")[:20]:
                found.add(_file_name(part.strip().split(" ")[0]))
    return found - {""}


def _file_name(address: str) -> str:
    try:
        name = urlsplit(address).path.rpartition("/")[2].lower()
    except ValueError:
        return ""
    for _ in range(3):
        name = _SIZE.sub("", name)
    return name if len(name) >= _SHORTEST_NAME else ""


def _is_first(figure: Element) -> bool:
    """Whether a figure stands inside the article with no paragraph of prose before it."""
    element: Element | None = figure
    while element is not None:
        if element.tag in ("article", "main"):
            return True
        if any(prose_characters(one) for one in element.itersiblings(preceding=True)):
            return False
        element = element.getparent()
    return False
