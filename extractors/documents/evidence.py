"""Evidence: what all readers of certificates and papers share — labels with their whole value, running text, the closing."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractors.division.frames import unframed
from extractors.division.headings import Heading, headings
from extractors.division.leaves import cut
from extractors.documents.signoff import SignOff, sign_off
from extractors.documents.tags import tags_of
from extractors.writing.pairs import Pair, pairs
from extractors.writing.prose import Prose, prose
from extractors.writing.stacks import unstacked
from extractors.writing.strips import Span, Strip, field, strips
from extractors.writing.values import normalised
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Line, Sheet
from schemas.profile import Profile
from schemas.terms.dates import find_dates

LONG = frozenset({"title", "issuer", "employer", "holders", "address", "authority", "reviewer", "award", "owner"})
"""Fields whose value may go on in the next row."""
GAP = 3.0
"""How wide a gap, in characters, parts a value from what stands beside it on the same row."""
MARGIN = 0.06
"""How far, in fractions of the page, the rows of one column begin apart."""
Answered = set[tuple[str, tuple[int, ...]]]
"""The rows, by page and lines, that have a label with a value of their own."""
DOCUMENT_NUMBER = re.compile(r"([\u3400-\u9fff]{1,10}[〔\[(（【]\s?(?:19|20)\d\d\s?[〕\])）】]\s?(?:第\s?)?\d{1,6}\s?号)")
"""The number of an official paper: «京科鉴字〔2021〕第118号»."""
_VERIFICATION = re.compile(r"(?=.*\d)[0-9A-Za-z]{4,40}")
_LABELLED = re.compile(r"^[^:：]{1,12}[:：]")


class Found(dict[str, Field]):
    """The fields that were found by their labels; any other is `NOT_FOUND`."""

    def __missing__(self, name: str) -> Field:
        return NOT_FOUND


@dataclass(frozen=True)
class Evidence:
    """A document's own pages, cut down to the part it stands on."""

    sheets: tuple[Sheet, ...]

    @cached_property
    def strips(self) -> tuple[Strip, ...]:
        """All its strips in reading order."""
        return tuple(strip for sheet in self.sheets for strip in strips(sheet))

    @cached_property
    def prose(self) -> Prose:
        """Its running text."""
        return prose(self.sheets)

    @cached_property
    def sign_off(self) -> SignOff:
        """Who issued it, and when, as its last lines say."""
        return sign_off(self.strips)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """What stands in large print on its first page."""
        return headings(self.sheets[0].page) if self.sheets else ()

    def labelled(self, profile: Profile, type: str) -> Found:
        """The fields whose labels (the profile's, for this type) are on the page; a value that goes on in the next row, or is cut
        off by its neighbour, made whole. The first written value wins over a blank slot.
        """
        given = profile.documents.get(type, {})
        found = Found()
        every = pairs(self.sheets, given.get("labels", {}), given.get("stops", ()))
        answered = {(pair.sheet.page.key, pair.label.strip.lines) for pair in every if pair.value}
        for pair in every:
            for name in pair.label.names:
                if name and not found[name].present:
                    made = self._field(name, pair, answered)
                    found[name] = made if made.present or found[name].state == "not_found" else found[name]
        return found

    def search(self, pattern: str | re.Pattern[str], group: int | str = 1) -> Field:
        """The field of a pattern's group in the running text (folded, a space for every gap in a row)."""
        return self.prose.search(pattern, group)

    def search_rows(self, pattern: str | re.Pattern[str], group: int | str = 1) -> Field:
        """The same, row by row: for what never runs over two rows, and must not begin in the row before."""
        for strip in self.strips:
            match = re.search(pattern, strip.text)
            if match and match[group]:
                return field([strip.span(match.start(group), match.end(group))])
        return NOT_FOUND

    def filled(self, document: Document, fields: Mapping[str, Field], tags: Iterable[str] = ()) -> Document:
        """The document with these fields and its tags."""
        kept = {name: value for name, value in fields.items() if value != NOT_FOUND}
        names = tuple(dict.fromkeys((*document.names, *people_in(fields))))
        every = tuple(dict.fromkeys((*document.tags, *tags_of(self.sheets), *tags)))
        text = "\n".join(sheet.page.text for sheet in self.sheets) if document.region else document.text
        return document.model_copy(update={"fields": {**document.fields, **kept}, "tags": every, "names": names, "text": text})

    def _field(self, name: str, pair: Pair, answered: Answered) -> Field:
        name = "date" if name.endswith("_on") else name
        if pair.label.strip.cell or not pair.value:
            return pair.field(name)
        value = [kept for span in pair.value if (kept := _up_to_gap(span)).end > kept.start]
        more = self._next_row(pair, value, answered) if name in LONG and value else None
        made = normalised(name, [*value, more] if more else value)
        return made if made.places else pair.field(name)

    def _next_row(self, pair: Pair, value: Sequence[Span], answered: Answered) -> Span | None:
        """The row below, where the value runs to the right edge of its column and the row has no label of its own."""
        here = next((n for n, strip in enumerate(self.strips) if strip == value[-1].strip), None)
        box, start = value[-1].box, pair.label.span.box
        if here is None or here + 1 >= len(self.strips) or box is None or start is None:
            return None
        below = self.strips[here + 1]
        if below.cell or below.sheet is not value[-1].strip.sheet or _LABELLED.match(below.text) or not below.lines:
            return None
        if (below.sheet.page.key, below.lines) in answered:
            return None
        height = box[3] - box[1]
        near = -0.5 * height < below.box[1] - box[3] < 1.3 * height
        full = box[2] >= 0.93 * max(line.box[2] for line in _column(value[-1].strip.sheet, start[0]))
        indented = start[0] - 0.02 <= below.box[0] <= box[0] + 0.05
        return _up_to_gap(below.whole) if near and full and indented and not find_dates(below.text) else None


