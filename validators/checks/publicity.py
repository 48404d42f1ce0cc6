"""PUB: the employer's internal publicity — dates, five working days, result, order, whose it is (Art. 7(1))."""

import re
from datetime import date

from schemas.case import Publicity
from schemas.terms.dates import as_day
from schemas.terms.organisations import kind
from schemas.terms.persons import same_name
from schemas.terms.text import fold
from validators.context import Context
from validators.facts.applications import odd_against_forms
from validators.facts.bodies import relation
from validators.facts.people import names_in
from validators.fields import another_body, contradicts, exact, filled, marked, misread, sure, unread
from validators.registry import check
from validators.subjects import Subject, opinion_of
from validators.verdict import Spot, Verdict, failed, passed, skipped, unsure

NONE = re.compile(
    r"无(?:任何)?(?:异议|不同意见|投诉|举报|意见)|没有(?:任何)?.{0,6}(?:异议|不同意见|举报|意见)"
    r"|(?:未|没有?)(?:收到|接到|接|收|发现|出现|提出).{0,14}(?:异议|举报|反映|投诉|意见)|无.{0,6}(?:异议|举报|反映|投诉)|均无异"
)
SOME = re.compile(r"异议|举报|反映|投诉|不同意见")
SETTLED = re.compile(
    r"核查|查实|调查|核实|复核|不属实|不成立|不影响|已.{0,6}(?:处理|解决|澄清|撤回|消除)|经.{0,8}(?:处理|研究).{0,12}(?:认为|认定|决定|结论)"
)

WEEKS = 8


def _days(s: Subject) -> tuple[date | None, date | None]:
    return as_day(s.spot("start").text), as_day(s.spot("end").text)


def _period(s: Subject) -> tuple[Spot, Spot]:
    return s.spot("start"), s.spot("end")


@check("publicity_dated", "publicity")
def publicity_dated(c: Context, s: Subject) -> Verdict:
    """PUB-01."""
    verdicts = [filled(c, spot) for spot in _period(s)]
    order = ("fail", "undetermined", "pass")
    return min(verdicts, key=lambda verdict: order.index(verdict.outcome))


def _countable(c: Context, s: Subject) -> Verdict | None:
    """Why the days cannot be counted; None where they can."""
    start, end = _period(s)
    if any(spot.field.state == "unreadable" for spot in (start, end)):
        return unread(c, next(spot for spot in (start, end) if spot.field.state == "unreadable"))
    if not (start.field.present and end.field.present):
        return skipped("absent:PUB-01")
    first, last = _days(s)
    if first is None or last is None or last < first or not sure(c, start, end):
        said = {"start": start.text, "end": end.text, "n": "（待核）"}
        return unsure("the dates cannot be counted").about(start, end).saying(**said)
    return None


@check("publicity_long_enough", "publicity")
def publicity_long_enough(c: Context, s: Subject) -> Verdict:
    """PUB-02. Too short by the wide count, the first day included, is too short by any reading.

    In a year without an official calendar a weekend may be a working day: then only a period of fewer days than are
    needed is surely too short.
    """
    cannot = _countable(c, s)
    start, end = _days(s)
    if cannot or start is None or end is None:
        return cannot or skipped("absent:PUB-01")
    needed, count = int(c.setting("publicity.min_days", 5)), c.calendar.inclusive(start, end)
    said = {"start": start, "end": end, "n": count, "needed": needed}
    if count >= needed:
        return passed(f"{count} working days").about(*_period(s)).saying(**said)
    guessed = c.calendar.unknown_years(start, end) and (end - start).days + 1 >= needed
    return (unsure("no official calendar") if guessed else failed(f"{count} working days")).about(*_period(s)).saying(**said)


