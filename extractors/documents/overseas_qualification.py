"""境外职业资格: certificates of membership or fellowship, their translations, and results of verification."""

import re
from collections.abc import Sequence

from extractors.documents.evidence import Evidence, Found, code, evidence, first
from extractors.writing.persons import person
from extractors.writing.strips import Strip, field
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.dates import find_dates, parse_range
from schemas.terms.text import fold, is_han

_CHINESE = re.compile(
    r"(?P<issuer>[\u3400-\u9fff]{4,30}?(?:学会|协会|公会|委员会|理事会|机构|研究所))\s*(?:[(（][^)）]{2,120}[)）])?\s*(?:兹|特此|现)?\s*(?:证明|授予|确认|推选)\s*"
    r"(?P<holder>[\u3400-\u9fff·]{2,10}?|[A-Za-z][A-Za-z.\- ]{3,40}?)\s*(?:[(（](?P<latin>[^)）]{2,60})[)）])?"
    r"\s*(?:先生|女士|博士|教授)?\s*,?\s*(?:(?:自|于|在)?\s*\d{4}年\d{1,2}月(?:\d{1,2}日)?(?:起|始)?)?\s*,?\s*(?:已)?\s*(?:经审核)?\s*(?:被)?\s*"
    r"(?:当选为|被选为|被授予|获授|获准成为|成为|为|晋升为|入选为?|具备|具有|取得)\s*(?P<title>[^。；;,，\n]{3,60}?)\s*(?:资格|称号|身份)?\s*(?:[。.；;,，]|(?:会员|证书|注册)(?:编)?号|会籍|有效期|$)"
)
_VERIFIED = re.compile(
    r"(?:核验|查询|核实)[,，:\s]*(?P<holder>[\u3400-\u9fff·]{2,10}?)\s*(?:[(（][^)）]{2,60}[)）])?\s*(?:先生|女士|同志)?\s*(?:所)?"
    r"(?:持有|取得|具有|获得)的?\s*(?:由)?(?P<issuer>[\u3400-\u9fff]{4,30}?(?:学会|协会|公会|委员会|理事会|机构|研究所))\s*"
    r"(?:颁发|授予)?的?\s*[\"《]?(?P<title>[^\"》,，。;；]{2,40}?)[\"》]?\s*(?:资格|证书|称号)"
)
"""A verification in a sentence: «经核验，某某持有的某某学会“资深会员”资格真实有效»."""
_GLOSS = re.compile(r"\s*[(（](?=[^)）]*[a-z])[A-Za-z][A-Za-z .,'\-]*[)）]$")
_NUMBER_OF = re.compile(r"^[A-Za-z]+\s+(?:No\.?|Number|ID)\s*[:：]?\s*(?=\S*\d)", re.IGNORECASE)
_CERTIFIES = re.compile(
    r"(?:this\s+is\s+to\s+|hereby\s+|this\s+)?certif(?:y|ies)(?:\s+that)?|be\s+it\s+known\s+that", re.IGNORECASE
)
_ELECTED = re.compile(
    r"(?:(?:has|have|was|is)\s+(?:been\s+)?(?:duly\s+|hereby\s+)?"
    r"(?:elected|admitted|elevated|awarded|registered|recogni[sz]ed|qualified|enrolled|appointed)(?:\s*/\s*\w+)?|has\s+become|is)"
    r"\s+(?:as|to\s+the\s+(?:grade|rank|class)\s+of|to\s+be|a\s+member\s+of|an?)\b",
    re.IGNORECASE,
)
_GIVEN_TO = re.compile(r"(?:granted|awarded|presented|issued|conferred)\s+(?:up)?(?:on|to)\b\s*", re.IGNORECASE)
_BODY = re.compile(r"institut|society|associat|council|board|college|academy|federation|association|acm|ieee|acca", re.IGNORECASE)
_NOT_BODY = re.compile(r"certif|member\s|fellow\s|elected|admitted|valid|date|no\.|president|secretary", re.IGNORECASE)


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The qualification with ``holder, title, issuer, number, issued_on, valid_to``: in Chinese where a translation is there,
    else as the original says. A verification has the code as ``number`` and the finding as ``kind``.
    """
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    verification = document.type == "overseas_verification"
    chinese, english = Found(_sentence(held) if verification else _chinese(held)), Found(_english(held))
    fields = {
        "holder": first(person(found["holders"]), person(chinese["holder"]), _latin(english["holder"])),
        "title": first(found["title"], _unglossed(chinese["title"]), english["title"]),
        "issuer": first(found["issuer"], chinese["issuer"], _body(held)),
        "number": code(first(found["verification"], found["serial"]) if verification else _bare_number(found["serial"])),
        "issued_on": first(found["verified_on"], found["issued_on"], held.sign_off.date)
        if verification
        else first(found["issued_on"], _elected(held)),
        "valid_to": _until(found["valid_to"]),
        "kind": found["result"] if verification else NOT_FOUND,
    }
    return held.filled(document, fields)


def _unglossed(found: Field) -> Field:
    """A Chinese title without its English in brackets behind it: 高级会员(Senior Member); an abbreviation stays: 会士(FRSC)."""
    bare = _GLOSS.sub("", str(found.value)) if found.present else ""
    return found.model_copy(update={"value": bare}) if any(map(is_han, bare)) else found


def _bare_number(found: Field) -> Field:
    """A number without the label in English before it: 会员号 Member No. 12345678."""
    bare = _NUMBER_OF.sub("", str(found.value)) if found.present else ""
    return found.model_copy(update={"value": bare}) if bare else found


def _chinese(held: Evidence) -> dict[str, Field]:
    """Holder, title and issuer of the translation's sentence, which begins with the issuer at the head of a row."""
    for start in reversed(held.prose.starts):
        match = _CHINESE.match(held.prose.text, start)
        if match:
            return {name: held.prose.field(match.start(name), match.end(name)) for name in ("holder", "title", "issuer")}
    return {}


