"""业绩成果: the achievements that the applicant lists, row by row — a table, or a numbered list with labelled lines."""

import re
from collections.abc import Sequence

from extractors.labels import Lexicon, lexicon
from extractors.pairs import Pair, on_strips
from extractors.reading import Entry
from extractors.records import Record, records
from extractors.sections import Section
from extractors.strips import Span, field
from extractors.values import normalised
from schemas.document import Block
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.dates import find_dates, parse_date
from schemas.terms.text import fold

NAMES = ("no", "kind", "title", "level", "role", "date", "status", "number")
_NUMBERED = re.compile(r"^[\s(（]*(?P<no>\d{1,2}|[一二三四五六七八九十]{1,2}|[①-⑳])\s*[.、,，)）:：．]\s*(?=\D)")
_NUMBER_BEHIND = re.compile(
    r"^(?P<title>.+?)\s*[(（](?P<number>(?:专利号|证书号|登记号|编号|ISBN|No\.?)?[:：]?\s*(?:[A-Z]{1,6}[A-Z0-9/]*[\s\-—.]*)?\d[\dA-Za-z\s.\-—/号〔〕\[\]]{4,})[)）]$",
    re.I,
)
_INDEX = re.compile(r"(?<![A-Za-z])E[l1|](?![A-Za-z\d])")
"""The index EI as readers misread it."""
_ROLE = re.compile(
    r"第[一二三四五六七八九十\d]+(?:完成人|作者|发明人|起草人|负责人|主编)|独[著立]|合著|副?主编|通讯作者|(?:项目|技术)?负责人|主持人?|参与人?|主演|入选者"
)
_LEVEL = re.compile(
    r"国家级|省部级|省级|市级|区级|企业级|SSCI|SCIE?|EI|CSSCI|CSCD|北大核心|中文核心|核心期刊|发明专利|实用新型|外观设计|专著|教材"
)
_BRIEF = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,4}[:：]?(?=《))?(?P<title>《[^》]+》|“[^”]+”|[^,，;；。(（]+)[,，;；(（](?P<rest>.+?)[)）。;；]?$"
)


def achievements(sheets: Sequence[Sheet], parts: Sequence[Section], profile: Profile) -> list[Block]:
    """The ``achievement`` blocks; `parts` are the sections that a heading (业绩成果) announces."""
    known = lexicon(profile.forms["achievement"], tuple(profile.forms["stops"]))
    rows = [_block(_of_record(row)) for row in records(sheets, known, least=4)]
    return rows or [_block(item) for part in parts for item in _listed(part, known)]


def _block(fields: dict[str, Field]) -> Block:
    title = fields.get("title", NOT_FOUND)
    match = _NUMBER_BEHIND.match(title.value) if title.present else None
    if match:
        fields = {**fields, "title": title.model_copy(update={"value": match["title"]})}
        if not fields.get("number", NOT_FOUND).present:
            fields["number"] = title.model_copy(update={"value": match["number"].strip()})
    level = fields.get("level", NOT_FOUND)
    if level.present:
        fields = {**fields, "level": level.model_copy(update={"value": _INDEX.sub("EI", str(level.value))})}
    return Block(kind="achievement", fields={name: fields.get(name, NOT_FOUND) for name in NAMES})


def _of_record(record: Record) -> dict[str, Field]:
    return {name: normalised(name, spans) for name, spans in record.items()}


def _listed(part: Section, known: Lexicon) -> list[dict[str, Field]]:
    """A numbered list: the item's first lines are its title, the labelled lines below are its fields."""
    entries = [entry for entry in part.entries if not part.heading or entry.strip is not part.heading.strip]
    pairs: dict[int, list[Pair]] = {}
    for pair in on_strips([entry.strip for entry in entries], known):
        pairs.setdefault(id(pair.label.strip), []).append(pair)
    items: list[tuple[list[Span], list[Pair]]] = []
    for entry in entries:
        if any("signature" in pair.label.names for pair in entry.pairs):
            break
        match = _NUMBERED.match(entry.strip.text)
        here = [pair for pair in pairs.get(id(entry.strip), []) if any(pair.label.names)]
        if match and not here:
            items.append(([entry.strip.span(match.end(), len(entry.strip.text))], []))
        elif items and here:
            items[-1][1].extend(here)
        elif items and not items[-1][1] and not _is_sentence(entry):
            items[-1][0].append(entry.strip.whole)
    return [_item(title, labelled) for title, labelled in items]


def _item(title: Sequence[Span], labelled: Sequence[Pair]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for pair in labelled:
        for name in pair.label.names:
            if name and not fields.get(name, NOT_FOUND).present:
                fields[name] = pair.field(name)
    whole = field(title)
    if labelled:
        return {**fields, "title": fields["title"] if fields.get("title", NOT_FOUND).present else whole}
    return _brief(whole)


def _brief(whole: Field) -> dict[str, Field]:
    """An item in one line: «《某某》（主编，2020年5月）», «某某奖，2021年，第一完成人»."""
    text = str(whole.value)
    brief = _BRIEF.match(text)
    title, rest = (brief["title"], text[brief.end("title") :]) if brief else (text, "")
    fields = {"title": whole.model_copy(update={"value": title})}
    for name, pattern in (("role", _ROLE), ("level", _LEVEL)):
        match = pattern.search(rest)
        if match:
            fields[name] = whole.model_copy(update={"value": match.group(), "raw": match.group()})
    day = parse_date(rest) if find_dates(rest) else None
    return {**fields, "date": whole.model_copy(update={"value": day, "raw": rest})} if day else fields


def _is_sentence(entry: Entry) -> bool:
    return fold(entry.strip.text).count(".") + fold(entry.strip.text).count(",") > 3
