"""Evidence for achievements: which documents show which listed achievement, by what they say, never by their file's name."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from schemas.document import EVIDENCE_TYPES, Block, Document
from schemas.profile import Profile
from schemas.terms.numbers import plain
from schemas.terms.text import fold, similar

SURE = 0.86
"""From which likeness of its own title a document whose type does not fit answers an achievement."""
FITTING = 0.62
"""From which likeness one of a fitting type does."""
ALONE = 0.4
"""From which likeness the only document of a fitting type does, for the only achievement of its kind left over."""
PRELIMINARY = {"patent_application": "patent_certificate", "accept_notice": "paper"}
"""Papers that are not yet the evidence, but are handed in as such (EVD-04, EVD-07): tag -> the type they stand in for."""
QUALIFICATIONS = frozenset({"overseas_qualification", "overseas_verification", "vocational_certificate"})
"""What is no evidence of an achievement by its type, but shows one that is listed by its very name (IEEE高级会员)."""
RIVAL = 0.05
"""A document that another achievement matches better by more than this is that one's."""
UNFIT = 0.1
"""What a type that does not fit costs."""
MENTIONED = 0.93
"""What a title that only stands in the text is worth against the document's own title."""
QUOTED = 0.8
"""What it is worth that all that an achievement's title has in quotes stands in the document."""
_QUOTED = re.compile(r"[《“\"〈]([^》”\"〉]{2,})[》”\"〉]")
_QUOTES = "《》“”\"'<>〈〉"


class Match(NamedTuple):
    """The documents of one achievement, and how sure the weakest of them is."""

    documents: tuple[str, ...]
    confidence: float


def match_evidence(achievements: Sequence[Block], documents: Sequence[Document], profile: Profile) -> list[Match]:
    """For each achievement, in order, its documents. One project may have an approval and an acceptance."""
    kinds = profile.forms["evidence"]
    asked = {type for block in achievements for type in typed(block, kinds)}
    held = [d for d in documents if d.type in EVIDENCE_TYPES | QUALIFICATIONS | asked or PRELIMINARY.keys() & set(d.tags)]
    scores = [[score(block, document, kinds) for document in held] for block in achievements]
    best = [max(column) for column in zip(*scores, strict=True)]
    found = [
        [(document.id, mine) for document, mine, top in zip(held, row, best, strict=True) if mine > 0 and mine >= top - RIVAL]
        for row in scores
    ]
    _leftovers(achievements, held, found, kinds)
    return [Match(tuple(id for id, _ in pairs), round(min((s for _, s in pairs), default=1.0), 4)) for pairs in found]


def score(block: Block, document: Document, kinds: Mapping[str, Sequence[str]]) -> float:
    """How surely the document shows the achievement; 0 where it is not alike enough to say so.

    A document of a type that fits the achievement's kind may name it anywhere; any other must bear its number or its title.
    """
    if fitting(block, document, kinds):
        alike = likeness(block, document)
        return alike if alike >= FITTING else 0.0
    alike = 1.0 if _numbered(block, document) else titled(block, document)
    return alike - UNFIT if alike >= SURE else 0.0


def _leftovers(
    achievements: Sequence[Block],
    held: Sequence[Document],
    found: list[list[tuple[str, float]]],
    kinds: Mapping[str, Sequence[str]],
) -> None:
    """An achievement without evidence takes the one unclaimed document of a fitting type, if no other may want it."""
    claimed = {id for pairs in found for id, _ in pairs}
    bare_ones = [number for number, pairs in enumerate(found) if not pairs and typed(achievements[number], kinds)]
    for number in bare_ones:
        free = [d for d in held if d.id not in claimed and fitting(achievements[number], d, kinds)]
        rivals = [n for n in bare_ones if n != number and any(fitting(achievements[n], document, kinds) for document in free)]
        alike = likeness(achievements[number], free[0]) if len(free) == 1 else 0.0
        if not rivals and alike >= ALONE:
            found[number].append((free[0].id, alike))
            claimed.add(free[0].id)


def typed(block: Block, kinds: Mapping[str, Sequence[str]]) -> set[str]:
    """The types of document that can show an achievement of this kind; none where the kind says nothing."""
    kind = fold(str(block["kind"].value or ""))
    return {type for word, fit in kinds.items() if fold(word) in kind for type in fit}


def fitting(block: Block, document: Document, kinds: Mapping[str, Sequence[str]]) -> bool:
    """Whether a document of this type can show an achievement of this kind; a kind that says nothing fits all evidence."""
    types = typed(block, kinds)
    may_show = {document.type, *(PRELIMINARY[tag] for tag in document.tags if tag in PRELIMINARY)}
    return bool(types & may_show) if types else bool(EVIDENCE_TYPES & may_show)


def likeness(block: Block, document: Document) -> float:
    """0 to 1: the achievement's number in the document, else how much of its title the document has, as its own or at all."""
    title = bare(str(block["title"].value or ""))
    if _numbered(block, document):
        return 1.0
    named = contained(title, bare(document.text)) * (MENTIONED if len(title) >= 4 else MENTIONED - 0.1)
    return max(titled(block, document), named, _quoted(block, document))


def _quoted(block: Block, document: Document) -> float:
    """What a title is worth of which all that stands in quotes is in the document (作品《某某》获“某某杯”金奖)."""
    pieces = [fold(piece) for piece in _QUOTED.findall(str(block["title"].value or ""))]
    text = bare(document.text)
    return QUOTED if sum(map(len, pieces)) >= 4 and all(piece in text for piece in pieces) else 0.0


def titled(block: Block, document: Document) -> float:
    """How alike the achievement's title and the document's own are; of a list of awards, that of the row that is most alike."""
    title, own = bare(str(block["title"].value or "")), bare(str(document["title"].value or document.title or ""))
    owns = [own, *(bare(str(row["title"].value)) for row in document.of_kind("award") if row["title"].present)]
    return max((similar(title, each) for each in owns if title and each), default=0.0)


def _numbered(block: Block, document: Document) -> bool:
    number = plain(str(block["number"].value or ""))
    return len(number) >= 6 and number in plain(document.text)


def bare(text: str) -> str:
    """Folded, without quotes and punctuation at the ends."""
    return re.sub(rf"[{re.escape(_QUOTES)}]", "", fold(text)).strip(".,;:()-")


def contained(title: str, text: str) -> float:
    """How much of the title stands in the text in one place: 1 for all of it, a slip of the reader costs little."""
    if not title or not text:
        return 0.0
    if title in text:
        return 1.0
    seed = SequenceMatcher(None, title, text, autojunk=False).find_longest_match()
    if seed.size < min(4, len(title)):
        return 0.0
    start = max(0, seed.b - seed.a)
    window = text[start : start + len(title) + 2]
    matched = SequenceMatcher(None, title, window, autojunk=False).get_matching_blocks()
    return sum(piece.size for piece in matched) / len(title)
