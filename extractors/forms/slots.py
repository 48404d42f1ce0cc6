"""Slots: the signature, the seal and the date that belong to one block of a form, told by where they stand.

A mark counts for the slot it lies in, never for a neighbour's (a smudge next door is no signature). A typed name is not
a signature: it is reported as unsigned, with what is typed, at a confidence that lets a person be asked.
"""

import re
from collections.abc import Iterable, Sequence
from statistics import median

from extractors.forms.sections import Section
from extractors.writing.pairs import Pair
from extractors.writing.stamps import is_of_person, stamps
from extractors.writing.strips import METHODS, Span, field, place
from extractors.writing.values import is_blank
from schemas.field import NOT_FOUND, Field
from schemas.geometry import Box, Place, centre, contains, overlap, union
from schemas.page import Line, Mark, Sheet
from schemas.terms.dates import find_dates, precision
from schemas.terms.seals import person_on_seal
from schemas.terms.text import fold

TYPED = 0.6
"""How sure it is that a name that the reader read in a signature's slot, without any pen stroke, is no signature."""
NO_SLOT = 0.5
UNDER_SEAL = 0.7
"""How far a date that was read through a seal may be trusted."""
CLEAR = 0.95
"""How sure the reader must be of each character of a date under a seal that it counts as any other."""
COVERED, DATE_WIDTH = 0.15, 4
"""How much of a date's slot a mark must lie over to hide what is written there; how wide such a slot is, in its heights."""
GAP = 1.3
"""From so many times the width of a word on, a figure of a date and the word behind it stand too far apart."""
LARGE = 0.75
"""How sure it is that a name far larger than its printed label was written by hand, though no pen stroke was told apart."""
SWOLLEN = 1.45
"""Times the usual height of the page's lines that a line is high in which print and a hand stand together."""
_HANDS = ("ink", "picture")
_BLIND = frozenset({"sheet"})
"""Readers that see no pictures: whether one of a workbook's is a signature or a seal is for a person to say."""
_UNFILLED = re.compile(r"年\s*月|月\s*日|年.{0,6}月.{0,6}日")
_BARE = re.compile(r"\s*年?\s*月?\s*日?\s*(?<=[年月日])\s*")
"""What is read of a printed «年 月 日» without figures, be it that a seal lies over one of the words."""
_SLIPPED = re.compile(r"(?<!\d)((?:19|20)\d\d)[.年,\s]{0,2}(0?[1-9]|1[0-2])[.月,\s]{0,2}([0-2]\d|3[01]|[1-9])日?(?!\d)")


_WRITTEN = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{2,3})年(0?[1-9]|1[0-2])月([0-2]?\d|3[01])日")
_NO_YEAR = re.compile(r"(?<!\d)年?(0?[1-9]|1[0-2])月([0-2]?\d|3[01])日")
HAND = 0.85
"""How far a date read off handwriting may be trusted beyond what the reader says of itself."""


def signed(section: Section) -> Field:
    """Whether the block is signed: True by ink (or its picture) in a printed slot; None by a name's seal; else False."""
    found = [_signed_at(pair, section) for pair in section.of("signature")]
    if found:
        return max(found, key=lambda made: (made.value is True, made.value is None, made.raw is not None))
    return Field(value=False, state="read", confidence=NO_SLOT, method="image", places=_whole(section))


def signature(section: Section) -> Field:
    """The fingerprint of the ink in the signature's slot, by which copied signatures are told; `NOT_FOUND` without one."""
    made = [_fingerprint(pair.sheet, mark) for pair in section.of("signature") if (mark := _stroke(pair, section))]
    return next((field for field in made if field.present), NOT_FOUND)


def _fingerprint(sheet: Sheet, mark: Mark) -> Field:
    where = (place(sheet, mark.box),)
    made = Field(value=mark.fingerprint, state="read", confidence=mark.confidence, places=where, method="image")
    return made if mark.fingerprint else NOT_FOUND


