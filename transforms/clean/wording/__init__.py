"""The wordings that the cleaning rules know, by language: data, not code.

A table has, for each language, its phrases with ``|`` between them, as newsrooms print them; they are folded when a
rule reads them (transforms.clean.openings). ``*`` at the end of a phrase stands for any ending of its last word.
"""

from __future__ import annotations

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "ru", "ar", "hi", "ur", "ja", "ko", "zh")
"""Those that every table of phrases has."""

Table = dict[str, str]
