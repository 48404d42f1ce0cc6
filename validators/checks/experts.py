"""REC: the recommending experts — three, distinct, of full rank, each with name, opinion and signature (Art. 4)."""

from schemas.case import Expert
from schemas.document import Document
from schemas.field import Field
from schemas.terms.dates import as_day
from schemas.terms.organisations import same, within
from schemas.terms.persons import same_name
from schemas.terms.text import similar
from schemas.terms.titles import level_of
from validators.checks.presence import unopened
from validators.context import Context
from validators.facts.blocks import read_across
from validators.facts.opinions import recommended
from validators.facts.people import holder_of, same_employer, same_person, same_phone
from validators.facts.specialties import far_apart
from validators.fields import adrift, contradicts, exact, filled, given, marked, misread, sure, unread
from validators.registry import check
from validators.subjects import Subject, hollow
from validators.verdict import Spot, Verdict, failed, passed, skipped, unsure

ALIKE = 0.9
"""Likeness of two opinions from which they are called near-identical (SPEC §8, REC-16)."""

BITS = 8
"""Of 64 bits of a signature's fingerprint, those that a second scan of the same ink may change; other hands differ in 20."""

UNSEEN = (
    "举荐专家是否达到3名？本系统只读出{n}名；未读出的专家，请对照原件一并核对其姓名、正高级职称、工作单位、"
    "举荐意见、签名和日期是否齐全、符合要求。"
)
"""Asked where the form names more experts than were made out."""

LEVELS = {"full": "正高级", "deputy": "副高级", "mid": "中级", "junior": "初级", "unknown": "（无法判断）"}


def _about(s: Subject, *names: str) -> dict[str, str]:
    """What the wording says of the expert."""
    return {name: s.spot(name).text for name in ("name", *names)}


@check("enough_experts", "dossier")
def enough_experts(c: Context, _: Subject) -> Verdict:
    """REC-01. Distinct persons with a name; one whose name could not be read counts."""
    if not c.has_form:
        return skipped("absent:DOC-01")
    needed = _needed(c)
    found = _distinct([expert for expert in c.case.experts if expert.name.present or expert.name.state == "unreadable"])
    if len(found) >= needed:
        return passed(f"{len(found)} experts")
    said = {"n": len(found), "unopened": unopened(c)}
    bad = tuple(
        sorted({page.file for form in c.case.of_type("recommendation_form") for page in form.pages if page in c.bad_pages})
    )
    if bad:
        return unsure("pages of the form were not read", bad).saying(**said)
    return (_unseen(c) or failed(f"{len(found)} experts")).saying(**said)


def _unseen(c: Context) -> Verdict | None:
    """Why there may be experts whom nobody read: no block of one was found, one was read across its slots, or persons stand in
    no block. What holds for those whom only the clerk can see, she is told to look at in the same go.
    """
    across = next((expert for expert in c.case.experts if read_across(expert)), None)
    if not c.case.experts:
        form = c.case.of_type("recommendation_form")[0]
        return unsure("no block of an expert was found").on(*form.pages[:3]).asking(UNSEEN)
    if across is not None:
        return unsure("a block was read across its slots").on(*c.pages_of(across.document)[:1]).asking(UNSEEN)
    others = adrift(c, "name", "title")
    return unsure("persons in no block").on(*others).asking(UNSEEN) if others else None


def _needed(c: Context) -> int:
    return int(c.setting("experts.min_count", 3))


def _distinct(experts: list[Expert]) -> list[Expert]:
    kept: list[Expert] = []
    for expert in experts:
        if not any(same_person(expert, other) for other in kept):
            kept.append(expert)
    return kept


@check("expert_named", "expert")
def expert_named(c: Context, s: Subject) -> Verdict:
    """REC-02."""
    return _in_a_slot(c, s, "name", slotless=True)


@check("expert_title_stated", "expert")
def expert_title_stated(c: Context, s: Subject) -> Verdict:
    """REC-03."""
    return _in_a_slot(c, s, "title", slotless=True)