def signed_below(section: Section) -> dict[str, Field]:
    """``signed`` and ``signature`` of a letter that prints no slot for one: by the pen stroke under its last sentence."""
    for sheet in _sheets(section):
        spans = [span for entry in section.entries if entry.strip.sheet is sheet for span in section.reading.free(entry)]
        foot = max((span.box[3] for span in spans if span.box and span.text[-1] in "。.！!：:"), default=None)
        dates = [span.box for span in _date_spans(section, sheet) if span.box]
        below = [mark for mark in sheet.page.marks if mark.kind in _HANDS and foot and mark.box[1] > foot - 0.01]
        stroke = next((mark for mark in below if not any(overlap(mark.box, box) > 0.5 for box in dates)), None)
        if stroke:
            seen = _seen(True, sheet, stroke.box, stroke.confidence)
            return {"signed": seen, "signature": _fingerprint(sheet, stroke)}
    return {}


def _stroke(pair: Pair, section: Section) -> Mark | None:
    """The pen stroke, or the picture of one, that lies in the slot and is no handwritten date (in a flow lines have no true
    places, and a picture is no date).
    """
    region, flows = signature_region(pair, section), pair.sheet.page.kind == "flow"
    dates = [] if flows else [span.box for span in _date_spans(section, pair.sheet) if span.box]
    held = [mark for mark in pair.sheet.page.marks if mark.kind in _HANDS and _lies_in(mark.box, region)]
    return next((mark for mark in held if not any(overlap(mark.box, box) > 0.5 for box in dates)), None)


def _signed_at(pair: Pair, section: Section) -> Field:
    sheet, mark = pair.sheet, _stroke(pair, section)
    if mark:
        return _seen(True, sheet, mark.box, mark.confidence)
    written = [span for span in pair.value if not is_blank("name", undated(span.text))]
    by_hand = [span for span in written if any(line.handwritten for line, _, _ in span.parts)]
    if by_hand:
        return field(by_hand, value=True, trust=0.9)
    stamp = _name_stamp(pair, section)
    if stamp:
        raw = person_on_seal(stamp.shape, stamp.text)
        return Field(raw=raw, state="unreadable", confidence=NO_SLOT, places=(place(sheet, stamp.box),), method="image")
    tall = [span for span in written if _is_tall(span, pair)]
    if tall:
        return field(tall, value=True, trust=LARGE)
    if written:
        raw = undated("".join(span.text for span in written))
        return field(written, value=False, raw=raw, trust=NO_SLOT if _is_swollen(pair, written) else TYPED)
    region = signature_region(pair, section)
    if _is_blind(sheet):
        return Field(state="unreadable", confidence=NO_SLOT, places=(place(sheet, region),), method="image")
    hidden = any(mark.kind == "seal" and mark.colour == "grey" and overlap(region, mark.box) > 0.2 for mark in sheet.page.marks)
    return _seen(False, sheet, region, TYPED if hidden or sheet.page.quality != "read" else 0.9)


def _name_stamp(pair: Pair, section: Section) -> Mark | None:
    """A person's name seal in the slot, or a square one that was not read: whether it stands for a signature a person decides."""
    region = signature_region(pair, section)
    held = [mark for mark in pair.sheet.page.marks if mark.kind == "seal" and _lies_in(mark.box, region)]
    return next((mark for mark in held if is_of_person(mark) or (mark.shape == "square" and not mark.text)), None)


def _is_blind(sheet: Sheet) -> bool:
    return sheet.page.reader in _BLIND


def signature_region(pair: Pair, section: Section) -> Box:
    """The room for a signature, in working fractions: the cell beside the label where there is one; else right of the label
    up to the next label, two lines up and one down, never out of the label's cell.
    """
    box, cell = pair.label.span.box or pair.slot, pair.label.strip.cell
    height = box[3] - box[1]
    if cell and overlap(pair.slot, cell.box) < 0.3:
        x0, y0, x1, y1 = pair.slot
        return (x0, y0 - height / 2, x1, y1 + height / 2)
    if pair.sheet.page.kind == "flow":
        return cell.box if cell else (0.0, box[1] - height, 1.0, box[3] + height)
    rest = [other.label.span.box for other in section.pairs if other is not pair and other.sheet is pair.sheet]
    right = min((b[0] for b in rest if b and b[0] > box[2] and b[1] < box[3] + height and b[3] > box[1] - height), default=1.0)
    region = (box[0] + 0.6 * (box[2] - box[0]), box[1] - 2.0 * height, max(right, box[2]), box[3] + 1.2 * height)
    limit = cell.box if cell and overlap(region, cell.box) > 0.3 else (0.0, 0.0, 1.0, 1.0)
    return (region[0], max(region[1], limit[1]), region[2], min(region[3], limit[3]))