def _sentence(held: Evidence) -> dict[str, Field]:
    match = _VERIFIED.search(held.prose.text)
    return {name: held.prose.field(*match.span(name)) for name in ("holder", "title", "issuer")} if match else {}


def _until(found: Field) -> Field:
    """The end of a term whose beginning stands before it."""
    _, end = parse_range(str(found.raw or ""))
    return found.model_copy(update={"value": end}) if end else found


def _english(held: Evidence) -> dict[str, Field]:
    """Who was elected as what: by the rows between «certifies that» and «has been elected as», or behind «granted to»."""
    rows = [strip for strip in held.strips if not any(map(is_han, strip.text))]
    said = next((n for n, strip in enumerate(rows) if _CERTIFIES.search(strip.text)), None)
    became = next((n for n, strip in enumerate(rows) if _ELECTED.search(strip.text)), None)
    given = next((n for n, strip in enumerate(rows) if _GIVEN_TO.search(strip.text)), None)
    if said is None and became is None and given is None:
        return {}
    if became is None and given is not None:
        return {"holder": _behind(rows, given, _GIVEN_TO)}
    return {"holder": _between(rows, said, became), "title": _english_title(rows, became)}


def _between(rows: Sequence[Strip], said: int | None, became: int | None) -> Field:
    """What stands between the two, on their rows or on rows of its own."""
    begin = said if said is not None else max(0, (became or 0) - 1)
    end = became if became is not None else begin + 1
    spans = []
    for strip in rows[begin : end + 1]:
        lead = _CERTIFIES.search(strip.text) if strip is rows[begin] and said is not None else None
        stop = _ELECTED.search(strip.text, lead.end() if lead else 0)
        span = strip.span(lead.end() if lead else 0, stop.start() if stop else len(strip.text))
        spans += [span] if span.end > span.start else []
    return field(spans, value=" ".join(span.text for span in spans)) if spans else NOT_FOUND


def _behind(rows: Sequence[Strip], number: int, pattern: re.Pattern[str]) -> Field:
    """What stands behind the words, on their row or else on the next."""
    match = pattern.search(rows[number].text)
    rest = rows[number].span(match.end() if match else 0, len(rows[number].text))
    if not rest.text and number + 1 < len(rows):
        rest = rows[number + 1].whole
    return field([rest]) if rest.text else NOT_FOUND


def _english_title(rows: Sequence[Strip], became: int | None) -> Field:
    if became is None:
        return NOT_FOUND
    match = _ELECTED.search(rows[became].text)
    rest = rows[became].span(match.end() if match else 0, len(rows[became].text))
    if not re.search(r"[A-Za-z]{3}", rest.text):
        rest = rows[became + 1].whole if became + 1 < len(rows) else rest
    text = re.sub(r"^(?:an?|the)\s+", "", rest.text, flags=re.IGNORECASE).strip(" .,")
    return field([rest], value=text) if text else NOT_FOUND


def _latin(found: Field) -> Field:
    """A Latin name as the certificate prints it; nothing where it is no name."""
    text = re.sub(r"\s+", " ", str(found.value or "")).strip(" ,.")
    text = re.sub(r"^(?:Mr|Ms|Mrs|Dr|Prof)\.?\s+", "", text)
    return (
        found.model_copy(update={"value": text}) if re.fullmatch(r"[A-Z][\w.'\-]*(?: [A-Z][\w.'\-]*){1,3}", text) else NOT_FOUND
    )


def _body(held: Evidence) -> Field:
    """The body that issues: the first row in its language that names an institute, a society, an association."""
    for strip in held.strips:
        text = strip.text.strip()
        if _BODY.search(text) and not _NOT_BODY.search(text) and 4 <= len(text) <= 90 and not any(map(is_han, text)):
            return field([strip.whole])
    return held.sign_off.issuer


def _elected(held: Evidence) -> Field:
    """The day of the certificate, where no label says which it is."""
    for strip in reversed(held.strips):
        if _is_dated(strip):
            start, end, iso = find_dates(strip.text)[-1]
            return field([strip.span(start, end)], value=iso, trust=0.8)
    return NOT_FOUND


def _is_dated(strip: Strip) -> bool:
    return bool(find_dates(strip.text)) and not re.search(r"valid|expir|有效|出生|birth", fold(strip.text))