@check("publicity_long_enough_strictly", "publicity")
def publicity_long_enough_strictly(c: Context, s: Subject) -> Verdict:
    """PUB-03. Enough with the first day, too few without it (参照《民法典》第二百零一条): a hint, unless the profile decides."""
    cannot = _countable(c, s)
    start, end = _days(s)
    if cannot or start is None or end is None:
        return skipped("PUB-02" if cannot and cannot.outcome == "undetermined" else "absent:PUB-01")
    needed = int(c.setting("publicity.min_days", 5))
    wide, strict = c.calendar.inclusive(start, end), c.calendar.exclusive(start, end)
    verdict = failed(f"{strict} without the first day") if strict < needed <= wide else passed(f"{strict} without the first day")
    return verdict.about(*_period(s)).saying(start=start, end=end, n=strict)


@check("publicity_result_stated", "publicity")
def publicity_result_stated(c: Context, s: Subject) -> Verdict:
    """PUB-04."""
    return filled(c, s.spot("result"))


@check("publicity_objection_settled", "publicity")
def publicity_objection_settled(c: Context, s: Subject) -> Verdict:
    """PUB-05. An objection with a conclusion is settled; whether the conclusion convinces is for people."""
    spot = s.spot("result")
    if spot.field.state == "unreadable":
        return unread(c, spot)
    if not spot.field.present:
        return skipped("absent:PUB-04")
    said = fold(f"{spot.text} {spot.field.raw or ''}")
    if NONE.search(said) or not SOME.search(said):
        return passed("no objection").about(spot)
    document = c.case.document(s.value.document)
    settled = SETTLED.search(said) or SETTLED.search(fold(document.text if document else ""))
    return (unsure("an objection, and something about it") if settled else failed("an objection")).about(spot)


@check("opinion_after_publicity", "publicity")
def opinion_after_publicity(c: Context, s: Subject) -> Verdict:
    """PUB-06. «公示无异议后»: earlier than the last day is too early; the same day is not reported."""
    opinion = opinion_of(c.case)
    if opinion is None:
        return skipped("absent:EMP-08" if c.case.freelance else "absent:DOC-03")
    signed, end = Spot("/employer_review/opinion/signed_on", opinion.signed_on, opinion.document), s.spot("end")
    if not signed.field.present or not end.field.present:
        return skipped("absent:PUB-01" if signed.field.present else "absent:UNI-04")
    early = _earlier(signed.text, end.text)
    if early is False:
        return passed("after the publicity").about(signed, end)
    plain = early and (exact(c, signed, end) or (sure(c, signed, end) and _near(signed.text, end.text)))
    verdict = failed("before its end") if plain else unsure("the days are not clear", c.blocking(signed))
    return verdict.about(signed, end).saying(a=signed.text, b=end.text)


def _near(one: str, other: str) -> bool:
    """Whether two days lie within some weeks: an opinion months before its publicity is more often misread than written."""
    days = [as_day(one), as_day(other)]
    return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) <= WEEKS * 7


def _earlier(one: str, other: str) -> bool | None:
    """Whether the first date is before the second; None where a missing day leaves it open."""
    length = min(len(one), len(other))
    if one[:length] != other[:length]:
        return one[:length] < other[:length]
    return False if len(one) == len(other) == 10 else None


@check("publicity_by_employer", "publicity")
def publicity_by_employer(c: Context, s: Subject) -> Verdict:
    """PUB-07. For a freelancer, by an association, a society or the district's bureau."""
    issuer = s.spot("issuer")
    if not issuer.field.present:
        return _unsigned(c, s)
    if c.case.freelance:
        entitled = kind(issuer.text) in ("association", "society", "talent_authority")
        verdict = passed("entitled") if entitled else unsure("another kind of body", c.blocking(issuer))
        return verdict.about(issuer).saying(a=issuer.text, b="行业协会、学会或所在区人力资源社会保障部门")
    if not c.employers:
        return skipped("absent:EMP-01")
    if relation(issuer.text, c.employers) == "same":
        return passed("the employer").about(issuer)
    verdict = failed("another organisation") if another_body(c, issuer, c.employers) else unsure("not clear", c.blocking(issuer))
    return verdict.about(issuer, Spot("/applicant/employer", c.case.applicant.employer)).saying(a=issuer.text, b=c.employers[0])


