"""学历, 学位: certificates in prose, registration forms and verification reports (备案表, 认证书), Chinese and bilingual."""

import re
from collections.abc import Sequence

from extractors.evidence import Evidence, evidence, first
from extractors.strips import field
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.dates import find_dates
from schemas.terms.persons import looks_like_name

_STUDENT = re.compile(
    r"(?=(?:研究生|学生|学员|兹有|兹证明)\s*[:：]?\s*([\u3400-\u9fff·]{2,15}?)\s*[,，(（\s]\s*(?:性\s*[别別]\s*[:：]?\s*)?[男女])"
)
_PERSON = re.compile(
    r"\s*([\u3400-\u9fff·]{2,6}|[\u3400-\u9fff] [\u3400-\u9fff])\s*[,，(（:：\s]\s*(?:性\s*[别別]\s*[:：]?\s*)?[男女]"
)
_ENGLISH = re.compile(
    r"(?i:certif(?:y|ies)\s+that|conferred\s+(?:up)?on|confers\s+upon|awarded\s+to|admitted)\s+(?:(?i:mr|ms|miss)\.?\s+)?"
    r"([A-Z][a-zA-Z.\-]+(?:\s+[A-Z][a-zA-Z.\-]+){1,3})"
)
_LEVEL = re.compile(r"(博士研究生|硕士研究生|大学本科|本科|大学专科|专科|高职)")
_DEGREE = re.compile(
    r"授予([\u3400-\u9fff]{0,8}(?:学士|硕士|博士)(?:专业)?(?:学位)?)|(?:degree\s+of\s+)((?:bachelor|master|doctor)[a-z ]{3,40})"
)


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The certificate with ``holder, issuer, number, issued_on, valid_to, level, kind`` (and the degree as ``title``)."""
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    fields = {
        "holder": first(_named(found["holder"]), _student(held)),
        "issuer": first(found["issuer"], held.sign_off.issuer, _school_in_print(held)),
        "issued_on": first(found["issued_on"], held.sign_off.date, _last_date(held)),
        "number": found["serial"],
        "valid_to": first(found["valid_to"], _valid_to(held)),
        "level": first(found["level"], held.search(_LEVEL)),
        "kind": found["kind"],
        "title": first(found["degree"], _degree(held)) if document.type == "degree_certificate" else NOT_FOUND,
    }
    return held.filled(document, fields)


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
    english = _ENGLISH.search(held.prose.raw)
    return held.prose.field(english.start(1), english.end(1)) if english else NOT_FOUND


def _school_in_print(held: Evidence) -> Field:
    """The school in large print, where no closing names it."""
    for heading in held.headings:
        match = re.search(r"[\u3400-\u9fff]{2,20}(?:大学|学院)$|(?i:university|college|institute)", heading.raw)
        if match:
            strip = next((strip for strip in held.strips if heading.raw in strip.text.replace(" ", "")), None)
            return field([strip.whole]) if strip else NOT_FOUND
    return NOT_FOUND


def _last_date(held: Evidence) -> Field:
    """The last date on the page but one of birth or of validity."""
    text = held.prose.text
    dates = [found for found in find_dates(text) if not re.search(r"(有效期|更新|打印|生于|出生).{0,8}$", text[: found[0]])]
    dates = [found for found in dates if not re.match(r"\s*(出?生|至|起|入学)", text[found[1] :])]
    return held.prose.field(dates[-1][0], dates[-1][1], value=dates[-1][2]) if dates else NOT_FOUND


def _valid_to(held: Evidence) -> Field:
    text = held.prose.text
    match = re.search(r"有效期(?:至|为|限)?[\s:]*", text)
    dates = find_dates(text[match.end() : match.end() + 24]) if match else []
    if not match or not dates:
        return NOT_FOUND
    start, end, iso = dates[-1]
    return held.prose.field(match.end() + start, match.end() + end, value=iso)


def _degree(held: Evidence) -> Field:
    match = _DEGREE.search(held.prose.text)
    group = 1 if match and match[1] else 2
    return held.prose.field(match.start(group), match.end(group)) if match else NOT_FOUND
