"""Slots: the signature and the seal that belong to one block of a form, told by where they stand (its date: `dated`).

A mark counts for the slot it lies in, never for a neighbour's (a smudge next door is no signature). A typed name is not
a signature: it is reported as unsigned, with what is typed, at a confidence that lets a person be asked.
"""

import re
from collections.abc import Sequence
from statistics import median

from extractors.forms.sections import Section
from extractors.writing.pairs import Pair
from extractors.writing.stamps import is_of_person, stamps
from extractors.writing.strips import Span, field, place
from extractors.writing.values import is_blank
from schemas.field import NOT_FOUND, Field
from schemas.geometry import Box, Place, centre, contains, overlap, union
from schemas.page import Mark, Sheet
from schemas.terms.dates import find_dates
from schemas.terms.seals import person_on_seal

TYPED = 0.6
"""How sure it is that a name that the reader read in a signature's slot, without any pen stroke, is no signature."""
NO_SLOT = 0.5
STRAY = 6
"""Heights of a signature's label above and below it, within which a stroke in no slot may be the signature."""
COVERED = 0.15
"""How much of a slot or a line a mark must lie over to hide what is written there."""
LARGE = 0.75
"""How sure it is that a name far larger than its printed label was written by hand, though no pen stroke was told apart."""
SWOLLEN = 1.45
"""Times the usual height of the page's lines that a line is high in which print and a hand stand together."""
_HANDS = ("ink", "picture")
_BLIND = frozenset({"sheet"})
"""Readers that see no pictures: whether one of a workbook's is a signature or a seal is for a person to say."""


def signed(section: Section) -> Field:
    """Whether the block is signed: True by ink (or its picture) in a printed slot; None by a name's seal; else False."""
    found = [_signed_at(pair, section) for pair in section.of("signature")]
    if found:
        return max(found, key=lambda made: (made.value is True, made.value is None, made.raw is not None))
    return Field(value=False, state="read", confidence=NO_SLOT, method="image", places=whole_of(section))


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
    for sheet in sheets_of(section):
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
    stray = _stray(pair, section)
    if stray:
        return Field(state="unreadable", confidence=NO_SLOT, places=(place(sheet, stray.box),), method="image")
    hidden = any(mark.kind == "seal" and mark.colour == "grey" and overlap(region, mark.box) > 0.2 for mark in sheet.page.marks)
    return _seen(False, sheet, region, TYPED if hidden or sheet.page.quality != "read" else 0.9)


def _stray(pair: Pair, section: Section) -> Mark | None:
    """A pen stroke in the block that lies in no slot, on no print and on no date: whether it is the signature a person says. In a
    flow, the picture of a seal in a slot for both (签字（公章）), which may show both.
    """
    sheet, box = pair.sheet, pair.label.span.box
    if sheet.page.kind == "flow":
        region = signature_region(pair, section)
        if "章" not in pair.label.span.text:
            return None
        return next((mark for mark in sheet.page.marks if mark.kind == "seal" and _lies_in(mark.box, region)), None)
    if box is None:
        return None
    height = box[3] - box[1]
    x0, y0, x1, y1 = _area(section, sheet, 0.0)
    area = (x0, max(y0, box[1] - STRAY * height), x1, min(y1, box[3] + STRAY * height))
    others = [other for entry in section.reading.entries if entry.strip.sheet is sheet for other in entry.pairs]
    taken = [signature_region(other, section) if "signature" in other.label.names else other.slot for other in others]
    taken += [span.box for span in _date_spans(section, sheet) if span.box]
    taken += [line.box for line in sheet.page.lines if not line.handwritten]
    strokes = [mark for mark in sheet.page.marks if mark.kind in _HANDS and _lies_in(mark.box, area)]
    large = [mark for mark in strokes if mark.box[3] - mark.box[1] > height and not any(_lies_in(mark.box, box) for box in taken)]
    return large[0] if large else None


def _name_stamp(pair: Pair, section: Section) -> Mark | None:
    """A person's name seal in the slot, or a square one that was not read: whether it stands for a signature a person decides."""
    region = signature_region(pair, section)
    held = [mark for mark in pair.sheet.page.marks if mark.kind == "seal" and _lies_in(mark.box, region)]
    return next((mark for mark in held if is_of_person(mark) or (mark.shape == "square" and not mark.text)), None)


def _is_blind(sheet: Sheet) -> bool:
    return sheet.page.reader in _BLIND


def signature_region(pair: Pair, section: Section) -> Box:
    """The room for a signature, in working fractions: the cell beside the label where there is one; else right of the label
    up to the next label, two lines up and one down, never out of the label's cell; below a label that is set above its room.
    """
    box, cell = pair.label.span.box or pair.slot, pair.label.strip.cell
    height = box[3] - box[1]
    if cell is None and pair.slot[1] > box[3] - 0.3 * height:
        x0, _, x1, y1 = pair.slot  # set above its room, with the row below it
        return (x0 - height / 2, box[3], x1, y1 + 1.5 * height)
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
    for sheet in sheets_of(section):
        area = _area(section, sheet, below)
        found = stamps(mark for mark in sheet.page.marks if _lies_in(mark.box, area))
        doubtful = doubtful or bool(found.doubtful)
        if found.own:
            best = max(found.own, key=lambda mark: (mark.text is not None, mark.confidence))
            return _seen(True, sheet, best.box, best.confidence), seal_text(sheet, best)
    sheets = sheets_of(section)
    if doubtful or any(sheet.page.colourless or _is_blind(sheet) for sheet in sheets):
        return Field(state="unreadable", places=whole_of(section), method="image", confidence=0.5), Field(state="unreadable")
    trust = 0.9 if all(sheet.page.quality == "read" for sheet in sheets) else TYPED
    return Field(value=False, state="read", confidence=trust, method="image", places=whole_of(section)), NOT_FOUND


def seal_text(sheet: Sheet, mark: Mark) -> Field:
    """The lettering of a seal as a field; unreadable where the seal is there and its text is not."""
    state = "read" if mark.text else "unreadable"
    where = (place(sheet, mark.box),)
    trust = mark.confidence if mark.text_confidence is None else mark.text_confidence
    return Field(value=mark.text, raw=mark.text, state=state, confidence=trust, places=where, method="image")  # type: ignore[arg-type]


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


def sheets_of(section: Section) -> list[Sheet]:
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


def whole_of(section: Section) -> tuple[Place, ...]:
    return tuple(Place(file=sheet.ref.file, page=sheet.ref.page) for sheet in sheets_of(section)[:1])
