"""EMP: the papers that show 人事劳动关系 — term, signatures, whose they are (Art. 3)."""

import re
from datetime import date, timedelta

from schemas.document import Document
from schemas.terms.dates import LONG_TERM, as_day
from schemas.terms.numbers import plain
from validators.checks.presence import EMPLOYMENT, states_employment
from validators.context import Context
from validators.fields import another_body, marked, sure
from validators.registry import check
from validators.subjects import Subject
from validators.verdict import Spot, Verdict, failed, passed, skipped, unsure

RECENT = 100
"""Days before the submission within which contributions or a certificate show that the relation still holds."""


def _kind(c: Context, s: Subject) -> str:
    """Why this is no labour contract; ``absent:DOC-05`` where nothing of the kind is in the dossier."""
    if s.value.type == "labour_contract":
        return ""
    return "another type" if c.case.of_type(*EMPLOYMENT) else "absent:DOC-05"


def _end(c: Context, document: Document) -> Spot:
    return Spot(f"{c.pointer(document)}/fields/end", document["end"], document.id)


@check("contract_covers_submission", "document")
def contract_covers_submission(c: Context, s: Subject) -> Verdict:
    """EMP-04. A renewal, contributions or a certificate of the last months, or the employer's own word, do as well."""
    other = _kind(c, s)
    if other:
        return skipped(other)
    end = _end(c, s.value)
    if _runs(c, s.value):
        return passed("in force").about(end)
    if _otherwise_shown(c, s.value):
        return passed("shown otherwise").about(end)
    day = as_day(end.text) or _month_end(end.text)
    if day is None:
        return unsure("no end was read", c.blocking(end)).about(end).on(*s.value.pages[:1]).saying(date="（未载明）")
    return (failed("expired") if sure(c, end) else unsure("read poorly")).about(end).saying(date=end.text)


def _runs(c: Context, document: Document) -> bool:
    """Whether the contract is without a fixed term, or ends on the day of submission or later."""
    end = _end(c, document)
    day = as_day(end.text) or _month_end(end.text)
    return (
        "no_fixed_term" in document.tags
        or end.text in (LONG_TERM, "无固定期限")
        or (day is not None and day >= c.submitted and sure(c, end))
    )


def _month_end(iso: str) -> date | None:
    """The last day of a month, or of a year, that was given without a day."""
    if re.fullmatch(r"[12]\d{3}", iso):
        return date(int(iso), 12, 31)
    first = as_day(f"{iso}-01") if len(iso) == 7 else None
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1) if first else None


def _otherwise_shown(c: Context, document: Document) -> bool:
    renewed = any(other is not document and _runs(c, other) for other in c.case.of_type("labour_contract"))
    since = c.submitted - timedelta(days=RECENT)
    papers = c.case.of_type("social_insurance_record", "employment_certificate")
    days = [
        as_day(str(p[name].value)) or _month_end(str(p[name].value))
        for p in papers
        for name in _TELLING[p.type]
        if p[name].present
    ]
    return renewed or any(day is not None and day >= since for day in days) or states_employment(c)


_TELLING = {"social_insurance_record": ("end",), "employment_certificate": ("issued_on", "end")}


@check("contract_signed_and_sealed", "document")
def contract_signed_and_sealed(c: Context, s: Subject) -> Verdict:
    """EMP-05. Both parties; fields ``signed`` and ``sealed`` of the contract, where they were looked for."""
    other = _kind(c, s)
    if other:
        return skipped(other)
    looked = [
        (name, party) for name, party in (("sealed", "用人单位"), ("signed", "劳动者")) if s.value[name].state != "not_found"
    ]
    verdicts = [(marked(c, Spot(f"{s.pointer}/fields/{name}", s.value[name], s.value.id)), party) for name, party in looked]
    worst = [(verdict, party) for verdict, party in verdicts if verdict.outcome != "pass"]
    if not worst:
        return passed("signed and sealed") if looked else skipped("not looked at")
    verdict = min((verdict for verdict, _ in worst), key=lambda verdict: verdict.outcome == "undetermined")
    return verdict.saying(party="、".join(party for found, party in worst if found.outcome == verdict.outcome))


@check("employment_paper_of_employer", "document")
def employment_paper_of_employer(c: Context, s: Subject) -> Verdict:
    """EMP-06. Dispatch, a changed name, a group that pays for its companies: to be explained, not to be refused."""
    document: Document = s.value
    stated = c.case.applicant.employer
    spot = Spot(f"{s.pointer}/fields/employer", document["employer"], document.id)
    if document.type not in EMPLOYMENT or not spot.field.present or not stated.present or c.case.freelance:
        return skipped("nothing to compare")
    name = str(stated.value)
    code = c.case.applicant.employer_uscc
    same_code = document["uscc"].present and code.present and plain(str(document["uscc"].value)) == plain(str(code.value))
    apart = not same_code and another_body(c, spot, [name])
    return (
        (failed("another organisation") if apart else passed())
        .about(spot)
        .saying(a=spot.text, b=name, doc=document.title or "所附材料")
    )


@check("contributions_unbroken", "dossier")
def contributions_unbroken(c: Context, _: Subject) -> Verdict:
    """EMP-07. Only by the number of months that a profile asks for."""
    needed = c.profile.setting("social_security.months")
    if needed is None:
        return skipped("no number of months is set")
    for paper in c.case.of_type("social_insurance_record"):
        start, end = (str(paper[name].value) for name in ("start", "end"))
        if all(re.match(r"\d{4}-\d\d", day) for day in (start, end)) and _months(start, end) >= int(needed):
            return passed("long enough")
    return failed("too few months").saying(months=needed)


def _months(start: str, end: str) -> int:
    return (int(end[:4]) - int(start[:4])) * 12 + int(end[5:7]) - int(start[5:7]) + 1
