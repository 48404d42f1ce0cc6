"""PLU: the "+1" — who it must be under each item of Article 3, by name, with post, opinion and signature (Art. 4)."""

from schemas.case import PlusOne
from schemas.terms.dates import as_day
from schemas.terms.numerals import numeral
from schemas.terms.organisations import kind, region
from schemas.terms.persons import same_name
from validators.checks.presence import unopened
from validators.context import Context
from validators.facts.bodies import relation
from validators.facts.people import same_person
from validators.facts.posts import is_principal
from validators.facts.principals import fits, suits
from validators.facts.qualifications import overseas, same_body
from validators.fields import adrift, another_body, contradicts, exact, filled, given, marked, sure, unread
from validators.registry import check
from validators.subjects import Subject, hollow
from validators.verdict import Spot, Verdict, failed, passed, skipped, unsure


def _party(c: Context) -> dict[str, str]:
    """The wording's words for the item applied under and whom Article 4 asks for."""
    items = c.conditions
    party = "、".join(c.profile.item(no).party for no in items) or "与申报条件相对应的主要负责人（负责人）"
    return {"c": "、".join(numeral(no) for no in items) or "__", "required_party": party}


@check("plus_one_there", "dossier")
def plus_one_there(c: Context, _: Subject) -> Verdict:
    """PLU-01."""
    if c.case.plus_one is not None and not hollow(c.case.plus_one):
        return passed("there")
    if not c.has_form:
        return skipped("absent:DOC-01")
    forms = c.case.of_type("recommendation_form")
    bad = tuple(sorted({page.file for form in forms for page in form.pages if page in c.bad_pages}))
    verdict = unsure("pages of the form were not read", bad) if bad else failed("absent")
    if not bad and adrift(c, "position") and adrift(c, "organisation"):
        verdict = unsure("a body and an office in no block")
    return verdict.on(*(form.pages[0] for form in forms)).saying(unopened=unopened(c), **_party(c))


@check("plus_one_fits_condition", "plus_one")
def plus_one_fits_condition(c: Context, s: Subject) -> Verdict:
    """PLU-02. The matrix of Article 4; under several items one that fits is enough."""
    organisation = s.spot("organisation")
    if not c.conditions:
        return skipped("absent:APP-07")
    if not organisation.field.present:
        return (
            unread(c, organisation)
            if organisation.field.state == "unreadable"
            else unsure("no organisation named").about(organisation)
        )
    answers = {fits(c, item, organisation.text) for item in c.conditions}
    if "yes" in answers:
        return passed("of the right kind").about(organisation)
    plain = answers == {"no"} and sure(c, organisation) and not c.inferred
    verdict = failed("of another kind") if plain else unsure("kind not clear", c.blocking(organisation))
    return verdict.about(organisation, s.spot("position")).saying(
        org=organisation.text, position=s.spot("position").text, **_party(c)
    )


@check("plus_one_named", "plus_one")
def plus_one_named(c: Context, s: Subject) -> Verdict:
    """PLU-03. 实名: an organisation and its seal are not enough."""
    return given(c, s.spot("name"), s.spot("opinion"))


@check("plus_one_post_stated", "plus_one")
def plus_one_post_stated(c: Context, s: Subject) -> Verdict:
    """PLU-04."""
    return given(c, s.spot("position"), s.spot("opinion"))


@check("plus_one_is_principal", "plus_one")
def plus_one_is_principal(c: Context, s: Subject) -> Verdict:
    """PLU-05. Where an item says 负责人 and not 主要负责人, no deputy is turned away (SPEC §0.4)."""
    post, organisation = s.spot("position"), s.spot("organisation")
    if post.field.state == "unreadable":
        return unread(c, post)
    if not post.field.present:
        return skipped("absent:PLU-04")
    if any(not c.profile.item(no).principal and fits(c, no, organisation.text) == "yes" for no in c.conditions):
        return skipped("the item asks for no principal")
    answer = is_principal(post.text, organisation.text)
    if answer == "yes":
        return passed("a principal").about(post)
    verdict = failed("not a principal") if answer == "no" and sure(c, post) else unsure("not clear", c.blocking(post))
    return verdict.about(post).saying(position=post.text, org=organisation.text)


@check("plus_one_of_own_employer", "plus_one")
def plus_one_of_own_employer(c: Context, s: Subject) -> Verdict:
    """PLU-06. A parent company, a changed name, a department are for a person; a freelancer has no 所在单位 at all.
    Where no form names the employer, who reviewed may be it: then a person says.
    """
    organisation = s.spot("organisation")
    if c.case.freelance:
        return unsure("a freelancer has no employer").about(organisation).saying(a=organisation.text, b="（自由职业）")
    if not organisation.field.present:
        return skipped("PLU-02")
    employers = c.employers or c.reviewers
    if not employers:
        return skipped("absent:EMP-01")
    if relation(organisation.text, employers) == "same":
        return passed("the employer").about(organisation)
    plain = bool(c.employers) and another_body(c, organisation, c.employers)
    verdict = failed("another organisation") if plain else unsure("not clear", c.blocking(organisation))
    return verdict.about(organisation, Spot("/applicant/employer", c.case.applicant.employer)).saying(
        a=organisation.text, b=employers[0]
    )


