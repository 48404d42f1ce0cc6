"""EVD, of each document: whether the applicant stands in it, and whether it has what such a document must have."""

import re

from schemas.document import EVIDENCE_TYPES, Document, DocumentType
from schemas.field import Field
from schemas.terms.dates import as_day, find_dates
from schemas.terms.numbers import isbn_ok, issn_ok, patent_ok, plain
from schemas.terms.persons import fold_name
from schemas.terms.text import fold
from validators.context import Context
from validators.facts.people import comparable, holders_of, resembles
from validators.fields import contradicts, sure
from validators.registry import check
from validators.subjects import Subject
from validators.verdict import Spot, Verdict, failed, passed, skipped, unsure

VERIFIED_ONLINE: tuple[DocumentType, ...] = (
    "diploma", "degree_certificate", "title_certificate", "vocational_certificate", "social_insurance_record", "retrieval_report",
)  # fmt: skip


def _named(verdict: Verdict, s: Subject) -> Verdict:
    document: Document = s.value
    return verdict.on(document.pages[0], pointer=s.pointer).saying(file=document.title or document.pages[0].file)


def _spot(s: Subject, name: str) -> Spot:
    document: Document = s.value
    return Spot(f"{s.pointer}/fields/{name}", document[name], document.id)


@check("evidence_names_applicant", "document")
def evidence_names_applicant(c: Context, s: Subject) -> Verdict:
    """EVD-02. Anywhere in the text; in another script it cannot be seen, and a name one character off may be misread."""
    document: Document = s.value
    if document.type not in EVIDENCE_TYPES:
        return skipped("no evidence")
    if not c.own_name.field.present or not (document.text or document.fields):
        return skipped("nothing to compare")
    name = c.own_name.text
    people = [*holders_of(document), *document.names]
    if any(c.is_applicant(person) for person in people) or fold_name(name) in re.sub(r"[·.]", "", fold(document.text)):
        return _named(passed("named"), s)
    if "foreign_language" in document.tags or any(resembles(person, name) for person in people if comparable(person, name)):
        return _named(passed("perhaps named"), s)
    if not c.well_read(document.id):
        return _named(unsure("not all of it was read", c.blocking(_spot(s, "holders"))), s)
    return _named(failed("not named"), s)


@check("number_well_formed", "document")
def number_well_formed(c: Context, s: Subject) -> Verdict:
    """EVD-05. Mostly a fault of reading: only what was read surely is shown."""
    document: Document = s.value
    bad = next((spot for name in ("number", "issn", "isbn") if _malformed(document, spot := _spot(s, name))), None)
    if bad is None:
        return passed()
    kind = {"patent_certificate": "专利", "paper": "期刊", "book_or_standard": "图书"}.get(document.type, "材料")
    return (
        _named(failed("check digit wrong") if contradicts(c, bad) else skipped("read poorly"), s)
        .about(bad)
        .saying(kind=kind, v=bad.text)
    )


def _malformed(document: Document, spot: Spot) -> bool:
    number, name = plain(spot.text), (spot.pointer or "").rsplit("/", 1)[-1]
    if not spot.field.present:
        return False
    if document.type == "patent_certificate" and name == "number":
        return bool(re.search(r"\d{8}", number)) and not patent_ok(number)
    if re.fullmatch(r"97[89]\d{10}", number):
        return not isbn_ok(number)
    return name == "issn" and not issn_ok(number)


@check("paper_complete", "document")
def paper_complete(c: Context, s: Subject) -> Verdict:
    """EVD-06. Only the parts that a profile asks for; the paper's tags ``part:<name>`` say which are there."""
    parts = c.profile.setting("paper.parts")
    document: Document = s.value
    if document.type != "paper" or not parts:
        return skipped("no parts are asked for")
    missing = [part for part in parts if f"part:{part}" not in document.tags]
    return _named(failed("parts missing") if missing else passed(), s).saying(
        title=_spot(s, "title").text, parts="、".join(missing)
    )


@check("paper_published", "document")
def paper_published(_: Context, s: Subject) -> Verdict:
    """EVD-07."""
    document: Document = s.value
    if document.type != "paper":
        return skipped("no paper")
    return _named(failed("a notice of acceptance") if "accept_notice" in document.tags else passed(), s).saying(
        title=_spot(s, "title").text
    )


@check("award_complete", "document")
def award_complete(c: Context, s: Subject) -> Verdict:
    """EVD-08. Who granted it, when, and under which seal; a page without colour tells nothing of a seal."""
    document: Document = s.value
    if document.type != "award_certificate":
        return skipped("no award")
    if not c.well_read(document.id):
        return _named(skipped("not all of it was read"), s)
    lacking = [label for name, label in (("issuer", "授予单位"), ("issued_on", "日期")) if _lacks(document, name)]
    lacking += ["印章"] if document["sealed"].value is False and sure(c, _spot(s, "sealed")) else []
    return _named(failed("incomplete") if lacking else passed("complete"), s).saying(field="、".join(lacking))


_A_DAY = re.compile(r"[\d〇零一二三四五六七八九十]年.{0,3}月")


def _lacks(document: Document, name: str) -> bool:
    """Whether it is not there; a day that stands somewhere, if only half read, is there."""
    field: Field = document[name]
    dated = name == "issued_on" and (find_dates(document.text) or _A_DAY.search(fold(document.text)))
    return field.absent and not dated


@check("issuer_not_illegal", "document")
def issuer_not_illegal(c: Context, s: Subject) -> Verdict:
    """EVD-09. Names of the published lists of illegal social organisations, as the profile holds them."""
    issuer = _spot(s, "issuer")
    listed = c.profile.setting("registry.illegal_organisations") or ()
    hit = issuer.field.present and any(fold(str(name)) == fold(issuer.text) for name in listed)
    return _named(failed("on the list") if hit else passed(), s)


@check("copy_certified", "document")
def copy_certified(_: Context, s: Subject) -> Verdict:
    """EVD-11. «与原件核对一致» on the copy (tag ``copy_certified``), where a profile asks for paper."""
    document: Document = s.value
    if document.type not in EVIDENCE_TYPES:
        return skipped("no evidence")
    return _named(passed() if "copy_certified" in document.tags else failed("not certified"), s)


@check("verification_in_force", "document")
def verification_in_force(c: Context, s: Subject) -> Verdict:
    """EVD-12. An expired code, or a signature that cannot be verified: a change of format is no forgery."""
    document: Document = s.value
    end = _spot(s, "valid_to")
    day = as_day(end.text)
    expired = document.type in VERIFIED_ONLINE and day is not None and day < c.submitted and sure(c, end)
    bad = expired or "verify_expired" in document.tags or "esign_invalid" in document.tags
    return _named(failed("cannot be verified") if bad else passed(), s).about(end)
