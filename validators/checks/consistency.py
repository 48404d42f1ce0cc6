"""XCH and FLG: what the materials say against one another, and what a reviewer should look at (Art. 7(1), 10)."""

import re
from collections.abc import Iterable
from itertools import combinations

from schemas.case import Opinion, Publicity
from schemas.document import DOCUMENT_NAMES, EVIDENCE_TYPES, Document, DocumentType
from schemas.terms.organisations import is_department, same, within
from schemas.terms.persons import same_name
from schemas.terms.seals import person_on_seal
from schemas.terms.text import fold
from validators.checks.opinion import SPECIAL
from validators.checks.presence import EMPLOYMENT
from validators.context import FORMS, IDENTITY, Context
from validators.facts.applications import differ, may_differ, stated_on_forms
from validators.facts.people import comparable, holder_of, is_of_case, kin
from validators.fields import ALONE, contradicts, misread
from validators.registry import check
from validators.subjects import OPINION, PUBLICITY, Subject, opinion_of, publicity_of, spot
from validators.verdict import Spot, Verdict, failed, passed, skipped, unsure

_LISTED: tuple[DocumentType, ...] = ("publicity_certificate", "recommendation_form", "material_list")
"""Where other people's names stand by right: their own rules compare them."""

_ONCE = re.compile(r"曾用名|原名|更名|又名|笔名|艺名|改名")


@check("name_agrees", "document")
def name_agrees(c: Context, s: Subject) -> Verdict:
    """XCH-01. A variant of the applicant's name; quite another person's material is FIL-07."""
    document: Document = s.value
    name = holder_of(document)
    spot = Spot(f"{s.pointer}/fields/holder", name, document.id)
    own = c.own_name
    if document.type in _LISTED or not name.present or not own.field.present:
        return skipped("no name to compare")
    if is_of_case(c, spot.text) or not comparable(spot.text, own.text) or _cut(spot.text, own.text, document):
        return passed("the applicant, or a recommender").about(spot)
    if not kin(c, document):
        return skipped("FIL-07")
    explained = any(_ONCE.search(fold(paper.text)) and fold(spot.text) in fold(paper.text) for paper in c.case.documents)
    alone = fold(spot.text) in fold(own.text) and name.method == ALONE
    plain = contradicts(c, spot, own) and not explained and not alone and not misread(c, spot.text, name)
    verdict = failed("another name") if plain else unsure("another name, or read wrongly", c.blocking(spot))
    verdict = verdict.about(spot, own).saying(a=spot.text, b=own.text)
    own_form = document.type in (*FORMS, *IDENTITY)
    return verdict.saying(file=document.title or document.pages[0].file).with_related("/applicant" if own_form else None)


def _cut(name: str, own: str, document: Document) -> bool:
    """Whether a part of the name was taken for all of it: the material has the whole."""
    return fold(name) in fold(own) and fold(own) in fold(document.text)


@check("application_agrees", "dossier")
def application_agrees(c: Context, _: Subject) -> Verdict:
    """XCH-02. Level, series and specialty on the forms, in the opinion and in the publicity, each against each.

    It rests on all that differ in the same thing, so that it is the same whichever form comes first.
    """
    inner = _odd(c, ())
    odd = inner or _odd(c, _told(c))
    pairs = odd or _doubtful(c)
    if not pairs:
        return passed("agree")
    plain = [pair for pair in odd if contradicts(c, *pair)]
    verdict = failed("differ") if plain else unsure("differ, or read wrongly")
    one, other = (plain or pairs)[0]
    said = {"a_doc": _called(c, one), "a": one.text, "b_doc": _called(c, other), "b": other.text}
    published = not inner and all(PUBLICITY in f"{last.pointer}" for _, last in pairs)
    spots = (spot for pair in pairs for spot in pair)
    return verdict.about(*spots).saying(**said).with_related(PUBLICITY if published else "/application")


Noun = tuple[str, Opinion | Publicity]
Pair = tuple[Spot, Spot]


def _told(c: Context) -> tuple[Noun, ...]:
    """The opinion and the publicity, where there are any."""
    nouns = ((OPINION, opinion_of(c.case)), (PUBLICITY, publicity_of(c.case)))
    return tuple((pointer, noun) for pointer, noun in nouns if noun)


def _odd(c: Context, told: tuple[Noun, ...]) -> list[Pair]:
    """All that differ in the first thing in which any do, among the forms and what else is `told`."""
    for name in ("level", "series", "specialty"):
        found = [pair for pair in _pairs(c, name, told) if differ(c, name, pair[0].text, pair[1].text)]
        if found:
            return found
    return []


def _doubtful(c: Context) -> list[Pair]:
    """Specialties, two by two, of which only a person can say whether they are the same."""
    pairs = _pairs(c, "specialty", _told(c))
    return [pair for pair in pairs if may_differ("specialty", pair[0].text, pair[1].text)]


def _pairs(c: Context, name: str, told: tuple[Noun, ...]) -> Iterable[Pair]:
    """All that say this of the application, two by two."""
    more = [spot(pointer, noun, name) for pointer, noun in told]
    return combinations([one for one in (*stated_on_forms(c, name), *more) if one.field.present], 2)


def _called(c: Context, spot: Spot) -> str:
    document = c.case.document(spot.document)
    return DOCUMENT_NAMES[document.type] if document else "申报表"


