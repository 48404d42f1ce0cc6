"""论文, 录用通知, 检索报告: title, authors in their order, journal, volume and date, DOI or ISSN."""

import re
from collections.abc import Sequence

from extractors.division.headings import body_size, line_size
from extractors.documents.evidence import Evidence, Found, evidence, first
from extractors.writing.persons import addressed, names_of, people, person, said_of
from extractors.writing.strips import Span, Strip, field
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.dates import find_dates
from schemas.terms.text import fold, join_lines

_DOI = re.compile(r"(10\.\d{4,9}/[^\s,;，；]{4,60})", re.IGNORECASE)
_ISSN = re.compile(r"ISSN\s*[:：]?\s*(\d{4}\s?[-—–]\s?\d{3}[\dXx])", re.IGNORECASE)
_ISSUE_DATE = re.compile(r"^\s*((?:19|20)\d\d\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)\s*$")
_ACCEPTED = re.compile(
    r"(录用|用稿|采用|刊用|录取)(通知|证明|函)|稿件已?被?(录用|采用)|acceptedforpublication|letterofacceptance|acceptanceletter"
)
_EDGE = re.compile(
    r"第\s*\d+\s*卷|第\s*\d+\s*期|vol\.?\s*\d|no\.\s*\d|issn|doi|cn\s?\d\d-|学报|journal|http|文章编号|中图分类|收稿|\d{4}年\d{1,2}月$|^\(?\d+\)?$",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(r"^\W*(?:摘\s*要|内容提要|提\s*要|abstract|summary)", re.IGNORECASE)
_IN_QUOTES = re.compile(
    r"(?:稿件|论文|文章|来稿|大作|题为)\w{0,6}\s*[《\"]\s*([^》\"]{4,120}?)\s*[》\"]|[《\"]([^》\"]{6,120}?)[》\"]\s*(?:一文|已|经)"
    r"|(?:manuscript|paper|article)\s*(?:entitled|titled)?\s*[,:]?\s*\"([^\"]{6,200}?)[.,]?\""
)
_PROVIDER = re.compile(r"委托人\s*((?!提供)[\u3400-\u9fff·]{2,12}?)\s*(?:所?提供|委托)")
_DEAR = re.compile(r"^\s*[Dd]ear\s+(?:(?:Dr|Prof|Professor|Mr|Ms|Mrs)\.?\s+)?([A-Z][A-Za-z.\- ]{3,40}?)\s*[,，:：]")
_MANUSCRIPT = re.compile(r"manuscript\s*(?:id|no\.?|number)\s*[.:]?\s*([a-z]{0,8}[\-\d][a-z\d\-]{3,20})", re.IGNORECASE)
_EDITORS = re.compile(r"《([^》]{2,30})》\s*编辑部")
_PUBLISHED_IN = re.compile(r"publication\s+in\s+(?:the\s+)?([a-z][a-z&\-:, ]{3,80}?)\s*(?:[.;(]|vol)")
_SEVERAL = re.compile(
    r"\s*(?:尊敬的)?(?P<names>.{3,40}?)(?:[一二两三四五六七八九\d]+\s*位)?(?:作者|老师|先生|女士|同志)?\s*[:：]\s*$"
)
_PARTS = {
    "版权页": re.compile(r"国内统一(连续)?(出版物号|刊号)|主管单位?[:：]?.{2,20}主办|编委会主任|出版日期"),
    "目录": re.compile(r"目次|目录|contents"),
    "正文": re.compile(r"摘要|关键词|abstract|参考文献|引言"),
    "检索证明": re.compile(r"检索证明|检索报告|被.{2,20}收录"),
}
"""Part of a paper's material -> the words by which it is there (EVD-06)."""
_REPORT_NUMBER = re.compile(r"^\s*(?:No|NO)\s?[.:：]?\s*([A-Z]{0,8}\d[\dA-Z\-]{4,20})\s*$")
_NOTE_MARKS = " *＊∗†‡§#"
"""The marks that refer a title to a note at the foot."""
_BY = re.compile(r"^\s*(?:[□◎○●■]?\s*(?:文|撰文|作者|著)\s*[/／|｜:：丨]|[□◎])\s*")
"""How magazines put the author's name."""
TITLE_ROWS = 4
SAME_PRINT = 0.8
"""How near, as a ratio, the sizes of two rows of one title are measured."""


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The paper with ``title, holders`` (authors), ``issuer`` (journal), ``number`` (DOI, else ISSN), ``issued_on``.

    A notice that a paper was accepted has the tag ``accept_notice``; a retrieval report has ``holder`` (委托人) and its agency.
    """
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    accepted = bool(_ACCEPTED.search(fold(held.prose.raw[:800]))) and document.type == "paper"
    if document.type == "retrieval_report" or accepted:
        fields = _letter(held, found)
        return held.filled(document, fields, ["accept_notice"] if accepted else [])
    title, after = _title(held)
    fields = {
        "title": title,
        "holders": first(_authors(held, after), people(found["holders"])),
        "issuer": first(found["journal"], _journal(held)),
        "number": first(held.search_rows(_DOI), held.search_rows(_ISSN)),
        "issued_on": first(_issue_date(held), found["issued_on"]),
    }
    return held.filled(document, fields, [f"part:{part}" for part, words in _PARTS.items() if words.search(fold(held.prose.raw))])


def _letter(held: Evidence, found: Found) -> dict[str, Field]:
    """What a letter about a paper says: the labels, else «题为《…》的稿件», else its first row («某某先生：»)."""
    quoted = next((m for m in _IN_QUOTES.finditer(held.prose.text)), None)
    group = next(n for n in (1, 2, 3) if quoted[n]) if quoted else 0
    title = held.prose.field(quoted.start(group), quoted.end(group)) if quoted else NOT_FOUND
    client = first(held.search(_PROVIDER), _client(found["client"]), addressed(held.strips, 8), held.search_rows(_DEAR))
    return {
        "title": first(found["title"], title),
        "holders": first(people(found["holders"]) if found["holders"].present else NOT_FOUND, _addressees(held.strips[:8])),
        "holder": first(client, said_of(held.prose, "兹证明|证明|作者", "发表|撰写|的(?:下列|以下)?(?:论文|文章)")),
        "issuer": first(
            found["agency"], held.sign_off.issuer, found["journal"], held.search(_EDITORS), held.search(_PUBLISHED_IN)
        ),
        "number": first(found["serial"], held.search_rows(_REPORT_NUMBER), held.search_rows(_MANUSCRIPT)),
        "issued_on": first(held.sign_off.date, found["issued_on"]),
    }


def _client(found: Field) -> Field:
    """The person behind the label 委托人, which stands in sentences as well: «委托人提供的论文»."""
    return NOT_FOUND if str(found.value or "").startswith("提供") else person(found)


def _addressees(strips: Sequence[Strip]) -> Field:
    """Several authors to whom a letter speaks: «某某、某某两位作者：»."""
    for strip in strips:
        match = _SEVERAL.match(strip.text)
        names = names_of(match["names"]) if match else []
        if match and len(names) > 1:
            return field([strip.span(match.start("names"), match.end("names"))], value=names)
    return NOT_FOUND


def _title(held: Evidence) -> tuple[Field, int]:
    """The title in the largest print above the abstract, over as many rows as it takes; and the strip after it."""
    rows = [(n, strip) for n, strip in enumerate(held.strips) if strip.sheet is held.sheets[0]]
    head = [row for row in rows if row[0] < _abstract_at(held)]
    candidates = [(n, strip, _size(strip)) for n, strip in head if not _EDGE.search(strip.text) and len(fold(strip.text)) >= 4]
    if not candidates:
        return NOT_FOUND, 0
    largest = max(size for _, _, size in candidates)
    begin = next(n for n, _, size in candidates if size >= SAME_PRINT * largest)
    spans: list[Span] = [held.strips[begin].whole]
    end = begin + 1
    while end < len(held.strips) and len(spans) < TITLE_ROWS and _goes_on(held, end, largest):
        spans.append(held.strips[end].whole)
        end += 1
    spans = [kept for span in spans if (kept := _without_edge(span)).end > kept.start]
    return field(spans, value=join_lines(span.text for span in spans).rstrip(_NOTE_MARKS)), end


def _goes_on(held: Evidence, number: int, largest: float) -> bool:
    """Whether the title goes on in this row: it is set in the same print (a row that is «思考» looks like a name, too)."""
    strip = held.strips[number]
    ratio = _size(strip) / largest if largest else 0.0
    authors = _is_authors(strip) and (ratio < 0.9 or len(names_of(strip.text)) > 1)
    return strip.sheet is held.sheets[0] and ratio >= SAME_PRINT and not authors and not _ABSTRACT.match(strip.text)


def _is_authors(strip: Strip) -> bool:
    """Whether a row is a list of names (or says so: 文／某某)."""
    names = names_of(_BY.sub("", strip.text))
    return bool(names) and sum(map(len, names)) >= 0.7 * len(re.sub(r"[\s,，、;；\d*]", "", _BY.sub("", strip.text)))


def _without_edge(span: Span) -> Span:
    """The title without a running head that the reader put on its row."""
    lines = span.strip.sheet.page.lines
    for index, offset in reversed(list(zip(span.strip.lines, span.strip.offsets, strict=True))):
        text = lines[index].text
        if len(span.strip.lines) > 1 and (_EDGE.search(text) or re.fullmatch(r"\d{4}", text.strip())):
            if offset + len(text) >= span.end:
                span = span.strip.span(span.start, offset)
            elif offset <= span.start:
                span = span.strip.span(offset + len(text), span.end)
    return span


def _size(strip: Strip) -> float:
    page = strip.sheet.page
    if page.kind == "flow":
        return 1.0
    return max(line_size(page.lines[index], page) for index in strip.lines) / (body_size(page) or 1.0)


def _abstract_at(held: Evidence) -> int:
    """The strip with which the abstract begins; far down where there is none."""
    return next((n for n, strip in enumerate(held.strips) if _ABSTRACT.match(strip.text)), min(len(held.strips), 16))


def _authors(held: Evidence, after: int) -> Field:
    """The first row of names between the title and the abstract."""
    for strip in held.strips[after : max(after + 1, min(_abstract_at(held), after + 5))]:
        if _is_authors(strip):
            return field([strip.whole], value=names_of(_BY.sub("", strip.text)))
    return NOT_FOUND


def _journal(held: Evidence) -> Field:
    """The journal's name among the running heads: the row (or the part of one) that is neither volume nor number."""
    for strip in held.strips[:8]:
        lines = strip.sheet.page.lines
        for index, offset in zip(strip.lines, strip.offsets, strict=True):
            line = lines[index]
            text = fold(line.text)
            plain = not re.search(r"卷|期|vol|issn|doi|\d{4}", text) and 3 <= len(text) <= 40
            if plain and (line.box[3] < 0.16 or "学报" in text) and re.search(r"[\u3400-\u9fff]{3}|journal|trans", text):
                return field([strip.span(offset, offset + len(line.text))])
    return NOT_FOUND


def _issue_date(held: Evidence) -> Field:
    """The date of the issue: a line «2023年11月» at the head, else the first date there that is none of receipt."""
    for strip in held.strips[:10]:
        for index, offset in zip(strip.lines, strip.offsets, strict=True):
            line = strip.sheet.page.lines[index]
            match = _ISSUE_DATE.match(line.text)
            if match:
                start = offset + match.start(1)
                return field([strip.span(start, offset + match.end(1))], value=find_dates(line.text)[0][2])
    for strip in held.strips[:10]:
        for start, end, iso in find_dates(strip.text):
            if not re.search(r"收稿|修回|录用|接受|received|accepted|revised|doi", fold(strip.text[:start])):
                return field([strip.span(start, end)], value=iso)
    return NOT_FOUND