@check("expert_of_full_rank", "expert")
def expert_of_full_rank(c: Context, s: Subject) -> Verdict:
    """REC-04. Negative only on an exact lower title; what matches nothing is REC-05's question."""
    title, level = s.spot("title"), _level(c, s)
    if not title.field.present:
        return skipped("absent:REC-03")
    if level == "full":
        return passed("full rank").about(title)
    if level == "unknown":
        return skipped("REC-05")
    verdict = failed(f"of {level} rank") if sure(c, title) else unsure("read poorly", c.blocking(title))
    return verdict.about(title).saying(**_about(s, "title"))


@check("expert_title_understood", "expert")
def expert_title_understood(c: Context, s: Subject) -> Verdict:
    """REC-05. The machine only ever asks here."""
    title = s.spot("title")
    if not title.field.present:
        return skipped("absent:REC-03")
    if _level(c, s) != "unknown":
        return passed("in the whitelist").about(title)
    return unsure("not in the whitelist", c.blocking(title)).about(title).saying(**_about(s, "title"))


def _level(c: Context, s: Subject) -> str:
    """The level as the record has it, else by the whitelist."""
    stated = s.spot("title_level")
    return stated.text if stated.text in LEVELS else level_of(s.spot("title").text, c.profile.titles)


@check("experts_distinct", "expert_pair")
def experts_distinct(c: Context, s: Subject) -> Verdict:
    """REC-06. The same name alone, or the same telephone under a name one character apart, is asked. One who is there twice
    beside as many others as Article 4 wants (a page that was handed in twice) lacks nobody.
    """
    one, other = s.value, s.other
    same = same_person(one, other)
    if same and len(_distinct([expert for expert in c.case.experts if expert.name.present])) >= _needed(c):
        return passed("enough others")
    spots = (s.spot("name"), s.other_spot("name"))
    if same:
        return failed("one person").about(*spots)
    if same is None or (same_phone(one.phone, other.phone) and _nearly(spots)):
        return unsure("perhaps one person").about(*spots).saying(name=spots[0].text)
    return passed("two persons")


def _nearly(spots: tuple[Spot, Spot]) -> bool:
    a, b = (spot.text for spot in spots)
    return bool(a and b) and similar(a, b) >= 0.5


@check("expert_not_applicant", "expert")
def expert_not_applicant(c: Context, s: Subject) -> Verdict:
    """REC-07. The employer is that of the forms; where they leave it out, that of contract, record or certificate."""
    expert: Expert = s.value
    if not (expert.name.present and c.is_applicant(s.spot("name").text)):
        return passed("another name")
    spots = (s.spot("name"), s.spot("employer"))
    if _at_applicants(c, expert) or same_phone(expert.phone, c.case.applicant.phone):
        return failed("the applicant").about(*spots)
    return unsure("the applicant's name").about(*spots).saying(**_about(s, "employer"))


def _at_applicants(c: Context, expert: Expert) -> bool:
    """Whether the expert's employer is the applicant's."""
    return any(same_employer(expert.employer, Field(value=name, state="read")) for name in c.employers)


@check("expert_opinion_written", "expert")
def expert_opinion_written(c: Context, s: Subject) -> Verdict:
    """REC-08."""
    return given(c, s.spot("opinion"), s.spot("opinion")).saying(**_about(s))


@check("expert_signed", "expert")
def expert_signed(c: Context, s: Subject) -> Verdict:
    """REC-09."""
    return marked(c, s.spot("signed")).saying(**_about(s))


@check("expert_dated", "expert")
def expert_dated(c: Context, s: Subject) -> Verdict:
    """REC-10. Only where the form prints a place for the date."""
    return _in_a_slot(c, s, "signed_on")


@check("expert_employer_stated", "expert")
def expert_employer_stated(c: Context, s: Subject) -> Verdict:
    """REC-11. Only where the form prints a place for it."""
    return _in_a_slot(c, s, "employer")