@check("periods_agree", "dossier")
def periods_agree(c: Context, _: Subject) -> Verdict:
    """XCH-03. Two employments at different employers at one time, or one before the age of sixteen."""
    papers = [paper for paper in c.case.of_type("labour_contract", "employment_certificate") if paper["start"].present]
    born = str(c.case.applicant.birth_date.value or "")
    spots = [Spot(f"{c.pointer(paper)}/fields/start", paper["start"], paper.id) for paper in papers]
    young = next((spot for spot in spots if _years(born, spot.text) < 16), None)
    if young:
        return failed("before the age of sixteen").about(young).saying(field="出生与任职", a=born, b=young.text)
    for i, one in enumerate(papers):
        for j, other in enumerate(papers[i + 1 :], i + 1):
            if _overlap(one, other) and same(str(one["employer"].value), str(other["employer"].value)) == "different":
                return failed("at two employers").about(spots[i], spots[j]).saying(field="任职", a=spots[i].text, b=spots[j].text)
    return passed() if papers else skipped("no periods")


def _years(start: str, end: str) -> int:
    """Whole calendar years between two ISO dates; many where one of them is none."""
    years = [iso[:4] for iso in (start, end)]
    return int(years[1]) - int(years[0]) if all(re.fullmatch(r"\d{4}", year) for year in years) else 99


def _overlap(one: Document, other: Document) -> bool:
    ends = [str(paper["end"].value) if paper["end"].present else "" for paper in (one, other)]
    starts = [str(paper["start"].value) for paper in (one, other)]
    if not all(ends) or not (one["employer"].present and other["employer"].present):
        return False
    return starts[0] < ends[1] and starts[1] < ends[0]


@check("employer_name_agrees", "document")
def employer_name_agrees(c: Context, s: Subject) -> Verdict:
    """XCH-04. A short form, a former name, a slip: not plainly the same, not plainly another."""
    document: Document = s.value
    own = c.case.applicant.employer
    name = "employer" if document.type in EMPLOYMENT else "issuer"
    spot = Spot(f"{s.pointer}/fields/{name}", document[name], document.id)
    if (
        document.type not in (*EMPLOYMENT, "employer_opinion", "publicity_certificate")
        or not spot.field.present
        or not own.present
    ):
        return skipped("nothing to compare")
    stated = str(own.value)
    part = within(spot.text, stated) or within(stated, spot.text) or is_department(spot.text)
    odd = same(spot.text, stated) == "unclear" and not part and contradicts(c, spot, Spot("/applicant/employer", own))
    return (
        (failed("not quite the same") if odd else passed())
        .about(spot)
        .saying(doc=document.title or "所附材料", a=spot.text, b=stated)
    )


def _shown(verdict: Verdict, s: Subject) -> Verdict:
    document: Document = s.value
    page = document.pages[0]
    return verdict.on(page, pointer=s.pointer).saying(file=document.title or page.file, page=page.page)


@check("image_untouched", "document")
def image_untouched(_: Context, s: Subject) -> Verdict:
    """FLG-01. Signs of editing; nothing follows from them until it is verified (Art. 10, 一经查实)."""
    return _shown(failed("signs of editing") if "edited" in s.value.tags else passed(), s)


@check("evidence_not_shared", "document")
def evidence_not_shared(c: Context, s: Subject) -> Verdict:
    """FLG-02. Earlier dossiers of the organisation that hold the same page: a team's achievement is shared by right, so that
    this says only where to look. Forms and identity papers are no evidence.
    """
    document: Document = s.value
    if document.type not in EVIDENCE_TYPES:
        return skipped("no evidence")
    held = {ref: c.shared_pages[ref] for ref in document.pages if ref in c.shared_pages}
    if not held:
        return passed("in no other dossier")
    cases = "、".join(sorted({case for cases in held.values() for case in cases}))
    name = document.title or document.pages[0].file
    return failed("in other dossiers").on(*held, pointer=s.pointer).saying(case=cases, file=name)


@check("seal_ordinary", "seal")
def seal_ordinary(c: Context, s: Subject) -> Verdict:
    """FLG-03. A special-purpose seal for the organisation's own, an odd shape, a broken or copied one."""
    document: Document = s.value
    official = document.type in ("employer_opinion", "publicity_certificate")
    for seal in (seal for seal in c.case.seals if seal.document == document.id):
        special = bool(SPECIAL.search(fold(seal.text or "")))
        odd = (
            seal.oddity
            or ("special purpose" if official and special else "")
            or (
                "not round" if official and seal.shape in ("oval", "square") and not person_on_seal(seal.shape, seal.text) else ""
            )
        )
        if (odd and odd != "not round") or (
            odd and len({mark.shape for mark in c.case.seals if mark.document == document.id}) == 1
        ):
            return _shown(failed(odd), s)
    return passed("nothing odd")


@check("integrity_clean", "dossier")
def integrity_clean(c: Context, s: Subject) -> Verdict:
    """FLG-04. The organ's list of persons with an entry in force (人社部发〔2024〕56号), as the profile holds it."""
    listed = c.profile.setting("registry.integrity") or ()
    name = s.value.applicant.name
    today = c.submitted.isoformat()
    hit = name.present and any(
        same_name(str(name.value), str(e.get("name", ""))) and today <= str(e.get("until", today)) for e in listed
    )
    return failed("an entry in force") if hit else passed()
