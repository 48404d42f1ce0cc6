"""媒体报道: headline, paper or site, date, and whom it is about."""

import re
from collections.abc import Sequence

from extractors.documents.evidence import Evidence, evidence, first
from extractors.writing.language import people as people_in_text
from extractors.writing.strips import Strip, field
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.dates import find_dates
from schemas.terms.persons import looks_like_name
from schemas.terms.text import fold, join_lines

_MASTHEAD = re.compile(
    r"[\u3400-\u9fff]{2,12}(?:日报|晚报|晨报|周报|早报|商报|时报|导报|青年报|时讯|新闻网|新华网|人民网|光明网|在线|电视台|广播|杂志|周刊|画报|报|网|台)$"
)
_ACCOUNT = re.compile(r"^\s*[“\"]?([\u3400-\u9fffA-Za-z0-9·]{2,20}?)[”\"]?\s*微信公众号\s*$")
_FROM = re.compile(r"\s*(?:信息)?(?:来源|稿源|媒体|刊载媒体|发布媒体)\s*[:：]\s*")
_NOT_MAIN = re.compile(r"本报|记者|通讯员|^第?[a-z]?\d+版|责任编辑|版面|分享|来源|编辑|摄影|http|^\d{4}年")
GUESS = 0.7
"""How far the person whom running text names most may be taken for the one it is about (5 of 7 were)."""
_SUBJECT = re.compile(r"^\s*([\u3400-\u9fff·]{2,8})\s*(?:[:：—\-]|与[“《「])")
BODY = 1500
"""How many characters of the report are read for the people it names."""


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The report with ``title`` (headline), ``issuer`` (the medium), ``issued_on``, ``holder`` (whom it is about)."""
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    masthead = _masthead(held)
    title = first(found["title"], _headline(held, str(masthead.value or "")))
    named = people_in_text(held.prose.raw[:BODY])
    fields = {
        "title": title,
        "issuer": first(masthead, found["issuer"]),
        "issued_on": first(_date(held), found["issued_on"]),
        "holder": _subject(held, title, named),
    }
    return held.filled(document.model_copy(update={"names": tuple(dict.fromkeys((*document.names, *named)))}), fields)


def _masthead(held: Evidence) -> Field:
    """The medium's name: a row (or the part of one) near the head that ends like one."""
    for strip in held.strips[:8]:
        lines = strip.sheet.page.lines
        for index, offset in zip(strip.lines, strip.offsets, strict=True):
            text = lines[index].text
            label = _FROM.match(text)
            if _MASTHEAD.search(text.strip()) and len(text) <= 16:
                return field([strip.span(offset + (label.end() if label else 0), offset + len(text))])
    return held.search_rows(_ACCOUNT)


def _headline(held: Evidence, masthead: str) -> Field:
    """The largest print on the first page that is neither the masthead nor a line of the imprint, over its rows."""
    large = [h for h in held.headings if h.large and fold(masthead) not in ("", h.text) and not _NOT_MAIN.search(h.text)]
    if not masthead:
        large = [h for h in held.headings if h.large and not _NOT_MAIN.search(h.text)]
    if not large:
        return NOT_FOUND
    best = max(large, key=lambda h: (h.size, -h.line.box[1]))
    rows = [strip for strip in held.strips if any(strip.sheet.page.lines[index] is best.line for index in strip.lines)]
    if not rows:
        return NOT_FOUND
    parts = [*rows, *_next_rows(held, rows[0], best.size)]
    return field([strip.whole for strip in parts], value=join_lines(strip.whole.text for strip in parts))


def _next_rows(held: Evidence, row: Strip, size: float) -> list[Strip]:
    """The second row of a headline that is as large as the first."""
    at = held.strips.index(row)
    for heading in held.headings:
        for strip in held.strips[at + 1 : at + 2]:
            own = any(strip.sheet.page.lines[index] is heading.line for index in strip.lines)
            if own and heading.size >= 0.92 * size and not _NOT_MAIN.search(heading.text):
                return [strip]
    return []


def _date(held: Evidence) -> Field:
    """The first full date of the first page's upper part."""
    for strip in held.strips[:12]:
        for start, end, iso in find_dates(strip.text):
            if len(iso) == 10:
                return field([strip.span(start, end)], value=iso)
    return NOT_FOUND


def _subject(held: Evidence, title: Field, named: Sequence[str]) -> Field:
    """Whom it is about: the person of the headline («某某：…»), else the one that the text names most."""
    match = _SUBJECT.match(str(title.value or ""))
    if match and looks_like_name(match[1]):
        return title.model_copy(update={"value": match[1], "raw": match[1]})
    text = held.prose.raw
    named = [name for name in named if not re.search(rf"(?:记者|通讯员|编辑|摄影)[\s:：]*{re.escape(name)}", text)]
    in_title = [name for name in named if name in str(title.value or "")]
    often = sorted(named, key=lambda name: -text.count(name))
    name = (in_title or [n for n in often if text.count(n) > 1 or len(often) == 1] or [""])[0]
    at = text.find(name) if name else -1
    return held.prose.field(at, at + len(name), trust=GUESS) if at >= 0 else NOT_FOUND
