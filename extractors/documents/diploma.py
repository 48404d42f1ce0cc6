"""学历, 学位: certificates in prose, registration forms and verification reports (备案表, 认证书), Chinese and bilingual."""

import re
from collections.abc import Sequence

from extractors.documents.evidence import DOCUMENT_NUMBER, Evidence, code, evidence, first, verification
from extractors.writing.strips import field
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.dates import find_dates
from schemas.terms.persons import looks_like_name

_STUDENT = re.compile(
    r"(?=(?:研究生|学生|学员|兹有|兹证明)\s*[:：]?\s*([\u3400-\u9fff·]{2,15}?)\s*"
    r"(?:[,，(（\s]\s*(?:性\s*[别別]\s*[:：]?\s*)?[男女]|性\s*[别別]|[,，(（\s]*(?:于|自|系|在本|在我|身份证|\d{4}\s*年|[一二][九〇零○])))"
)
_PERSON = re.compile(
    r"\s*([\u3400-\u9fff]{2,6}(?:·[\u3400-\u9fff]{1,10}){0,3}|[\u3400-\u9fff] [\u3400-\u9fff])"
    r"\s*[,，(（:：\s]\s*(?:性\s*[别別]\s*[:：]?\s*)?[男女]"
)
_GIVEN_TO = re.compile(r"(?:certif(?:y|ies)\s+that|confer(?:s|red)?\s+(?:up)?on|awarded\s+to|admitted)\b\s*(.*)$", re.IGNORECASE)
_LATIN_NAME = re.compile(r"(?:(?:Mr|Ms|Mrs|Miss)\.?\s+)?([A-Z][a-zA-Z.\-]+(?:\s+[A-Z][a-zA-Z.\-]+){1,3})\s*,?$")
_LEVEL = re.compile(r"(博士研究生|硕士研究生|大学本科|本科|大学专科|专科|高职)")
_DEGREE = re.compile(r"(?:授予|获得?|取得)了?([\u3400-\u9fff]{0,8}(?:学士|硕士|博士)(?:专业)?(?:学位)?)")
_ENGLISH_DEGREE = re.compile(r"((?:Bachelor|Master|Doctor)\s+of\s+[A-Z][A-Za-z ]{2,40})", re.IGNORECASE)
_ARMS = re.compile(r"^[A-Za-z0-9]\s?(?=[\u3400-\u9fff]{3})")
_UNTIL = re.compile(r"[至到\-—~～]\s*$")
STUDIED = 0.6
"""How far the end of the studies may be taken for the day of issue, where no other date can be read."""
_NO_ISSUE = re.compile(r"有效期|更新|打印|生于|出生|入学|born|expir|valid", re.IGNORECASE)


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The certificate with ``holder, issuer, number, issued_on, valid_to, level, kind, verification_code`` (and the degree as
    ``title``).
    """
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    fields = {
        "holder": first(_named(found["holder"]), _student(held)),
        "issuer": _school(first(found["issuer"], held.sign_off.issuer, _school_in_print(held))),
        "issued_on": first(found["issued_on"], held.sign_off.date, _last_date(held)),
        "number": first(
            code(found["serial"]), held.search_rows(DOCUMENT_NUMBER) if held.search(r"(认证)").present else NOT_FOUND
        ),
        "valid_to": first(found["valid_to"], _valid_to(held)),
        "level": first(found["level"], held.search(_LEVEL)),
        "kind": found["kind"],
        "verification_code": verification(found["verification"]),
        "title": first(found["degree"], _degree(held)) if document.type == "degree_certificate" else NOT_FOUND,
    }
    return held.filled(document, fields)


def _school(found: Field) -> Field:
    """Without the one letter that a school's arms before its name were read as."""
    name = _ARMS.sub("", str(found.value or ""))
    return found.model_copy(update={"value": name}) if name != found.value and found.present else found


def _named(found: Field) -> Field:
    return found if found.present and looks_like_name(str(found.value)) else NOT_FOUND


def _student(held: Evidence) -> Field:
    """The person of «学生某某，性别女，…», «某某，女，1985年…生，…», «This is to certify that …»."""
    for match in _STUDENT.finditer(held.prose.text):
        if looks_like_name(match[1]):
            return held.prose.field(match.start(1), match.end(1))
    for strip in held.strips:
        named = _PERSON.match(strip.text)
        if named and looks_like_name(named[1]):
            return field([strip.span(named.start(1), named.end(1))], value=named[1].replace(" ", ""))
    return english_name(held)


def english_name(held: Evidence) -> Field:
    """The name behind «hereby confers upon», on its row or on the next."""
    for number, strip in enumerate(held.strips):
        given = _GIVEN_TO.search(strip.text)
        if given:
            rest = [strip.span(given.start(1), len(strip.text)), *(other.whole for other in held.strips[number + 1 : number + 2])]
            for span in rest:
                name = _LATIN_NAME.match(span.text)
                if name:
                    return field([span], value=name[1])
    return NOT_FOUND


def _school_in_print(held: Evidence) -> Field:
    """The school in large print, where no closing names it."""
    for heading in held.headings:
        match = re.search(r"[\u3400-\u9fff]{2,20}(?:大学|学院)$|(?i:university|college|institute)", heading.raw)
        if match:
            strip = next((strip for strip in held.strips if heading.raw in strip.text.replace(" ", "")), None)
            return field([strip.whole]) if strip else NOT_FOUND
    return NOT_FOUND


def _last_date(held: Evidence) -> Field:
    """The last date on the page but one of birth, of entry or of validity; the end of the studies is one at little trust."""
    for strip in reversed(held.strips):
        for start, end, iso in reversed(find_dates(strip.text)):
            near = strip.text[max(0, start - 8) : start] + strip.text[end : end + 4]
            if not _NO_ISSUE.search(near) and not re.match(r"\s*(?:出?生|起|至)", strip.text[end:]):
                ends = _UNTIL.search(strip.text[:start]) is not None
                return field([strip.span(start, end)], value=iso, trust=STUDIED if ends else 1.0)
    return NOT_FOUND


def _valid_to(held: Evidence) -> Field:
    text = held.prose.text
    match = re.search(r"有效期(?:至|为|限)?[\s:]*", text)
    dates = find_dates(text[match.end() : match.end() + 24]) if match else []
    if not match or not dates:
        return NOT_FOUND
    start, end, iso = dates[-1]
    return held.prose.field(match.end() + start, match.end() + end, value=iso)


def _degree(held: Evidence) -> Field:
    found = held.search(_DEGREE)
    return found if found.present else held.search_rows(_ENGLISH_DEGREE)
