"""APP and EMP: what the forms say of the applicant, of what is applied for, and of the employer."""

import re
from datetime import date

from schemas.document import Document
from schemas.field import NOT_FOUND
from schemas.terms.dates import agree, as_day
from schemas.terms.numbers import birth_date_of, id_number_ok, mask_id, plain, uscc_ok, uscc_within
from schemas.terms.numerals import numeral
from schemas.terms.organisations import kind, region
from schemas.terms.persons import looks_alike, same_name
from schemas.terms.text import distance
from validators.checks.presence import supplied
from validators.context import IDENTITY, Context
from validators.facts.people import comparable, digits
from validators.fields import ALONE, any_filled, contradicts, marked, sure, unread
from validators.registry import check
from validators.subjects import Subject, opinion_of, publicity_of
from validators.verdict import Spot, Verdict, failed, passed, skipped, unsure

NAMES = {"recommendation_form": "举荐表", "application_form": "申报表"}
LEVELS = ("正高级", "副高级")

_LOWER = re.compile(r"中级|初级|助理|员级")


def form_names(c: Context) -> str:
    """The forms that were handed in, as they are called."""
    return "、".join(dict.fromkeys(NAMES[form.type] for form in c.forms)) or "申报表"


@check("applicant_named", "applicant")
def applicant_named(c: Context, _: Subject) -> Verdict:
    """APP-01."""
    if not c.forms:
        return skipped("absent:DOC-01")
    return any_filled(c, _name_slots(c)).saying(form=form_names(c))


def _name_slots(c: Context) -> tuple[Spot, ...]:
    """The name as each form has it; a form that was not taken apart has it as its holder."""
    slots = tuple(_slot(form, "name") for form in c.forms)
    return slots if any(form.blocks or form.fields for form in c.forms) else (Spot("/applicant/name", c.case.applicant.name),)


def _slot(form: Document, name: str) -> Spot:
    blocks = form.of_kind("applicant")
    field = next((block[name] for block in blocks if block[name].state != "not_found"), NOT_FOUND)
    if name == "name" and field.state == "not_found":
        field = form["holder"]
    return Spot(f"/applicant/{name}", field, form.id)


@check("applicant_id_number_valid", "applicant")
def applicant_id_number_valid(c: Context, s: Subject) -> Verdict:
    """APP-02. Only what is written as a resident's number has this check digit; a passport's has none."""
    spot = s.spot("id_number")
    number = plain(spot.text)
    if not spot.field.present or not re.search(r"\d{14}", number):
        return skipped("no resident's number")
    if id_number_ok(number):
        return passed("check digit right").about(spot)
    verdict = failed("check digit wrong") if contradicts(c, spot) else unsure("check digit wrong, or read wrongly")
    return verdict.about(spot).saying(form=form_names(c), masked=mask_id(number))


@check("identity_agrees", "applicant")
def identity_agrees(c: Context, _: Subject) -> Verdict:
    """APP-03. Name, sex, day of birth and number on each form against each identity document."""
    cards, forms = c.case.of_type(*IDENTITY), c.forms
    if not cards or not forms:
        return skipped("no identity document" if forms else "absent:DOC-01")
    compared = [
        (name, label, form, card)
        for name, label in (("name", "姓名"), ("gender", "性别"), ("birth_date", "出生日期"), ("id_number", "证件号码"))
        for form in _stating(forms, c)
        for card in (_card(document, name, c) for document in cards)
    ]
    differing = [(name, label, form, other) for name, label, form, other in compared if _differ(name, form[name], other)]
    if not differing:
        return passed("agree")
    surely = [odd for odd in differing if contradicts(c, odd[2][odd[0]], odd[3]) and not _slip(odd[0], odd[2], odd[3])]
    name, label, form, other = (surely or differing)[0]
    one = form[name]
    verdict = failed("differ") if surely else unsure("differ, or read wrongly")
    hidden = mask_id if label == "证件号码" else str
    alike = [spot for odd in surely or differing if odd[0] == name for spot in (odd[2][name], odd[3])]
    said = {"form": _form_of(c, one), "field": label, "a": hidden(one.text), "b": hidden(other.text)}
    return verdict.about(*alike).saying(**said)


def _slip(name: str, form: dict[str, Spot], card: Spot) -> bool:
    """Whether the reader rather than the writer may be at fault, where it read alone: a day of birth one figure off, which the
    form's own number gives as the card does; a long name of which one side has a part, as in a narrow slot; a name that
    differs in a character that looks like the other (仝, 全).
    """
    a, b = form[name].text, card.text
    if ALONE not in (form[name].field.method, card.field.method):
        return False
    if name == "birth_date":
        return distance(a, b, 1) == 1 and birth_date_of(form["id_number"].text) == b
    return name == "name" and (looks_alike(a, b) or (min(len(a), len(b)) >= 4 and (a in b or b in a)))


