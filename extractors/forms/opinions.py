"""Opinions: the free text that a recommender or an employer wrote into a block, without signature, date and stamp."""

import re
from collections.abc import Sequence
from itertools import takewhile

from extractors.forms.closing import organisation_in
from extractors.forms.sections import Section
from extractors.forms.slots import signature_region
from extractors.writing.strips import Span, field
from extractors.writing.values import is_blank
from schemas.field import NOT_FOUND, Field
from schemas.geometry import overlap
from schemas.terms.dates import find_dates
from schemas.terms.persons import looks_like_name
from schemas.terms.text import fold

_FOLIO = re.compile(r"[-—\s第共页/\d]{1,12}|page\d+", re.I)
_ASKED = re.compile(r"[·.,，、'’`|]*(?:[\u4e00-\u9fff、/]{2,14}(?:意见|理由|评语|评价)[:：]\s*)?")
_NOTE = re.compile(r"^[(（*※]?(注|备注|说明|填表说明)[:：]|^\(?(此处|本栏|请)?.{0,8}(可另附页|附页)")
_SALUTATION = re.compile(
    r"(?:尊敬的|致)?.{2,20}(?:委员会|评委会|机构|中心|领导|专家|同志|老师)[:：]|敬启者[:：]?|此致|敬礼[!！]?|特此(?:函达|函告|函复|致函|报告|呈报|说明)[。.]?"
)
_STAMP = re.compile(r"[(（]?(单位)?(盖章|公章|签章|签字|签名)[)）]?|[年月日\s]{1,8}")
_SCRAP = re.compile(r"[(（]?(?:单位|举荐|推荐|专家|负责|签署)?(?:人|专家|本人)?(?:签|盖|公|签名|签字|盖章|公章)?[:：]?")
"""What is left of a label for signature or stamp (举荐, 单位盖) when pen or seal run through it."""
_STOPS = "。.！!；;"
ENDS = _STOPS + '”"』」)）'
_RUNNING = re.compile(r"[，。；,;]|.{25}")
"""What running text has and headings have not."""
_ORDER = re.compile(r"[\s\d①-⑩]*(?:序号?|编号|号)?[\s\d①-⑩]*")
"""What numbers the rows of a list."""
CUT = 0.5
"""What a text is worth of which an end or a beginning of a row was not read."""
LARGER = 1.2
"""From so many times the height of a text's rows on a row is a heading."""
LONG = 20
"""From so many characters on a text ends with a stop."""
INDENT = 0.08
"""How far, in fractions of the page, a row may begin right of the first one, which is indented itself."""


def opinion(section: Section, *names: str) -> Field:
    """The opinion of a block: all that is written at its label and runs on, over rows and pages, to the next label.

    `names` are the labels that ask for it. Under a heading that asks for it itself, the text below the heading.
    """
    pairs = list(section.of(*names))
    texts = [(pair, clean(section.around(pair), section)) for pair in pairs]
    pair, spans = max(texts, key=lambda item: sum(len(span.text) for span in item[1]), default=(None, []))
    if not spans and not pairs and section.heading:
        spans = [span for span in clean(_under_heading(section), section) if not _ORDER.fullmatch(span.text)]
    spans = [*_unasked(spans), *_overleaf(spans, section)]
    text = "".join(span.text for span in spans)
    if not is_blank("opinion", text):
        return field(spans, trust=1.0 if whole(spans) else CUT)
    return pair.field("opinion").model_copy(update={"value": None, "state": "blank"}) if pair else NOT_FOUND


def _unasked(spans: Sequence[Span]) -> list[Span]:
    """The text without a speck, and the words that ask for it (对其评价和意见：), which we do not know, at its beginning."""
    asked = _ASKED.match(spans[0].text) if spans else None
    if not asked or not asked.end():
        return list(spans)
    first = spans[0].strip.span(spans[0].start + asked.end(), spans[0].end)
    return [*([first] if first.text else []), *spans[1:]]


def whole(spans: Sequence[Span]) -> bool:
    """Whether nothing seems to be missing: the text ends as a sentence does, and no row begins far inside. Only what a reader
    read off a picture can lack anything.
    """
    if spans[-1].strip.sheet.page.kind != "scan":
        return True
    ended = sum(len(span.text) for span in spans) < LONG or spans[-1].text[-1:] in ENDS
    rows = [span for span in spans if span.strip.sheet is spans[0].strip.sheet]
    lefts = [span.box[0] for span in rows if span.box]
    return ended and all(left - lefts[0] < INDENT for left in lefts[1:])


def body(section: Section) -> Field:
    """The running text of a paper that prints no label for it: from its first sentence to its closing."""
    lines = clean(_under_heading(section), section)
    start = next((n for n, span in enumerate(lines) if _RUNNING.search(span.text)), len(lines))
    return field(lines[start:]) if lines[start:] else NOT_FOUND