@check("plus_one_of_certifying_body", "plus_one")
def plus_one_of_certifying_body(c: Context, s: Subject) -> Verdict:
    """PLU-07. Against the bodies that granted the certificates, under their Chinese and English names."""
    organisation = s.spot("organisation")
    issuers = [
        Spot(f"{c.pointer(paper)}/fields/issuer", paper["issuer"], paper.id) for paper in overseas(c) if paper["issuer"].present
    ]
    if not organisation.field.present or not issuers:
        return skipped("absent:CAT-03" if not issuers else "PLU-02")
    answers = [same_body(c.profile, organisation.text, issuer.text) for issuer in issuers]
    if "same" in answers:
        return passed("the certifying body").about(organisation)
    plain = set(answers) == {"different"} and contradicts(c, organisation, *issuers)
    verdict = failed("another body") if plain else unsure("not clear", c.blocking(organisation))
    return verdict.about(organisation, *issuers).saying(a=organisation.text, b=issuers[0].text)


@check("plus_one_signed", "plus_one")
def plus_one_signed(c: Context, s: Subject) -> Verdict:
    """PLU-08."""
    return marked(c, s.spot("signed")).saying(name=s.spot("name").text)


@check("plus_one_opinion_written", "plus_one")
def plus_one_opinion_written(c: Context, s: Subject) -> Verdict:
    """PLU-09."""
    return given(c, s.spot("opinion"), s.spot("opinion")).saying(name=s.spot("name").text)


@check("plus_one_sealed", "plus_one")
def plus_one_sealed(c: Context, s: Subject) -> Verdict:
    """PLU-10."""
    spot = s.spot("sealed")
    return skipped("no slot") if spot.field.state == "not_found" else marked(c, spot).saying(org=s.spot("organisation").text)


@check("plus_one_of_this_city", "plus_one")
def plus_one_of_this_city(c: Context, s: Subject) -> Verdict:
    """PLU-11. Whether «本市» governs 行业协会 too is for people: whatever is not plainly of this city is shown to them."""
    organisation = s.spot("organisation")
    if not organisation.field.present or suits(c, "industry", organisation.text) == "no":
        return skipped("PLU-02")
    here = region(organisation.text, c.profile.city.places) == "here"
    return (passed("of this city") if here else failed("not plainly of this city")).about(organisation)


@check("plus_one_is_talent_authority", "plus_one")
def plus_one_is_talent_authority(c: Context, s: Subject) -> Verdict:
    """PLU-12."""
    organisation = s.spot("organisation")
    if not organisation.field.present or suits(c, "talent_authority", organisation.text) == "no":
        return skipped("PLU-02")
    fitting = kind(organisation.text) == "talent_authority" and region(organisation.text, c.profile.city.places) != "elsewhere"
    return (passed("a talent authority") if fitting else failed("not plainly one")).about(organisation)


@check("plus_one_not_applicant", "plus_one")
def plus_one_not_applicant(c: Context, s: Subject) -> Verdict:
    """PLU-13. The text is silent about an applicant who is the principal: people decide."""
    name = s.spot("name")
    return (failed("the applicant") if name.field.present and c.is_applicant(name.text) else passed()).about(name)


@check("plus_one_not_expert", "plus_one")
def plus_one_not_expert(c: Context, s: Subject) -> Verdict:
    """PLU-14. «在3名专家举荐的基础上»: the same name is enough to show it to a person."""
    plus_one: PlusOne = s.value
    for index, expert in enumerate(c.case.experts):
        alike = plus_one.name.present and expert.name.present and same_name(str(plus_one.name.value), str(expert.name.value))
        if alike and same_person(plus_one, expert) is not False:
            return (
                failed("one of the experts")
                .about(s.spot("name"), Spot(f"/recommendation/experts/{index}/name", expert.name))
                .saying(i=index + 1)
            )
    return passed()


@check("plus_one_dated", "plus_one")
def plus_one_dated(c: Context, s: Subject) -> Verdict:
    """PLU-15. Empty where the form prints a place for it. A day after the submission is more often misread than written."""
    spot = s.spot("signed_on")
    day = as_day(spot.text)
    if day is not None and day > c.submitted:
        return (failed("after the submission") if exact(c, spot) else unsure("after the submission, or misread")).about(spot)
    return filled(c, spot, slotless=False)
