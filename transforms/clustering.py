"""Clusters: a function of the articles and their judged pairs, never of the order in which they came.

Articles joined by pairs that carry one text are one cluster, but for digests: an article that contains two texts
which are not one text is linked to both and joins neither. A person's verdict stands above every judgement.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from transforms.agencies import AGENCIES
from transforms.identity import cluster_id
from transforms.model import Cluster, Credit, CreditKind, Member, Relation, Role
from transforms.text import slug


@dataclass(frozen=True, slots=True)
class Candidate:
    """What decides about an article in its cluster: who, when, whose words, how much."""

    article_id: uuid.UUID
    published_on: date | None = None
    published_at: datetime | None = None
    """None under precision day."""
    publisher_id: str | None = None
    publisher_name: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    word_count: int = 0
    credits: tuple[Credit, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A judged pair, seen from ``one``: ``relation`` says what ``one`` is to ``other``.

    ``one_places`` and ``other_places`` are the paragraphs of each that have a partner in the other.
    """

    one: uuid.UUID
    other: uuid.UUID
    relation: Relation | None
    is_same_text: bool
    one_places: frozenset[int] = frozenset()
    other_places: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person's decision on a pair."""

    one: uuid.UUID
    other: uuid.UUID
    is_same: bool


Pair = frozenset[uuid.UUID]

AGENCY_NAMES = frozenset(AGENCIES.values())

_MIRROR: dict[Relation | None, Relation | None] = {"contains": "contained", "contained": "contains"}


def clusters(
    candidates: Iterable[Candidate], edges: Iterable[Edge], verdicts: Iterable[Verdict] = ()
) -> tuple[Cluster, ...]:
    """The clusters of these articles, sorted by id; an article without a copy is a cluster of one."""
    by_id = {candidate.article_id: candidate for candidate in candidates}
    edges = list(edges)
    relations = _relations(edges)
    joined = {pair for pair, (_, is_same) in relations.items() if is_same}
    for verdict in verdicts:
        pair = frozenset((verdict.one, verdict.other))
        (joined.add if verdict.is_same else joined.discard)(pair)
    joined -= _digest_pairs(joined, edges)
    groups = _components(by_id, joined)
    return tuple(
        sorted((_cluster([by_id[i] for i in group], relations) for group in groups), key=lambda c: c.cluster_id)
    )


def with_roles(cluster: Cluster, edges: Iterable[Edge]) -> Cluster:
    """The cluster with each member's role by its judged pair with the canonical; pairs of others change nothing."""
    relations = _relations(edges)
    canonical = uuid.UUID(cluster.canonical_article_id)
    members = tuple(
        Member(member.article_id, _role(uuid.UUID(member.article_id), canonical, relations))
        for member in cluster.members
    )
    return replace(cluster, members=members)


def _relations(edges: Iterable[Edge]) -> dict[Pair, tuple[dict[uuid.UUID, Relation | None], bool]]:
    """For each pair what each of the two is to the other, and whether they carry one text."""
    found = {}
    for edge in edges:
        seen = {edge.one: edge.relation, edge.other: _MIRROR.get(edge.relation, edge.relation)}
        found[frozenset((edge.one, edge.other))] = (seen, edge.is_same_text)
    return found


def _digest_pairs(joined: set[Pair], edges: Iterable[Edge]) -> set[Pair]:
    """The pairs by which a digest would chain what it carries.

    It contains two texts that are not one and stand in different places of it; two excerpts of one text stand in the
    same places.
    """
    contained: dict[uuid.UUID, dict[frozenset[int], list[uuid.UUID]]] = {}
    for edge in edges:
        if frozenset((edge.one, edge.other)) not in joined:
            continue
        if edge.relation == "contains":
            contained.setdefault(edge.one, {}).setdefault(edge.one_places, []).append(edge.other)
        elif edge.relation == "contained":
            contained.setdefault(edge.other, {}).setdefault(edge.other_places, []).append(edge.one)
    gone: set[Pair] = set()
    for digest, parts in contained.items():
        if _chains(parts, joined):
            gone.update(frozenset((digest, part)) for others in parts.values() for part in others)
    return gone


def _chains(parts: Mapping[frozenset[int], Sequence[uuid.UUID]], joined: set[Pair]) -> bool:
    """Whether two of these parts stand in different places of the whole and are not one text."""
    places = sorted(parts, key=sorted)
    for number, one in enumerate(places):
        others = places[number:] if not one else places[number + 1 :]
        for other in others:
            if 2 * len(one & other) >= min(len(one), len(other)) > 0:
                continue
            if any(a != b and frozenset((a, b)) not in joined for a in parts[one] for b in parts[other]):
                return True
    return False