def _in_a_slot(c: Context, s: Subject, name: str, slotless: bool = False) -> Verdict:
    """Whether something is written, where the form asks for it (`slotless`: or should). One that asks the other experts for it
    asks this one as well, and the slot that was not found is looked for by a person.
    """
    spot = s.spot(name)
    others = [expert for expert in c.case.experts if expert is not s.value and expert.document == s.value.document]
    if spot.field.state == "not_found" and any(getattr(expert, name).state != "not_found" for expert in others):
        return unread(c, spot).saying(**_about(s))
    return filled(c, spot, slotless=slotless).saying(**_about(s))


@check("expert_recommends_applicant", "expert")
def expert_recommends_applicant(c: Context, s: Subject) -> Verdict:
    """REC-12. An opinion that names nobody speaks of the applicant; one that names another is asked, or plainly wrong.

    A name one character off is the writer's slip only where the reading cannot be at fault.
    """
    opinion = s.spot("opinion")
    if opinion.field.state == "unreadable":
        return unread(c, opinion)
    if not opinion.field.present or not c.own_name.field.present:
        return skipped("nothing to compare")
    document = c.case.document(s.value.document)
    others = [str(person.name.value) for person in (*c.case.experts, c.case.plus_one) if person and person.name.present]
    found = recommended(opinion.text, c.own_name.text, document.names if document else (), others)
    if found is None or (found.how == "slip" and not exact(c, opinion)):
        return passed("the applicant, or nobody named")
    plain = found.how == "plain" and contradicts(c, opinion)
    return (
        (failed("another person") if plain else unsure("perhaps another person")).about(opinion).saying(x=found.name, **_about(s))
    )


@check("expert_date_plausible", "expert")
def expert_date_plausible(c: Context, s: Subject) -> Verdict:
    """REC-13."""
    spot = s.spot("signed_on")
    day = as_day(spot.text)
    late = day is not None and day > c.submitted and exact(c, spot)
    return (failed("after the submission") if late else passed()).about(spot).saying(date=spot.text, **_about(s))


@check("expert_in_the_field", "expert")
def expert_in_the_field(c: Context, s: Subject) -> Verdict:
    """REC-14. 业内 is for people to judge: a hint where title and specialty are of quite another field."""
    application = c.case.application
    theirs = [s.spot(name).text for name in ("specialty", "title")]
    claims = [str(claim.title.value) for claim in application.achievements if claim.title.present]
    ours = [str(field.value) for field in (application.specialty, application.series, application.title) if field.present]
    if not theirs[0] or not ours:
        return skipped("no specialty stated")
    words = c.profile.setting("fields.words", {})
    far = far_apart(theirs, [*ours, *claims], words) and similar(theirs[0], ours[0]) < 0.3
    verdict = failed("another field") if far else passed()
    return verdict.about(s.spot("specialty"), s.spot("title")).saying(**_about(s, "specialty"))


@check("expert_of_another_employer", "expert")
def expert_of_another_employer(c: Context, s: Subject) -> Verdict:
    """REC-15. Not forbidden: a hint that never reaches a notice."""
    if c.is_applicant(s.spot("name").text):
        return skipped("REC-07")
    same = _at_applicants(c, s.value) and not c.case.freelance
    return (failed("the applicant's employer") if same else passed()).about(s.spot("employer"))


@check("opinions_differ", "expert_pair")
def opinions_differ(c: Context, s: Subject) -> Verdict:
    """REC-16."""
    one, other = s.spot("opinion"), s.other_spot("opinion")
    if not (one.field.present and other.field.present):
        return skipped("no two opinions")
    alike = similar(one.text, other.text) >= c.setting("opinions.alike", ALIKE)
    return (failed("nearly the same") if alike else passed()).about(one, other)