def sealed(section: Section, below: float = 0.06) -> tuple[Field, Field]:
    """Whether the block bears a seal, and the seal's lettering: ``(sealed, seal_text)``.

    A seal may hang below the block's last line by `below` of the page. On a page without colour, or in a workbook, a seal
    that is not seen may still be there: `None`, unreadable. Nor can it be told whether half a seal at the side of the page is
    the block's, or one across the edges of all pages (骑缝章), nor whether a person's name seal may stand for the organisation's.
    """
    doubtful = False
    for sheet in _sheets(section):
        area = _area(section, sheet, below)
        found = stamps(mark for mark in sheet.page.marks if _lies_in(mark.box, area))
        doubtful = doubtful or bool(found.doubtful)
        if found.own:
            best = max(found.own, key=lambda mark: (mark.text is not None, mark.confidence))
            return _seen(True, sheet, best.box, best.confidence), seal_text(sheet, best)
    sheets = _sheets(section)
    if doubtful or any(sheet.page.colourless or _is_blind(sheet) for sheet in sheets):
        return Field(state="unreadable", places=_whole(section), method="image", confidence=0.5), Field(state="unreadable")
    trust = 0.9 if all(sheet.page.quality == "read" for sheet in sheets) else TYPED
    return Field(value=False, state="read", confidence=trust, method="image", places=_whole(section)), NOT_FOUND


def seal_text(sheet: Sheet, mark: Mark) -> Field:
    """The lettering of a seal as a field; unreadable where the seal is there and its text is not."""
    state = "read" if mark.text else "unreadable"
    where = (place(sheet, mark.box),)
    trust = mark.confidence if mark.text_confidence is None else mark.text_confidence
    return Field(value=mark.text, raw=mark.text, state=state, confidence=trust, places=where, method="image")  # type: ignore[arg-type]


def dated(section: Section, after: Sequence[Pair] = ()) -> Field:
    """The date of the block as `_dated` finds it; one that was read off a picture through a seal is trusted less, for a stroke
    of it may be lost, unless the reader is sure of its every character.
    """
    found = _dated(section, after)
    if found.method != METHODS["scan"] or not any(_is_under_seal(where, section) for where in found.places):
        return found
    if all(_is_clear(where, section) for where in found.places):
        return found
    return found.model_copy(update={"confidence": min(found.confidence, UNDER_SEAL)})


def _is_clear(where: Place, section: Section) -> bool:
    """Whether the reader is sure of every character of the lines at this place, and none seems to be lost between two."""
    pages = [sheet.page for sheet in _sheets(section) if (sheet.ref.file, sheet.ref.page) == (where.file, where.page)]
    lines = [line for page in pages for line in page.lines if where.box and overlap(page.displayed(line.box), where.box) > 0.5]
    return bool(lines) and all(line.sure and min(line.sure) >= CLEAR and not _is_gapped(line) for line in lines)


def _is_gapped(line: Line) -> bool:
    """Whether a date has room for a figure that was not read: more from the last figure of its month or day to the word behind
    it than from the words to the figures behind them («9月1 日», the 7 of 17 under the star of a seal).
    """
    if len(line.chars) != len(line.text):
        return False
    for date in _WRITTEN.finditer(line.text):
        words = [line.chars[date.end(group) + 1][0] - line.chars[date.end(group)][0] for group in ("year", "month")]
        rooms = [line.chars[date.end(group)][0] - line.chars[date.end(group) - 1][0] for group in ("month", "day")]
        if max(rooms) > GAP * max(words):
            return True
    return False


def _is_under_seal(where: Place, section: Section) -> bool:
    sheets = [sheet for sheet in _sheets(section) if (sheet.ref.file, sheet.ref.page) == (where.file, where.page)]
    seals = [sheet.page.displayed(mark.box) for sheet in sheets for mark in sheet.page.marks if mark.kind == "seal"]
    return where.box is not None and any(overlap(where.box, seal) > COVERED for seal in seals)