def _components(by_id: Mapping[uuid.UUID, Candidate], joined: Iterable[Pair]) -> list[list[uuid.UUID]]:
    parent = {article: article for article in by_id}

    def root(article: uuid.UUID) -> uuid.UUID:
        while parent[article] != article:
            parent[article] = parent[parent[article]]
            article = parent[article]
        return article

    for pair in joined:
        one, other = sorted(pair)
        if one in parent and other in parent:
            low, high = sorted((root(one), root(other)))
            parent[high] = low
    groups: dict[uuid.UUID, list[uuid.UUID]] = {}
    for article in sorted(by_id):
        groups.setdefault(root(article), []).append(article)
    return list(groups.values())


def _cluster(
    members: Sequence[Candidate], relations: Mapping[Pair, tuple[dict[uuid.UUID, Relation | None], bool]]
) -> Cluster:
    canonical, reason = chosen_canonical(members)
    origin_name, origin_publisher = _origin(members, canonical)
    roles = tuple(
        Member(str(member.article_id), _role(member.article_id, canonical.article_id, relations))
        for member in sorted(members, key=lambda member: member.article_id)
    )
    return Cluster(
        str(cluster_id(_earliest(members).article_id)),
        str(canonical.article_id),
        reason,
        roles,
        origin_name,
        origin_publisher,
    )


def _role(
    article: uuid.UUID, canonical: uuid.UUID, relations: Mapping[Pair, tuple[dict[uuid.UUID, Relation | None], bool]]
) -> Role:
    if article == canonical:
        return "canonical"
    seen, _ = relations.get(frozenset((article, canonical)), ({}, False))
    roles: dict[Relation | None, Role] = {"contains": "extended", "contained": "excerpt", "derived": "derived"}
    return roles.get(seen.get(article), "copy")


def _earliest(members: Sequence[Candidate]) -> Candidate:
    """The member that names the cluster: the earliest by printed day, then the least id; undated ones last."""
    return min(members, key=lambda member: (member.published_on or date.max, member.article_id))


def chosen_canonical(members: Sequence[Candidate]) -> tuple[Candidate, str]:
    """The original among copies and what decided, in words.

    In order: the credited outlet's own article; a text that credits nobody else; the earliest publication (a
    date without a time covers its whole day and wins nothing inside it); a byline and dateline of its own; the
    longest text; the least id.
    """
    if len(members) == 1:
        return members[0], "it has no copy"
    left = list(members)
    for narrow in (_credited, _uncredited, _first_published, _signed, _longest):
        kept, reason = narrow(left)
        if reason and len(kept) < len(left):
            left = kept
            if len(left) == 1:
                return left[0], reason
            first_reason = reason
            return _among(left, first_reason)
    return min(left, key=lambda member: member.article_id), "nothing in the texts tells them apart; the least id stands"


def _among(left: Sequence[Candidate], reason: str) -> tuple[Candidate, str]:
    """The original among those that one reason left, with the reasons joined."""
    chosen, further = chosen_canonical(left)
    return chosen, f"{reason}; among these {further}"


def _bare(name: str) -> str:
    """A name or id as it is compared: the article before an outlet's name tells nothing apart."""
    return slug(name).removeprefix("the-")


def _others_credits(member: Candidate) -> list[Credit]:
    """The credits of a member that name somebody else as the origin of its matter."""
    own = {_bare(name) for name in (member.publisher_id, member.publisher_name) if name}
    return [
        credit
        for credit in member.credits
        if not (credit.agency and _bare(credit.agency) in own)
        and not (credit.publisher_id and _bare(credit.publisher_id) in own)
    ]


def _credited(members: Sequence[Candidate]) -> tuple[list[Candidate], str]:
    names = {
        _bare(name)
        for member in members
        for credit in _others_credits(member)
        for name in (credit.agency, credit.publisher_id)
        if name
    }
    kept = [m for m in members if {_bare(n) for n in (m.publisher_id, m.publisher_name) if n} & names]
    return (
        (kept, f"the other copies credit {kept[0].publisher_name or kept[0].publisher_id}")
        if kept
        else (list(members), "")
    )