def after(section: Section, mark: Span) -> Field:
    """The running text behind a mark (现举荐如下：) down to the signature."""
    position = next((entry.position for entry in section.entries if entry.strip is mark.strip), -1)
    signs = min((section.place_of(pair) for pair in section.of("signature", "seal", "signed_on")), default=(10**9, 0))
    rest = mark.strip.span(mark.end, len(mark.strip.text))
    between = [entry for entry in section.entries if position < entry.position <= signs[0]]
    answers = section.reading.claimed.keys()
    taken = [e for e in between if e.pairs or (e.strip.cell and id(e.strip) in answers)]
    lines = [span for e in between for span in (section.reading.free(e) if e in taken else [e.strip.whole])]
    kept = clean([*([rest] if rest.text else []), *lines], section)
    return field(kept) if kept else NOT_FOUND


def _overleaf(spans: Sequence[Span], section: Section) -> list[Span]:
    """What a text that stops in the middle of a sentence goes on with on the next page of its block, before any label."""
    if not spans or spans[-1].text[-1:] in _STOPS:
        return []
    sheet = spans[-1].strip.sheet
    behind = [
        entry for entry in section.entries if entry.strip.sheet is not sheet and entry.position > section.entries[0].position
    ]
    labelled = min((entry.position for entry in behind if entry.pairs), default=10**9)
    more = [span for entry in behind if entry.position < labelled for span in section.reading.free(entry)]
    return clean([*takewhile(lambda span: not _is_set_larger(span, spans[-1]), more)], section)


def _is_set_larger(span: Span, text: Span) -> bool:
    """Whether it is set in larger print than the text: the heading of what comes next."""
    own, usual = span.box, text.box
    placed = span.strip.sheet.page.kind != "flow" and own is not None and usual is not None
    return bool(placed and own and usual and own[3] - own[1] > LARGER * (usual[3] - usual[1]))


def _under_heading(section: Section) -> list[Span]:
    """What stands below the heading and above who signs; the 签发人 in the head of an official letter signs nothing below him."""
    first = next((entry.position for entry in section.entries if not entry.pairs and _RUNNING.search(entry.strip.text)), -1)
    signs = [spot for pair in section.of("signature", "seal", "signed_on") if (spot := section.place_of(pair))[0] > first]
    return section.free(before=min(signs, default=(10**9, 0)))


def clean(spans: Sequence[Span], section: Section) -> list[Span]:
    """The spans that are text: no page numbers, notes, salutations and stamps, no signature above its label, no closing date."""
    kept = [span for line in spans for span in _by_line(line) if not _is_noise(span, section)]
    while kept and (_closes(kept[-1].text) or _is_written_name(kept[-1]) or _is_scrap(kept)):
        kept.pop()
    return kept


def _is_scrap(lines: Sequence[Span]) -> bool:
    """Whether the last line is the rest of a label below the text: no sentence, behind one that has ended."""
    return len(lines) > 1 and lines[-2].text[-1:] in _STOPS and _SCRAP.fullmatch(lines[-1].text) is not None


def _by_line(span: Span) -> list[Span]:
    """The span cut into its printed lines."""
    strip, found = span.strip, []
    for index, offset in zip(strip.lines, strip.offsets, strict=True):
        end = offset + len(strip.sheet.page.lines[index].text)
        piece = strip.span(max(span.start, offset), min(span.end, end))
        found += [piece] if piece.end > piece.start else []
    return found


def _is_noise(span: Span, section: Section) -> bool:
    text, box = span.text, span.box
    if _is_unknown_label(span, section):
        return True
    if _FOLIO.fullmatch(text) or _NOTE.match(text) or _STAMP.fullmatch(text) or _SALUTATION.fullmatch(text):
        return True
    if box is None or text[-1] in _STOPS or len(text) > 12:
        return False
    marks = span.strip.sheet.page.marks
    stamped = any(mark.kind == "seal" and overlap(box, mark.box) > 0.6 for mark in marks)
    return stamped or _is_signature(span, section)


def _is_unknown_label(span: Span, section: Section) -> bool:
    """A short cell without a stop, beside a longer one: it asks for what stands there, in words we do not know."""
    cell, text = span.strip.cell, span.strip.text
    if cell is None or len(text) > 16 or re.search(r"[。，,;；!！]", text):
        return False
    row = (other.strip for other in section.entries if other.strip.table == span.strip.table and other.strip.cell)
    return any(o.cell and o.cell.row == cell.row and o.cell.col > cell.col and len(o.text) > len(text) for o in row)


def _is_signature(span: Span, section: Section) -> bool:
    """What looks like a name, or a scrap, in the room for a signature: the reader read the pen strokes."""
    box = span.box
    if len(span.text) > 4 and not looks_like_name(span.text):
        return False
    for pair in section.of("signature"):
        if box and pair.sheet is span.strip.sheet and overlap(box, signature_region(pair, section)) > 0.5:
            return True
    return False


def _is_written_name(span: Span) -> bool:
    marks = span.strip.sheet.page.marks
    box = span.box
    return looks_like_name(span.text) and any(mark.kind == "ink" and box and overlap(box, mark.box) > 0.5 for mark in marks)


def _closes(text: str) -> bool:
    """Whether a last line is no more than a date, or the name of the organisation that signs."""
    if text[-1] not in _STOPS and organisation_in(text):
        return True
    dates = find_dates(text)
    return bool(dates) and len(fold(text)) - sum(len(fold(text[start:end])) for start, end, _ in dates) <= 3