def _dated(section: Section, after: Sequence[Pair]) -> Field:
    """The date of the block: of its date label, else beside the signature, else the last one behind the opinion.

    A printed «年 月 日» without figures is `blank`, and so is a slot with nothing in it; one that a seal or a pen stroke lies
    over is `unreadable`; a form without any place for a date is `not_found`.
    """
    labelled = [made for pair in section.of("signed_on") if (made := _date_in(pair.value))]
    if labelled:
        return labelled[-1]
    signs = section.of("signature", "seal", *(name for pair in after for name in pair.label.names))
    spot = min((section.place_of(pair) for pair in section.of("signature", "seal")), default=None)
    start = spot or max((section.place_of(pair) for pair in after), default=(-1, 0))
    beside = [span for pair in section.of("signature") for span in _level_with(pair, section)]
    slots = [span for pair in signs if "opinion" not in pair.label.names for span in pair.value]
    closing = [row for pair in after for span in pair.value for row in span.rows if _is_date_alone(row)]
    loose = [*closing, *beside, *slots, *section.free(start)]
    found = [made for span in loose if (made := _date_in([span])) and not _is_year(made)]
    if found:
        return found[-1]
    answers = [span for pair in section.pairs if section.place_of(pair) >= start for span in pair.value]
    printed = any(map(_is_unfilled, loose)) or any(_BARE.fullmatch(span.text) for span in answers)
    asked = section.of("signed_on")
    unfilled = printed or any(_UNFILLED.search(span.text) for span in (asked[-1].value if asked else ()))
    if asked and not unfilled and (mark := _over(asked[-1], section)):
        return Field(state="unreadable", places=(place(asked[-1].sheet, mark.box),), confidence=0.5, method="image")
    if asked:
        return asked[-1].field("signed_on").model_copy(update={"value": None, "state": "blank"})
    if printed:
        return Field(state="blank", places=_whole(section))
    return sealed_over(section)


def _is_year(made: Field) -> bool:
    """Whether it is a year and no more: nobody dates a signature so."""
    return made.present and precision(str(made.value)) == 1


def _is_date_alone(row: Span) -> bool:
    """Whether a row of an opinion is nothing but a date: it closes the opinion, on either side of the seal's label."""
    dates = find_dates(row.text)
    return len(dates) == 1 and not (row.text[: dates[0][0]] + row.text[dates[0][1] :]).strip(" 。.")


def _is_unfilled(span: Span) -> bool:
    return bool(_UNFILLED.search(span.text) or _BARE.fullmatch(span.text))


def _over(pair: Pair, section: Section) -> Mark | None:
    """The seal or the pen stroke that lies over a slot: what is written under it may not have been seen."""
    if pair.sheet.page.kind == "flow":
        return None
    x0, y0, x1, y1 = signature_region(pair, section)
    region = (x0, y0, min(x1, x0 + DATE_WIDTH * (y1 - y0)), y1)
    marks = [mark for mark in pair.sheet.page.marks if mark.kind in ("seal", "ink")]
    return next((mark for mark in marks if overlap(region, mark.box) > COVERED), None)


def _level_with(pair: Pair, section: Section) -> list[Span]:
    """What stands free on the height of a label, though a stroke that runs into it put it on a row of its own."""
    box = pair.label.span.box
    if box is None or pair.sheet.page.kind == "flow":
        return []
    own, middle = pair.label.strip, (box[1] + box[3]) / 2
    loose = [e for e in section.entries if e.strip.cell is None and e.strip.sheet is pair.sheet and e.strip is not own]
    level = [entry for entry in loose if entry.strip.box[1] < middle < entry.strip.box[3]]
    return [span for entry in level for span in section.reading.free(entry) if span.box and span.box[0] > box[0]]


def sealed_over(section: Section) -> Field:
    """A date that was not seen where a seal is stamped may lie under it: unreadable; else there is no place for a date."""
    seal = sealed(section)[0]
    return Field(state="unreadable", places=seal.places, confidence=0.5, method="image") if seal.value else NOT_FOUND


def _date_in(spans: Iterable[Span]) -> Field | None:
    """The last date in these spans; by hand, run together (2024.0615) or short of a digit (225年3月) at less trust, without
    its year unreadable.
    """
    for span in reversed(list(spans)):
        text = span.strip.text[span.start : span.end]
        dates = find_dates(text)
        if dates:
            start, end, iso = dates[-1]
            return _by_hand(span.strip.span(span.start + start, span.start + end), iso)
        slipped = _SLIPPED.search(fold(text))
        if slipped:
            return field([span], value=_iso(slipped[1], slipped[2], slipped[3]), trust=0.7)
        short = _SHORT_YEAR.search(fold(text))
        if short:
            year = _whole_year(short[1])
            whole = _iso(year, short[2], short[3]) if year else None
            return field([span], value=whole, trust=0.5, state="read" if whole else "unreadable")
        if _NO_YEAR.search(fold(text)):
            return field([span], state="unreadable", trust=0.5)
    return None