@check("signature_not_copied", "expert")
def signature_not_copied(c: Context, s: Subject) -> Verdict:
    """REC-17. The same ink in the slot of another person; a person who signs twice may sign alike."""
    own = s.value.signature
    if own is None:
        return skipped("no picture of a signature")
    others = [p for p in (*c.case.experts, c.case.plus_one) if p and p is not s.value and same_person(p, s.value) is False]
    limit = c.setting("signatures.alike_bits", BITS)
    copied = any(person.signature and _bits(own, person.signature) <= limit for person in others)
    return (failed("the same ink") if copied else passed()).about(s.spot("signed"))


def _bits(one: str, other: str) -> int:
    """In how many bits two fingerprints (hexadecimal, of one length) differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count() if len(one) == len(other) else 64


@check("no_more_than_enough_experts", "dossier")
def no_more_than_enough_experts(c: Context, _: Subject) -> Verdict:
    """REC-18."""
    count = sum(not hollow(expert) for expert in c.case.experts)
    many = count > c.setting("experts.min_count", 3)
    return (failed(f"{count} experts") if many else passed(f"{count} experts")).saying(n=count)


@check("expert_title_proved", "expert")
def expert_title_proved(c: Context, s: Subject) -> Verdict:
    """REC-19."""
    return (passed("proved") if _certificates(c, s) else failed("no certificate")).saying(**_about(s))


@check("expert_title_agrees", "expert")
def expert_title_agrees(c: Context, s: Subject) -> Verdict:
    """REC-20. A certificate that was handed in shows another level than the form."""
    papers, stated = _certificates(c, s), s.spot("title")
    if not papers or not stated.field.present:
        return skipped("no certificate to compare")
    spots = [Spot(f"{c.pointer(paper)}/fields/title", paper["title"], paper.id) for paper in papers]
    levels = [(spot, level_of(spot.text, c.profile.titles)) for spot in spots if spot.field.present]
    ours = _level(c, s)
    if any(level == ours != "unknown" or similar(spot.text, stated.text) == 1 for spot, level in levels):
        return passed("agree").about(stated, *spots)
    lower = [spot for spot, level in levels if level != "unknown"] if ours != "unknown" else []
    verdict = failed("another level") if lower and contradicts(c, stated, lower[0]) else unsure("cannot be compared")
    return verdict.about(stated, *spots).saying(a=(lower or spots)[0].text, b=stated.text, **_about(s))


def _certificates(c: Context, s: Subject) -> list[Document]:
    """Title certificates in the expert's name (not the applicant's own)."""
    name = s.spot("name").text
    papers = c.case.of_type("title_certificate")
    named = [(paper, str(holder_of(paper).value)) for paper in papers if holder_of(paper).present]
    others = [(paper, holder) for paper, holder in named if not (c.is_applicant(holder) or misread(c, holder, holder_of(paper)))]
    return [paper for paper, holder in others if name and same_name(holder, name)]


@check("expert_not_excluded", "expert")
def expert_not_excluded(c: Context, s: Subject) -> Verdict:
    """REC-21. The organisation's own list (Art. 11). A namesake of another unit, or of none that is written, may have moved or
    may be somebody else: the hint says so, and goes to nobody but the reviewer. No rates of success are kept anywhere.
    """
    name, unit = s.spot("name"), s.spot("employer")
    if not c.exited:
        return skipped("nobody is on the list")
    if not name.field.present:
        return skipped("absent:REC-02")
    namesakes = [each for each in c.exited if same_name(name.text, each.name)]
    if not namesakes:
        return passed("not on the list")
    own = next((each for each in namesakes if unit.field.present and _of_unit(unit.text, each.unit)), None)
    listed = own or namesakes[0]
    doubt = "" if own else f"的同名者，单位为“{listed.unit}”，请先核对是否同一人"
    verdict = failed("on the list" if own else "a namesake of another unit is on the list")
    return verdict.about(name, unit).saying(name=name.text, date=listed.on, doubt=doubt)


def _of_unit(written: str, listed: str) -> bool:
    return same(written, listed) == "same" or within(written, listed) or within(listed, written)
