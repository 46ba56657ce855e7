"""What bench_extraction --full must reach: the floors of body, metadata, snippets and speed."""

from __future__ import annotations

from collections.abc import Mapping

BODY_F1 = {"scrapinghub": 0.975, "fundus_eval": 0.955, "naeb": 0.935, "fundus": 0.955}
METADATA = {"title": 0.85, "title~": 0.93, "author": 0.88, "date": 0.98}
"""On fundus, whose golds are the publishers' own fields."""
RECALL_BELOW = 0.003
TIMES_AS_FAST = 2.5


def missed(
    measured: Mapping[str, Mapping[str, Mapping[str, float]]],
    times: float,
    snippets: Mapping[str, float],
) -> list[str]:
    """The floors that were missed, each as a line for a person.

    ``measured`` is by set and extractor, ``times`` how many times as fast as trafilatura over all pages, ``snippets``
    their F1 by extractor.
    """
    found = []
    for name, least in BODY_F1.items():
        ours, theirs = measured[name]["newsfold"], measured[name]["trafilatura"]
        if ours["F1"] < least:
            found.append(f"body F1 on {name}: {ours['F1']:.4f}, at least {least}")
        if ours["R"] < theirs["R"] - RECALL_BELOW:
            found.append(f"recall on {name}: {ours['R']:.4f}, trafilatura's is {theirs['R']:.4f}")
    for key, least in METADATA.items():
        if measured["fundus"]["newsfold"][key] < least:
            found.append(f"{key} on fundus: {measured['fundus']['newsfold'][key]:.3f}, at least {least}")
    if snippets["newsfold"] < snippets["trafilatura"]:
        found.append(f"snippets: {snippets['newsfold']:.4f}, trafilatura's {snippets['trafilatura']:.4f}")
    if times < TIMES_AS_FAST:
        found.append(f"speed over all pages: {times:.2f} times")
    return found