def _by_hand(span: Span, iso: str) -> Field:
    """A date that was read off handwriting carries that prior."""
    return field([span], value=iso, trust=HAND if any(line.handwritten for line, _, _ in span.parts) else 1.0)


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _whole_year(digits: str) -> str | None:
    """The only year of our time that two or three digits of it can be of: 26 and 226 are 2026, 202 may be any of ten."""
    if len(digits) == 2:
        return f"20{digits}" if digits < "40" else None
    years = [str(year) for year in range(2000, 2040)]
    found = {year for year in years if any(year[:i] + year[i + 1 :] == digits for i in range(4))}
    return found.pop() if len(found) == 1 else None


def _date_spans(section: Section, sheet: Sheet) -> list[Span]:
    """The dates written in the block on this page, so that a handwritten date is not taken for a signature."""
    found = []
    for entry in section.entries:
        if entry.strip.sheet is sheet:
            found += [entry.strip.span(start, end) for start, end, _ in find_dates(entry.strip.text)]
    return found


def _is_tall(span: Span, pair: Pair) -> bool:
    """Whether it is set far larger than the label, as by hand; of a stamped line the height is the seal's."""
    label = pair.label.span.box
    seals = [mark.box for mark in pair.sheet.page.marks if mark.kind == "seal"]
    clear = [line for line, _, _ in span.parts if all(overlap(line.box, seal) < COVERED for seal in seals)]
    lines = [line for line in clear if not find_dates(line.text)]
    return label is not None and any(line.box[3] - line.box[1] > 1.6 * (label[3] - label[1]) for line in lines)


def _is_swollen(pair: Pair, written: Sequence[Span]) -> bool:
    """Whether label and name were read as one line that is far higher than the page's others: the name may be written. Of a
    stamped line the height is the seal's.
    """
    page = pair.sheet.page
    usual = median(line.box[3] - line.box[1] for line in page.lines)
    labelled = [line for line, _, _ in pair.label.span.parts]
    shared = [line for span in written for line, _, _ in span.parts if line in labelled]
    high = [line.box for line in shared if line.box[3] - line.box[1] > SWOLLEN * usual]
    return any(all(overlap(box, mark.box) < COVERED for mark in page.marks if mark.kind == "seal") for box in high)


def undated(text: str) -> str:
    """What is written in a signature's slot besides the date and the printed (盖章)."""
    for start, end, _ in reversed(find_dates(text)):
        text = text[:start] + text[end:]
    return re.sub(r"[年月日\s]|[(（]?(盖章|公章|签章|签字|签名)[)）]?", "", text)


def _lies_in(box: Box, region: Box) -> bool:
    return overlap(box, region) >= 0.4 or contains(region, *centre(box))


def _seen(value: bool, sheet: Sheet, box: Box, confidence: float) -> Field:
    return Field(value=value, state="read", confidence=round(confidence, 4), places=(place(sheet, box),), method="image")


def _sheets(section: Section) -> list[Sheet]:
    """The block's pages, the last first: seals and signatures stand at the end."""
    held = {id(entry.strip.sheet): entry.strip.sheet for entry in section.entries}
    return list(reversed(held.values()))


def _area(section: Section, sheet: Sheet, below: float) -> Box:
    boxes = [entry.strip.box for entry in section.entries if entry.strip.sheet is sheet]
    x0, y0, x1, y1 = union(boxes)
    return (0.0, y0, 1.0, 1.0 if _is_last(section, sheet) else y1 + below) if x0 >= 0 and x1 >= 0 else (x0, y0, x1, y1)


def _is_last(section: Section, sheet: Sheet) -> bool:
    """Whether nothing else of the document follows on the page, so that its foot belongs to the block."""
    last = section.entries[-1].position
    return not any(entry.strip.sheet is sheet and entry.position > last for entry in section.reading.entries)


def _whole(section: Section) -> tuple[Place, ...]:
    return tuple(Place(file=sheet.ref.file, page=sheet.ref.page) for sheet in _sheets(section)[:1])