def _unsigned(c: Context, s: Subject) -> Verdict:
    """Publicity told in the employer's own opinion is the employer's; a certificate without a name is asked about."""
    document = c.case.document(s.value.document)
    if document is None or document.type != "publicity_certificate":
        return passed("told by the reviewer")
    employer = c.employers[0] if c.employers else ""
    if employer and fold(employer) in fold(document.text):
        return passed("the employer is named")
    return (
        unsure("nobody signs it", c.blocking(s.spot("issuer")))
        .about(s.spot("issuer"))
        .on(*document.pages[:1])
        .saying(a="（未署名）", b=employer)
    )


@check("publicity_about_applicant", "publicity")
def publicity_about_applicant(c: Context, s: Subject) -> Verdict:
    """PUB-08. The applicant among those named, at the level and in the specialty applied for."""
    publicity: Publicity = s.value
    named = _names_applicant(c, s)
    if named is False:
        holders = publicity.holders
        alike = any(misread(c, name, holders) for name in names_in(holders))
        verdict = failed("others are named") if contradicts(c, s.spot("holders")) and not alike else unsure("read poorly")
        return verdict.about(s.spot("holders")).saying(a="、".join(names_in(publicity.holders)), b=c.own_name.text)
    for name in ("level", "series", "specialty"):
        odd, spot = odd_against_forms(c, name, s.spot(name)), s.spot(name)
        if odd:
            verdict = failed("another level or specialty") if contradicts(c, spot, *odd) else unsure("read poorly")
            return verdict.about(spot, *odd).saying(a=spot.text, b=odd[0].text)
    if named is None:
        return (
            unsure("the applicant is not found in it", c.blocking(s.spot("holders"))).about(s.spot("holders")).saying(a="", b="")
        )
    return passed("the applicant").about(s.spot("holders"))


def _names_applicant(c: Context, s: Subject) -> bool | None:
    """Whether the applicant is among those put on notice; None where that cannot be told."""
    holders, document = s.spot("holders"), c.case.document(s.value.document)
    name = c.own_name.text
    if not name:
        return True
    if document is not None and fold(name) in fold(document.text):
        return True
    if holders.field.present:
        return any(same_name(one, name) for one in names_in(holders.field))
    return None if document is not None and document.type == "publicity_certificate" and document.text else True


@check("publicity_sealed", "publicity")
def publicity_sealed(c: Context, s: Subject) -> Verdict:
    """PUB-09."""
    document = c.case.document(s.value.document)
    if document is None or document.type != "publicity_certificate" or document["sealed"].state == "not_found":
        return skipped("not looked at")
    return marked(c, Spot(f"{c.pointer(document)}/fields/sealed", document["sealed"], document.id))


@check("publicity_not_withheld", "publicity")
def publicity_not_withheld(c: Context, s: Subject) -> Verdict:
    """PUB-10. «不宜公开的除外» stands in Article 7(4) only, for the city's publicity, not the employer's."""
    document = c.case.document(s.value.document)
    reason = re.search(r"[^,.;]{0,20}(?:涉密|不宜公开|不便公开|保密)[^,.;]{0,20}", fold(document.text if document else ""))
    withheld = reason is not None and not s.spot("start").field.present
    return failed("withheld").saying(x=reason.group() if reason else "") if withheld else passed()


@check("publicity_years_known", "publicity")
def publicity_years_known(c: Context, s: Subject) -> Verdict:
    """PUB-11. Says which years had no official calendar."""
    start, end = _days(s)
    if start is None or end is None or end < start:
        return skipped("no period")
    years = c.calendar.unknown_years(start, end)
    return (failed("no official calendar") if years else passed()).about(*_period(s)).saying(year="、".join(map(str, years)))
