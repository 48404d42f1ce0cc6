"""Classify: which type of document a leaf belongs to, by key phrases with weights (the profile's documents.yaml)."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from extractors.division.headings import Heading
from schemas.document import DocumentType
from schemas.terms.text import fold

TITLE, PART = 8.0, 6.0
"""What a title and the heading of a later page count where the profile gives no weight."""
MOST_WORDS = 20.0
"""How much the words of a page may count together: a long page must not outweigh a title."""
KNOWN = 4.0
"""The least score by which a type is told."""
NO_HIT = ("", 0.0)
_PAPER = ("表", "书", "函", "报告", "证明")


@dataclass(frozen=True)
class Kind:
    """One type as the profile tells it; every phrase folded. See the head of documents.yaml for what the keys mean."""

    type: DocumentType
    sheets: str
    certificate: bool
    per: str
    titles: Mapping[str, float]
    parts: Mapping[str, float]
    words: Mapping[str, float]
    patterns: Mapping[re.Pattern[str], float]
    against: Mapping[str, float]
    opens: tuple[str, ...]
    holder: tuple[str, ...]
    holds: tuple[str, ...]
    slots: tuple[str, ...]
    covers: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Verdict:
    """What a leaf is. `score` is the best type's, `title` the phrase that stands as its title (`firm`: beyond doubt, in large
    print), `part` the heading of a later page; `opens` says that its words are those of a first page. `scores` holds every
    type that scored.
    """

    type: DocumentType
    score: float
    confidence: float
    title: str
    firm: bool
    part: str
    opens: bool
    scores: Mapping[str, float]


def kinds(documents: Mapping[str, Mapping[str, Any]]) -> tuple[Kind, ...]:
    """The types of a profile, ready for matching."""
    return tuple(_kind(type, given) for type, given in documents.items())


def _kind(type: str, given: Mapping[str, Any]) -> Kind:
    return Kind(
        type=cast(DocumentType, type),
        sheets=str(given.get("sheets", "one")),
        certificate=bool(given.get("certificate", False)),
        per=str(given.get("per", "")),
        titles=_folded(given.get("titles", {}), TITLE),
        parts=_folded(given.get("parts", {}), PART),
        words=_folded(given.get("words", {}), 1.0),
        patterns={re.compile(pattern, re.MULTILINE): float(weight) for pattern, weight in given.get("patterns", {}).items()},
        against=_folded(given.get("against", {}), 1.0),
        opens=tuple(map(fold, given.get("opens", ()))),
        holder=tuple(given.get("holder", ())),
        holds=tuple(given.get("holds", ())),
        slots=tuple(map(fold, given.get("slots", ()))),
        covers=tuple(re.compile(str(row)) for row in given.get("covers", ())),
    )


def _folded(phrases: Mapping[str, float] | Sequence[str], weight: float) -> dict[str, float]:
    weighted = phrases if isinstance(phrases, Mapping) else dict.fromkeys(phrases, weight)
    return {fold(str(phrase)): float(value) for phrase, value in weighted.items()}


def classify(headings: Sequence[Heading], text: str, known: Sequence[Kind]) -> Verdict:
    """The type of a leaf from its headings and its folded text (lines parted by line feeds)."""
    flat = text.replace("\n", "")
    titles = _hits([h for h in headings if not h.section], {kind.type: kind.titles for kind in known})
    parts = _hits(headings, {kind.type: kind.parts for kind in known})
    for kind in known:
        if kind.type in titles and any(_is_slot(heading.text, kind) for heading in headings):
            phrase, weight = titles[kind.type]
            titles[kind.type] = (phrase, min(weight, PART))
    scores: dict[str, float] = {}
    for kind in known:
        heading = max(titles.get(kind.type, NO_HIT)[1], parts.get(kind.type, NO_HIT)[1])
        words = _words(kind, text, flat)
        if heading or words:
            scores[kind.type] = heading + words - sum(weight for word, weight in kind.against.items() if word in flat)
    return _verdict(scores, titles, parts, flat, known)


def _is_slot(heading: str, kind: Kind) -> bool:
    """Whether a heading is that of a slot (用人单位意见); what ends like a paper's name (用人单位推荐意见表) is a title."""
    return not heading.endswith(_PAPER) and any(slot in heading for slot in kind.slots)


def _words(kind: Kind, text: str, flat: str) -> float:
    words = sum(weight for word, weight in kind.words.items() if word in flat)
    patterns = sum(weight for pattern, weight in kind.patterns.items() if pattern.search(text))
    return min(words + patterns, MOST_WORDS)


def _verdict(
    scores: Mapping[str, float],
    titles: Mapping[str, tuple[str, float]],
    parts: Mapping[str, tuple[str, float]],
    flat: str,
    known: Sequence[Kind],
) -> Verdict:
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    best, score = ranked[0] if ranked and ranked[0][1] >= KNOWN else ("other", 0.0)
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    kind = next((k for k in known if k.type == best), None)
    title, weight = titles.get(best, NO_HIT)
    return Verdict(
        type=cast(DocumentType, best),
        score=score,
        confidence=_confidence(score, second),
        title=title if weight >= KNOWN else "",
        firm=weight >= TITLE,
        part=parts.get(best, NO_HIT)[0],
        opens=bool(kind) and any(word in flat for word in kind.opens) if kind else False,
        scores={type: round(value, 2) for type, value in ranked if value > 0},
    )


def _hits(headings: Sequence[Heading], phrases: Mapping[str, Mapping[str, float]]) -> dict[str, tuple[str, float]]:
    """Type -> the phrase that stands as a heading, and how much it counts. A phrase inside a longer one is not one."""
    best: dict[str, tuple[str, float]] = {}
    for heading in headings:
        here = [(t, p, w) for t, table in phrases.items() for p, w in table.items() if p in heading.text]
        for type, phrase, weight in here:
            inside = any(phrase != other and phrase in other for _, other, _ in here)
            counted = weight * heading.force * (0.5 if inside else 1.0)
            if counted > best.get(type, NO_HIT)[1]:
                best[type] = (phrase, counted)
    return best


def _confidence(score: float, second: float) -> float:
    """How sure the type is: it grows with the score, and shrinks where another type is near."""
    if score <= 0:
        return 0.2
    margin = max(0.0, score - max(0.0, second)) / score
    return round((1 - math.exp(-score / 3)) * (0.55 + 0.45 * min(1.0, margin * 1.5)), 3)
