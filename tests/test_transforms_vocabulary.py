"""Words by number: texts keep their words when a new vocabulary replaces theirs, and are compared all the same."""

from __future__ import annotations

import numpy as np
import pytest

from transforms import shingles
from transforms.profiles import taken_apart
from transforms.shingles import Vocabulary, shingle_hashes

TEXT = ("Harbour pilots in Dunvik struck for 12 days.", "The ferry to Orsa sailed at 7.30.")


def test_a_text_keeps_its_words_when_the_vocabulary_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shingles, "_vocabularies", [Vocabulary()])
    monkeypatch.setattr(shingles, "MOST_REMEMBERED", 3)
    first, second = taken_apart(TEXT), taken_apart(TEXT[::-1])
    assert first.vocabulary is not second.vocabulary
    assert first.words[:3] == ("harbour", "pilots", "in")
    assert first.has_words_of(taken_apart(TEXT))
    assert not first.has_words_of(second)
    assert np.array_equal(first.shingles, shingle_hashes(first.words))