def _stating(forms: tuple[Document, ...], c: Context) -> list[dict[str, Spot]]:
    """What each form says of the applicant; the record's own values where no form was taken apart."""
    fields = ("name", "gender", "birth_date", "id_number")
    if any(form.of_kind("applicant") for form in forms):
        return [{name: _slot(form, name) for name in fields} for form in forms]
    return [{name: Spot(f"/applicant/{name}", getattr(c.case.applicant, name)) for name in fields}]


def _card(card: Document, name: str, c: Context) -> Spot:
    field = card[name]
    if name == "name" and not field.present:
        field = card["holder"]
    if name == "id_number" and not field.present:
        field = card["number"]
    return Spot(f"{c.pointer(card)}/fields/{name}", field, card.id)


def _form_of(c: Context, spot: Spot) -> str:
    form = c.case.document(spot.document)
    return NAMES.get(form.type, "申报表") if form else form_names(c)


def _differ(name: str, one: Spot, other: Spot) -> bool:
    if not (one.field.present and other.field.present):
        return False
    a, b = one.text, other.text
    match name:
        case "name":
            return comparable(a, b) and not same_name(a, b)
        case "birth_date":
            return not agree(a, b)
        case "id_number":
            return plain(a) != plain(b) and len(plain(a)) == len(plain(b))
    return a[:1] != b[:1]


@check("identity_in_force", "applicant")
def identity_in_force(c: Context, _: Subject) -> Verdict:
    """APP-04."""
    spots = [Spot(f"{c.pointer(card)}/fields/valid_to", card["valid_to"], card.id) for card in c.case.of_type(*IDENTITY)]
    ends = [(spot, day) for spot in spots if (day := as_day(spot.text))]
    if not ends:
        return skipped("no day of expiry")
    expired = [spot for spot, day in ends if day < c.submitted and sure(c, spot)]
    return failed("expired").about(*expired) if len(expired) == len(spots) else passed("in force")


@check("level_is_senior", "application")
def level_is_senior(c: Context, _: Subject) -> Verdict:
    """APP-05. This way leads to 正高级 and 副高级 only (Art. 8); words that name both, or neither plainly, are asked about."""
    if not c.forms:
        return skipped("absent:DOC-01")
    spots = c.on_forms("application", "level", "/application/level", c.case.application.level)
    written = [spot for spot in spots if spot.field.present]
    if any(spot.text in LEVELS and sure(c, spot) for spot in written):
        return passed("senior").about(*written)
    if written:
        other = all(_LOWER.search(spot.text) and "高级" not in spot.text for spot in written) and sure(c, *written)
        return (failed("not a senior level") if other else unsure("which level is not clear")).about(*written)
    return any_filled(c, spots)


@check("series_and_specialty_stated", "application")
def series_and_specialty_stated(c: Context, _: Subject) -> Verdict:
    """APP-06. A form with one slot for both is filled in when that one is."""
    if not c.forms:
        return skipped("absent:DOC-01")
    application = c.case.application
    series = any_filled(c, c.on_forms("application", "series", "/application/series", application.series))
    spots = c.on_forms("application", "specialty", "/application/specialty", application.specialty)
    specialty = any_filled(c, spots, slotless=series.outcome != "pass")
    empty = [verdict for verdict in (series, specialty) if verdict.outcome in ("fail", "undetermined")]
    return min(empty, key=lambda verdict: verdict.outcome == "undetermined") if empty else passed("stated")


@check("condition_stated", "application")
def condition_stated(c: Context, s: Subject) -> Verdict:
    """APP-07. Where the "+1" admits one item only, that item is put to a person instead of being asked of the applicant."""
    if not c.forms:
        return skipped("absent:DOC-01")
    spot = s.spot("conditions")
    if sure(c, spot):
        return passed("stated").about(spot)
    if c.case.conditions:
        return unsure("not surely read").about(spot).saying(c="、".join(numeral(item) for item in c.case.conditions))
    if spot.field.state == "unreadable":
        return unread(c, spot)
    if c.inferred:
        return unsure("only the +1 tells").about(spot).saying(c="一二三四"[c.inferred[0] - 1])
    return failed("no item chosen").about(spot).on(*(form.pages[0] for form in c.forms), pointer=spot.pointer).saying(c="__")


@check("one_condition", "application")
def one_condition(c: Context, s: Subject) -> Verdict:
    """APP-08."""
    items = "、".join(numeral(item) for item in c.case.conditions)
    return (failed("several") if len(c.case.conditions) > 1 else passed()).about(s.spot("conditions")).saying(items=items)


