"""CAT: what each item of Article 3 asks for — presence only; whether a contribution is great is for the committee."""

import re

from schemas.document import Document
from schemas.terms.dates import as_day
from schemas.terms.text import fold
from validators.checks.presence import any_evidence, supplied
from validators.context import Context
from validators.facts.people import holders_of
from validators.facts.qualifications import catalogue_on, is_fellow_grade, listed, overseas
from validators.fields import contradicts, sure
from validators.registry import check
from validators.subjects import Subject
from validators.verdict import Spot, Verdict, failed, passed, skipped, unsure


@check("talent_or_contribution_shown", "dossier")
def talent_or_contribution_shown(c: Context, _: Subject) -> Verdict:
    """CAT-01. Either is enough."""
    return any_evidence(c)


@check("talent_programme_of_city", "document")
def talent_programme_of_city(c: Context, s: Subject) -> Verdict:
    """CAT-02. «市级以上», and the applicant himself."""
    document: Document = s.value
    if document.type != "talent_programme":
        return skipped("another type")
    issuer = Spot(f"{s.pointer}/fields/issuer", document["issuer"], document.id)
    low = re.search(r"[^市省]区(?!域)|县|街道|公司|大学|学院|医院|集团|研究院|园区", fold(issuer.text)) and not re.search(
        r"自治区|市\w{1,6}局$", fold(issuer.text)
    )
    holders = holders_of(document)
    stranger = bool(holders) and c.own_name.field.present and not any(c.is_applicant(name) for name in holders)
    return (failed("level or person in doubt") if low or stranger else passed()).about(issuer)


@check("qualification_supplied", "dossier")
def qualification_supplied(c: Context, _: Subject) -> Verdict:
    """CAT-03."""
    return supplied(c, *overseas(c))


@check("qualification_urgently_needed", "document")
def qualification_urgently_needed(c: Context, s: Subject) -> Verdict:
    """CAT-04. By the version in force on the day of submission; another listed certificate in the dossier is enough.

    What an incomplete version does not have, and is of a fellow's grade as all its entries are, is a question.
    """
    document: Document = s.value
    if document.type not in ("overseas_qualification", "overseas_verification"):
        return skipped("another type")
    catalogue = catalogue_on(c.profile, c.submitted.isoformat())
    title = Spot(f"{s.pointer}/fields/title", document["title"], document.id)
    if catalogue is None or not title.field.present:
        return unsure("no title, or no list of that day", c.blocking(title)).about(title).saying(name=title.text, version="")
    if any(listed(_full(paper), catalogue) for paper in overseas(c)):
        return passed(f"in {catalogue.version}").about(title)
    doubtful = is_fellow_grade(_full(document)) or not contradicts(c, title)
    verdict = unsure(f"not found in {catalogue.version}") if doubtful else failed(f"not in {catalogue.version}")
    return verdict.about(title).saying(name=title.text, version=catalogue.version)


def _full(document: Document) -> str:
    """Title with its granting body: «Senior Member» of the IEEE is «IEEE Senior Member»."""
    return "".join(str(document[name].value) for name in ("title", "issuer", "title") if document[name].present)


@check("qualification_in_force", "document")
def qualification_in_force(c: Context, s: Subject) -> Verdict:
    """CAT-05."""
    document: Document = s.value
    end = Spot(f"{s.pointer}/fields/valid_to", document["valid_to"], document.id)
    day = as_day(end.text)
    if document.type != "overseas_qualification" or day is None:
        return skipped("no day of expiry")
    return (failed("expired") if day < c.submitted and sure(c, end) else passed("in force")).about(end)


@check("qualification_verified", "dossier")
def qualification_verified(c: Context, _: Subject) -> Verdict:
    """CAT-06."""
    return supplied(c, *c.case.of_type("overseas_verification"))


@check("contribution_shown", "dossier")
def contribution_shown(c: Context, _: Subject) -> Verdict:
    """CAT-07, CAT-08, CAT-09."""
    return any_evidence(c)
