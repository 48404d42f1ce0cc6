"""Judge: every enabled rule, every subject of its kind, one outcome. Nothing is short-circuited, nothing is guessed."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from schemas.case import Case, Expert, PlusOne
from schemas.check import Check, Evidence
from schemas.deficiencies import DeficiencyList
from schemas.document import Document
from schemas.profile import Profile, Rule
from schemas.recommenders import Exited
from schemas.terms.numerals import numeral
from schemas.traces import Shared
from validators.applies import inapplicable
from validators.calendar import Calendar
from validators.context import Context
from validators.facts.blocks import read_across
from validators.fields import sure
from validators.registry import registered
from validators.subjects import Subject, hollow, subjects
from validators.verdict import Spot, Verdict, skipped
from validators.wording import wording

MOST_PLACES = 12
"""Places shown for one check: enough to look, and a 200-page document does not list all its pages."""


def judge(
    case: Case,
    profile: Profile,
    today: str,
    previous: DeficiencyList | None = None,
    fresh: Collection[str] = (),
    replaced: Collection[str] = (),
    exited: tuple[Exited, ...] = (),
    shared: tuple[Shared, ...] = (),
) -> tuple[Check, ...]:
    """One `Check` for every enabled rule and every subject of its kind, in the order of the catalogue.

    `today` is an ISO day (time limits count from it); `previous` the list of the round before, where there was one, with the
    paths of the files that are `fresh` since, and of those unread ones that came again under another name (`replaced`);
    `exited` are the recommenders who had to leave, `shared` the pages that other cases of the organisation hold too.
    """
    day = date.fromisoformat(today[:10])
    calendar, files = Calendar.of(profile.calendar), (frozenset(fresh), frozenset(replaced))
    context = Context(case, profile, calendar, day, previous, (), *files, exited, shared)
    found = _outcomes(context, [rule for rule in profile.rules if rule.subject != "notice_item"])
    followed = _outcomes(replace(context, given=found), [rule for rule in profile.rules if rule.subject == "notice_item"])
    order = {rule.code: number for number, rule in enumerate(profile.rules)}
    return tuple(sorted((*found, *followed), key=lambda check: order[check.code]))


def _outcomes(c: Context, rules: Iterable[Rule]) -> tuple[Check, ...]:
    return tuple(_check(rule, s, c) for rule in rules if rule.enabled for s in subjects(rule.subject, c.case, c.previous))


def expected(case: Case, profile: Profile, previous: DeficiencyList | None = None) -> int:
    """How many outcomes there must be: rules enabled × subjects of their kind."""
    return sum(len(subjects(rule.subject, case, previous)) for rule in profile.rules if rule.enabled)


def _check(rule: Rule, subject: Subject, c: Context) -> Check:
    verdict = _verdict(rule, subject, c)
    if verdict.outcome == "undetermined" and rule.notice == "never":
        verdict = skipped(f"cannot tell ({verdict.reason}), and nothing may be asked of the applicant")
    values = {"i": subject.number, "n": subject.number, "j": str(subject.other_index + 1), **verdict.values}
    told = verdict.outcome in ("fail", "undetermined")
    return Check(
        code=rule.code,
        subject=subject.pointer,
        related=subject.related or verdict.related,
        outcome=verdict.outcome,
        reason=verdict.reason,
        severity=rule.severity,
        notice=rule.notice,
        basis=rule.basis,
        message=wording(rule.message, values) if told else "",
        remedy=wording(rule.remedy, values) if told else "",
        question=wording(verdict.question or rule.question, values) if verdict.outcome == "undetermined" else "",
        evidence=_few(_located(verdict.evidence, subject, c)),
        blocked_files=verdict.blocked if verdict.outcome == "undetermined" else (),
    )


def _verdict(rule: Rule, subject: Subject, c: Context) -> Verdict:
    """The check's verdict; what is wholly absent, or not applied for, is not applicable before any content is looked at."""
    absent = _absent(rule, subject, c)
    if absent:
        return skipped(absent)
    other = inapplicable(rule.applies_when, c)
    if other:
        return skipped(other)
    verdict = registered(rule.check).function(c, subject)
    if verdict.outcome != "fail":
        return verdict
    if _rests_on_the_item(rule) and not _item_sure(c):
        return _doubting_the_item(verdict, rule, c)
    told = _read_across(subject)
    return _doubting_the_block(verdict, rule, told) if told else verdict