def _uncredited(members: Sequence[Candidate]) -> tuple[list[Candidate], str]:
    kept = [member for member in members if not _others_credits(member)]
    if not kept or len(kept) == len(members) or _is_carried(members, kept):
        return list(members), ""
    told = sorted({credit.evidence for member in members for credit in _others_credits(member)})
    words = "; ".join(f"“{part}”" for part in dict.fromkeys("; ".join(told).split("; ")))
    reason = f"the other copy attributes its matter to another outlet ({words[:400]})"
    if len(members) - len(kept) > 1:
        reason = f"the other copies attribute their matter to another outlet ({words[:400]})"
    return kept, reason + _signature(kept)


_SIGNED: frozenset[CreditKind] = frozenset({"byline", "dateline", "tail", "canonical_link"})
"""Credits that say whose the text is; a mention says whose the news is."""


def _signed_over(members: Sequence[Candidate]) -> dict[str, list[Credit]]:
    """The credits that sign the text over to somebody else, by name."""
    found: dict[str, list[Credit]] = {}
    for member in members:
        signed = {
            credit.agency: credit for credit in _others_credits(member) if credit.agency and credit.kind in _SIGNED
        }
        for name, credit in signed.items():
            found.setdefault(name, []).append(credit)
    return found


def _is_carried(members: Sequence[Candidate], kept: Sequence[Candidate]) -> bool:
    """Whether all members are papers that carry an agency's text, though some of them do not say so.

    A paper that leaves the agency's name out is no more its origin than one that prints it. One that nobody knows may
    be the agency itself.
    """
    agencies = [name for name in _signed_over(members) if name in AGENCY_NAMES]
    return bool(agencies) and all(member.publisher_id for member in kept)


def _signature(kept: Sequence[Candidate]) -> str:
    if len(kept) != 1:
        return ""
    member = kept[0]
    own = [f"a byline ({', '.join(member.authors)})"] if member.authors else []
    own += [f"a dateline ({member.dateline})"] if member.dateline else []
    return (
        f", while this one credits nobody else and carries {' and '.join(own)} of its own"
        if own
        else ", while this one credits nobody else"
    )


def _first_published(members: Sequence[Candidate]) -> tuple[list[Candidate], str]:
    days = [member.published_on for member in members if member.published_on]
    if not days:
        return list(members), ""
    first = min(days)
    kept = [member for member in members if member.published_on == first]
    moments = [member.published_at for member in kept]
    if all(moments) and len(kept) > 1:
        at = min(moment for moment in moments if moment)
        return [
            member for member in kept if member.published_at == at
        ], f"it was published first, at {at:%Y-%m-%d %H:%M} UTC"
    return kept, f"it was published first, on {first}"


def _signed(members: Sequence[Candidate]) -> tuple[list[Candidate], str]:
    most = max(bool(member.authors) + bool(member.dateline) for member in members)
    kept = [member for member in members if bool(member.authors) + bool(member.dateline) == most]
    return kept, "it carries a byline or dateline of its own"


def _longest(members: Sequence[Candidate]) -> tuple[list[Candidate], str]:
    most = max(member.word_count for member in members)
    return [member for member in members if member.word_count == most], "it is the most complete"


def _origin(members: Sequence[Candidate], canonical: Candidate) -> tuple[str | None, str | None]:
    """Whose text it is: the agency that copies sign it over to, else whom the canonical credits, else its publisher."""
    own = {_bare(name) for name in (canonical.publisher_id, canonical.publisher_name) if name}
    agencies = {name: said for name, said in _signed_over(members).items() if name in AGENCY_NAMES}
    if agencies and not own & {_bare(name) for name in agencies}:
        best = min(agencies, key=lambda name: (-len(agencies[name]), name))
        return best, min((credit.publisher_id for credit in agencies[best] if credit.publisher_id), default=None)
    counts: dict[str, int] = {}
    for member in members:
        for name in {credit.agency for credit in _others_credits(member) if credit.agency}:
            counts[name] = counts.get(name, 0) + 1
    credited = [credit for credit in _others_credits(canonical) if credit.agency and credit.kind != "mention"]
    if credited:
        return credited[0].agency, credited[0].publisher_id
    if canonical.publisher_id:
        return canonical.publisher_name or canonical.publisher_id, canonical.publisher_id
    if counts:
        best = min(counts, key=lambda name: (-counts[name], name))
        known = (one.publisher_id for member in members for one in _others_credits(member) if one.agency == best)
        return best, min((publisher for publisher in known if publisher), default=None)
    return None, None