@check("applicant_can_be_reached", "applicant")
def applicant_can_be_reached(c: Context, _: Subject) -> Verdict:
    """APP-09."""
    if not c.forms:
        return skipped("absent:DOC-01")
    spots = c.on_forms("applicant", "phone", "/applicant/phone", c.case.applicant.phone)
    verdict = any_filled(c, spots)
    written = [spot for spot in spots if spot.field.present]
    if verdict.outcome != "pass" or any(_dialable(digits(spot.field)) for spot in written):
        return verdict
    return (failed("not a number to call") if contradicts(c, *written) else unsure("read poorly")).about(*written)


def _dialable(number: str) -> bool:
    """Seven digits at least; a mainland mobile number (1[3-9]…) has eleven."""
    return len(number) == 11 if re.match(r"1[3-9]", number) else 7 <= len(number) <= 16


@check("applicant_in_service", "applicant")
def applicant_in_service(c: Context, s: Subject) -> Verdict:
    """APP-10. By age, and by what the post says; a person judges (公务员 and the retired are outside, 40号令 Art. 13)."""
    post = s.spot("position")
    if re.search(r"公务员|参照公务员|参公|离休|退休|返聘", post.text):
        return failed("by the post").about(post)
    born = as_day(str(c.case.applicant.birth_date.value)) or as_day(birth_date_of(s.spot("id_number").text))
    limit = c.setting("retirement.women" if c.case.applicant.gender.value == "女" else "retirement.men", 63)
    old = born is not None and _years(born, c.submitted) >= limit
    return failed("by age").about(s.spot("birth_date")) if old else passed()


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@check("applicant_signed", "applicant")
def applicant_signed(c: Context, _: Subject) -> Verdict:
    """APP-11. The forms and the commitment that have a slot for it."""
    spots = [
        Spot(f"{c.pointer(paper)}/fields/signed", paper["signed"], paper.id)
        for paper in c.case.of_type("application_form", "commitment_letter")
        if paper["signed"].state != "not_found"
    ]
    verdicts = [marked(c, spot) for spot in spots]
    order = ("fail", "undetermined", "pass")
    best = min(verdicts, key=lambda verdict: order.index(verdict.outcome), default=skipped("no slot"))
    return best.saying(form="申报表（承诺书）", slot="申报人签名")


@check("employer_named", "applicant")
def employer_named(c: Context, _: Subject) -> Verdict:
    """EMP-01."""
    if not c.forms:
        return skipped("absent:DOC-01")
    return any_filled(c, c.on_forms("applicant", "employer", "/applicant/employer", c.case.applicant.employer))


@check("employer_of_this_city", "applicant")
def employer_of_this_city(c: Context, s: Subject) -> Verdict:
    """EMP-02. Outside only where code and name both say so, or the one that speaks does."""
    code, name = s.spot("employer_uscc"), s.spot("employer")
    if c.case.freelance or not (code.field.present or name.field.present):
        return skipped("no employer")
    city = c.profile.city
    registered, where = uscc_within(code.text, city.uscc), region(name.text, city.places)
    if registered or where == "here":
        return passed("of this city").about(code, name)
    doubtful = registered is False or where == "elsewhere"
    return (failed("registered elsewhere") if doubtful else passed("nothing against it")).about(code, name)


@check("employer_code_valid", "applicant")
def employer_code_valid(c: Context, s: Subject) -> Verdict:
    """EMP-03. A few real codes fail the formula: a hint and no more (SPEC §4.2)."""
    spot = s.spot("employer_uscc")
    if not spot.field.present:
        return skipped("no code")
    if uscc_ok(spot.text):
        return passed("check digit right").about(spot)
    return (failed("check digit wrong") if contradicts(c, spot) else skipped("read poorly")).about(spot).saying(v=spot.text)


@check("freelancer_reviewed", "dossier")
def freelancer_reviewed(c: Context, _: Subject) -> Verdict:
    """EMP-08. 公示 and 推荐 by an association, a society or the district's bureau; which of the two is missing is said."""
    missing = [name for name, there in (("公示", publicity_of(c.case)), ("推荐", opinion_of(c.case))) if there is None]
    return supplied(c).saying(missing="、".join(missing)) if missing else passed("both there")


@check("freelancer_reviewer_entitled", "dossier")
def freelancer_reviewer_entitled(c: Context, _: Subject) -> Verdict:
    """EMP-09."""
    review = c.case.employer_review
    names = [
        field for field in (review.reviewer_name, *(p.issuer for p in (review.publicity, review.opinion) if p)) if field.present
    ]
    doubtful = [name for name in names if kind(str(name.value)) not in ("association", "society", "talent_authority")]
    if not names:
        return skipped("nobody named")
    spots = [Spot("/employer_review/reviewer/name", name) for name in doubtful or names]
    return (failed("another kind of body") if doubtful else passed("entitled")).about(*spots)