def evidence(document: Document, sheets: Sequence[Sheet]) -> Evidence:
    """The document's pages, in the document's own order, ready to be read."""
    order = {ref: number for number, ref in enumerate(document.pages)}
    own = sorted(sheets, key=lambda sheet: order.get(sheet.ref, len(order)))
    return Evidence(tuple(unstacked(unframed(cut(sheet, document.region))) for sheet in own))


def people_in(fields: Mapping[str, Field]) -> list[str]:
    """The persons that the fields name."""
    found: list[str] = []
    for name in ("name", "holder", "employee", "holders"):
        value = fields.get(name, NOT_FOUND).value
        found += value if isinstance(value, list) else [value] if value else []
    return found


def first(*fields: Field) -> Field:
    """The first field that says something; else the first that has a (blank or unreadable) slot."""
    present = next((found for found in fields if found.present), None)
    return present or next((found for found in fields if found.state != "not_found"), NOT_FOUND)


def code(found: Field) -> Field:
    """A number without the rest of its sentence: up to the bracket that closes before it opens, or to a comma or stop, or to a
    date or a wide gap beside it.
    """
    if not isinstance(found.value, str):
        return found
    day = next((start for start, end, _ in find_dates(found.value) if start and "年" in found.value[start:end]), None)
    if day and found.value[day - 1].isspace():
        found = found.model_copy(update={"value": found.value[:day].strip(), "raw": found.raw or found.value})
    gap = re.match(r"((?=\S*\d\S*\d)\S{4,})\s{2,}\D", found.value)
    if gap:
        found = found.model_copy(update={"value": gap[1], "raw": found.raw or found.value})
    depth = 0
    for at, char in enumerate(found.value):
        depth += (char in "(（〔[【") - (char in ")）〕]】")
        if depth < 0 or char in "，,;；。、":
            return found.model_copy(update={"value": found.value[:at].strip(), "raw": found.raw}) if at else NOT_FOUND
    return found


def verification(found: Field) -> Field:
    """What is typed in where an electronic certificate is verified (在线验证码, 校验码), its groups joined; a code has a figure
    and nothing but figures and letters.
    """
    bare = re.sub(r"[\s\-—–]", "", unicodedata.normalize("NFKC", str(found.value or "")))
    return found.model_copy(update={"value": bare}) if _VERIFICATION.fullmatch(bare) else NOT_FOUND


def _column(sheet: Sheet, left: float) -> list[Line]:
    """The lines of the column that begins at `left`."""
    return [line for line in sheet.page.lines if abs(line.box[0] - left) <= MARGIN] or list(sheet.page.lines)


def _up_to_gap(span: Span) -> Span:
    """The span up to the first wide gap on its row: what stands behind it belongs to another column."""
    parts = span.parts
    for (one, _, last), (other, _, _) in pairwise(parts):
        size = (one.box[2] - one.box[0]) / max(1.0, sum(1.0 if ord(c) > 0x2E80 else 0.5 for c in one.text))
        if other.box[0] - one.box[2] > GAP * size and other.box[1] < one.box[3]:
            offset = span.strip.offsets[_index(span.strip, one)]
            return span.strip.span(span.start, offset + last)
    return span


def _index(strip: Strip, line: Line) -> int:
    return next(n for n, index in enumerate(strip.lines) if strip.sheet.page.lines[index] is line)