def _rests_on_the_item(rule: Rule) -> bool:
    """Whether the rule holds only under some item of Article 3, or compares with it."""
    return "condition" in rule.applies_when or any(name.endswith("condition") for name in rule.inputs)


def _item_sure(c: Context) -> bool:
    """Whether the items that the forms state, if any, were read surely, and are the same on all of them."""
    whole = c.case.application.conditions
    spots = c.on_forms("application", "conditions", "/application/conditions", whole)
    stated = {str(spot.field.value) for spot in spots if spot.field.present}
    return not c.case.conditions or (len(stated) < 2 and sure(c, Spot("/application/conditions", whole)))


def _doubting_the_item(verdict: Verdict, rule: Rule, c: Context) -> Verdict:
    """Which item is applied under was not surely read (APP-07 asks): what follows from it is asked as well, and not demanded.
    Whoever answers is told to look at the item first, since the answer means nothing under another.
    """
    items = "、".join(numeral(item) for item in c.case.conditions)
    asked = f"申报条件读作第三条第{items}项，尚未确认，请先核对；如有误，请先更正申报条件。{verdict.question or rule.question}"
    return replace(verdict, outcome="undetermined", reason="the item applied under is not surely read").asking(asked)


def _read_across(subject: Subject) -> str:
    """What shows that a recommender's block, or one of two, was read across its slots."""
    blocks = [noun for noun in (subject.value, subject.other) if isinstance(noun, Expert | PlusOne)]
    return next((told for block in blocks if (told := read_across(block))), "")


def _doubting_the_block(verdict: Verdict, rule: Rule, told: str) -> Verdict:
    """What is said of such a block is asked, and not demanded."""
    asked = f"举荐人{{across}}，该栏疑未读准，请对照原件核对。{verdict.question or rule.question}"
    doubted = replace(verdict, outcome="undetermined", reason="the block was read across its slots")
    return doubted.saying(across=told).asking(asked)


SPEAKS_OF_NONE = frozenset({"achievement_evidenced"})
"""The checks that say themselves what follows where there is nothing to judge."""


def _absent(rule: Rule, subject: Subject, c: Context) -> str:
    """Why there is nothing to judge: ``absent:`` and the code of the rule whose item asks for it."""
    review = "EMP-08" if c.case.freelance else ""
    match rule.subject:
        case "expert" | "expert_pair" if subject.value is None or _unwritten(subject):
            return "absent:REC-01" if c.has_form else "absent:DOC-01"
        case "plus_one" if subject.value is None or hollow(subject.value):
            return "absent:PLU-01" if c.has_form else "absent:DOC-01"
        case "publicity" if subject.value is None:
            return f"absent:{review or 'DOC-04'}"
        case "opinion" if subject.value is None:
            return f"absent:{review or 'DOC-03'}"
        case "achievement" if subject.value is None and rule.check not in SPEAKS_OF_NONE:
            return "no achievements stated"
        case "document" | "seal" | "file" | "page" if subject.value is None:
            return "there is none"
    return ""


def _unwritten(subject: Subject) -> bool:
    return hollow(subject.value) or (subject.other is not None and hollow(subject.other))


def _located(evidence: tuple[Evidence, ...], subject: Subject, c: Context) -> tuple[Evidence, ...]:
    """With the first page of the document that the subject is, or stands on, where nothing else was pointed at."""
    if any(place.file for place in evidence):
        return evidence
    noun = subject.value
    pages = noun.pages if isinstance(noun, Document) else c.pages_of(getattr(noun, "document", None))
    return (*evidence, *(Evidence(file=page.file, page=page.page, pointer=subject.pointer) for page in pages[:1]))


def _few(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Each place once; a bare pointer only where nothing else shows what it points at."""
    if len(evidence) < 2:
        return evidence
    shown = {place.pointer for place in evidence if place.file}
    return tuple(dict.fromkeys(place for place in evidence if place.file or place.pointer not in shown))[:MOST_PLACES]
