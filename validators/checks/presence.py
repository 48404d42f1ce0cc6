"""DOC: whether the materials are there that the regulation asks for, and those that a profile may ask for besides.

A file that was not opened may hold what is missing. The applicant is asked for it all the same, once, and told that sending
that file again is enough if it stands there: an unread file never was a submission (Art. 7(1), 7(2)).
"""

import re

from schemas.document import Document, DocumentType
from schemas.terms.text import fold
from validators.context import IDENTITY, Context
from validators.registry import check
from validators.subjects import Subject, opinion_of, publicity_of
from validators.verdict import Verdict, failed, passed, skipped, unsure

EMPLOYMENT: tuple[DocumentType, ...] = ("labour_contract", "social_insurance_record", "employment_certificate")

_WE = r"[我本](?:单位|公司|集团|校|院|所|馆|中心|局|会|社|团|台|厂|店|企业|机构|部|行|司|处|站)"
_EMPLOYS = re.compile(
    rf"[系为是]{_WE}.{{0,14}}(?:在职|在编|在岗|正式|职工|员工|人员|教师|医师|干部|成员)|与{_WE}.{{0,8}}(?:签|订|存在|建立|有).{{0,14}}(?:合同|关系)"
    rf"|(?:人事|劳动|档案|社保)\w{{0,4}}关系.{{0,4}}(?:在|隶属|属于?){_WE}|(?:入职|来到|加入|进入|调入){_WE}|在{_WE}.{{0,16}}(?:工作|任职|岗位|就职|担任|从事)"
    rf"|(?:现?[任为]|担任){_WE}|{_WE}(?:在职|在岗|在编|正式|现有|聘用)的?.{{0,6}}(?:职工|员工|人员|教师|医师|同志)"
)


def supplied(c: Context, *documents: Document) -> Verdict:
    """Whether at least one is there; with the hint at unopened files where none is. On a page that the machine gave up it may
    well be, and a person looks: that is no fault of the applicant's.
    """
    if documents:
        return passed("supplied").on(documents[0].pages[0], pointer=c.pointer(documents[0]))
    if c.given_up:
        return unsure("may stand on a page that the machine gave up").on(*c.given_up)
    return failed("absent").saying(unopened=unopened(c))


def unopened(c: Context) -> str:
    """What is added to the remedy where files could not be opened, or hold pages of which nobody can tell what they are."""
    closed = "、".join(f"《{path}》" for path in c.unopened)
    illegible = "、".join(f"《{path}》" for path in dict.fromkeys(page.file for page in c.lost_pages))
    named = "和".join(f"无法{how}的{names}" for how, names in (("打开", closed), ("辨认", illegible)) if names)
    return f"（如已包含在{named}中，随该文件一并重新提交即可）" if named else ""


def states_employment(c: Context) -> bool:
    """Whether the employer says that the applicant works there, in its opinion or in a form's corner for its review (DOC-05 asks
    for no more than that).
    """
    papers = c.case.of_type("employer_opinion")
    told = (*papers, *c.case.of_type("recommendation_form", "application_form"))
    opinion = c.case.employer_review.opinion
    texts = [paper.text for paper in papers] + ([str(opinion.text.value)] if opinion and opinion.text.present else [])
    return any("employment_stated" in paper.tags for paper in told) or any(_EMPLOYS.search(fold(text)) for text in texts)


def any_evidence(c: Context) -> Verdict:
    """Any evidence at all; unclassified material that speaks of the applicant or of a claim may be some (FIL-06), and so may a
    page that was handed in and that nobody, or hardly anybody, can read (FIL-03 asks for it again, or whether it is legible).
    """
    perhaps = perhaps_evidence(c)
    illegible = c.lost_pages or tuple(sorted(c.doubtful_pages, key=lambda page: (page.file, page.page)))
    if c.evidence or not (perhaps or illegible):
        return supplied(c, *c.evidence)
    legible = [document for document in perhaps if not set(document.pages) & set(illegible)]
    if legible:
        return unsure("unclassified material").on(*(document.pages[0] for document in legible))
    return unsure("illegible pages", tuple(dict.fromkeys(page.file for page in c.lost_pages))).on(*illegible)


def perhaps_evidence(c: Context) -> tuple[Document, ...]:
    """Unclassified material that speaks of the applicant or of a claim, or was not well read."""
    return tuple(document for document in c.case.of_type("other") if _may_be_evidence(c, document))


def _may_be_evidence(c: Context, document: Document) -> bool:
    claims = [fold(str(claim.title.value)) for claim in c.case.application.achievements if claim.title.present]
    words = [*(claim for claim in claims if len(claim) >= 4), *([fold(c.own_name.text)] if c.own_name.text else [])]
    said = fold(document.text)
    return "secret" not in document.tags and (not c.well_read(document.id) or any(word in said for word in words))


@check("recommendation_form_supplied", "dossier")
def recommendation_form_supplied(c: Context, _: Subject) -> Verdict:
    """DOC-01. Recommendations in another shape (letters) are 举荐材料 too."""
    return passed("supplied") if c.has_form else supplied(c)


@check("evidence_supplied", "dossier")
def evidence_supplied(c: Context, _: Subject) -> Verdict:
    """DOC-02."""
    return any_evidence(c)


@check("opinion_supplied", "dossier")
def opinion_supplied(c: Context, _: Subject) -> Verdict:
    """DOC-03."""
    return passed("supplied") if opinion_of(c.case) else supplied(c)


@check("publicity_shown", "dossier")
def publicity_shown(c: Context, _: Subject) -> Verdict:
    """DOC-04. Any material that speaks of it will do: the regulation asks for no certificate."""
    return passed("shown") if publicity_of(c.case) else supplied(c)


@check("employment_shown", "dossier")
def employment_shown(c: Context, _: Subject) -> Verdict:
    """DOC-05."""
    return passed("stated in the opinion") if states_employment(c) else supplied(c, *c.case.of_type(*EMPLOYMENT))


@check("application_form_supplied", "dossier")
def application_form_supplied(c: Context, _: Subject) -> Verdict:
    """DOC-06."""
    return supplied(c, *c.case.of_type("application_form"))


@check("identity_supplied", "dossier")
def identity_supplied(c: Context, _: Subject) -> Verdict:
    """DOC-07."""
    return supplied(c, *c.case.of_type(*IDENTITY))


@check("education_supplied", "dossier")
def education_supplied(c: Context, _: Subject) -> Verdict:
    """DOC-08."""
    return supplied(c, *c.case.of_type("diploma", "degree_certificate"))


@check("current_title_supplied", "dossier")
def current_title_supplied(c: Context, s: Subject) -> Verdict:
    """DOC-09. Only where the form states a title: the regulation asks for none."""
    title = s.value.applicant.current_title
    if not title.present or re.fullmatch(r"无|暂无|/|-", fold(str(title.value))):
        return skipped("no title stated")
    return supplied(c, *c.case.of_type("title_certificate")).saying(title=title.value)


@check("commitment_supplied", "dossier")
def commitment_supplied(c: Context, _: Subject) -> Verdict:
    """DOC-10."""
    return supplied(c, *c.case.of_type("commitment_letter"))


@check("foreign_material_translated", "document")
def foreign_material_translated(_: Context, s: Subject) -> Verdict:
    """DOC-11."""
    document: Document = s.value
    if "foreign_language" not in document.tags or document.type in IDENTITY:
        return skipped("in Chinese, or an identity document")
    verdict = passed("translated") if "translated" in document.tags else failed("no translation")
    return verdict.on(document.pages[0], pointer=s.pointer).saying(file=document.title or document.pages[0].file)
