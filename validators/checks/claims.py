"""EVD, of each achievement: whether anything shows it, and whether what shows it says the same."""

import re

from schemas.case import Achievement
from schemas.document import Document
from schemas.terms.text import fold
from validators.checks.presence import any_evidence
from validators.context import Context
from validators.facts.award_rows import as_claimed
from validators.facts.comparing import Claim, Difference, differences
from validators.fields import contradicts
from validators.registry import check
from validators.subjects import Subject
from validators.verdict import Verdict, failed, passed, skipped, unsure

MATCH = 0.55
"""Default of ``confidence.match``: the likeness below which a person says whether a document shows the achievement."""

SOME = "所列部分业绩"
NONE_READ = "申报表所列业绩未能逐项读出。请对照申报表原件核对：所列每项业绩是否均有对应且内容一致的佐证材料？"
"""Asked where not one achievement could be read."""

_ACCEPTED = re.compile(r"验收|结题|结项|鉴定|通过评审")
_ACCEPTANCE = re.compile(r"(?:通过|同意|准予|予以)(?:验收|结题|结项)|(?:验收|结题|结项|鉴定)(?:意见|结论|证书|报告|通知|合格)")


def _documents(c: Context, s: Subject) -> list[Document]:
    row: Achievement = s.value
    return [document for id in row.documents if (document := c.case.document(id))]


def _said(s: Subject) -> dict[str, str]:
    title = s.spot("title").text
    return {"which": f"第{s.number}项业绩“{title}”", "item": title, "status": re.sub(r"^已", "", s.spot("status").text)}


@check("achievement_evidenced", "achievement")
def achievement_evidenced(c: Context, s: Subject) -> Verdict:
    """EVD-01. What was not read may show it, and the applicant is asked for that again anyway."""
    if not any(row.title.present or row.title.state == "unreadable" for row in c.case.application.achievements):
        return _none_read(c, s)
    title = s.spot("title")
    if not title.field.present and title.field.state != "unreadable":
        return skipped("an empty row")
    documents = _documents(c, s)
    if documents:
        weak = s.value.match_confidence < c.setting("confidence.match", MATCH)
        verdict = unsure("not surely matched") if weak else passed("evidenced")
        return verdict.about(title).on(*(document.pages[0] for document in documents[:2])).saying(**_said(s))
    if any_evidence(c).outcome == "fail":
        return skipped("absent:DOC-02")
    unread = c.elsewhere("may stand in what was not read")
    if unread:
        return unread.about(title).saying(**_said(s))
    loose = [page.ref for page in c.case.pages if page.placement.place == "unassigned"]
    return (
        (unsure("pages that belong nowhere").on(*loose[:3]) if loose else failed("no evidence")).about(title).saying(**_said(s))
    )


def _none_read(c: Context, s: Subject) -> Verdict:
    """A form without one achievement that could be read: told in prose perhaps, or in a way nobody knows. Nobody applies for
    this title with none, so a person looks; once is enough.
    """
    forms = c.case.of_type("application_form")
    if not forms or s.index:
        return skipped("no achievements stated")
    if any_evidence(c).outcome == "fail":
        return skipped("absent:DOC-02")
    return unsure("no achievements were read").on(*forms[0].pages[:3]).saying(which=SOME).asking(NONE_READ)


@check("achievement_agrees", "achievement")
def achievement_agrees(c: Context, s: Subject) -> Verdict:
    """EVD-03."""
    documents = [document for document in _documents(c, s) if not _is_application(document)]
    if not documents:
        return skipped("EVD-04" if _documents(c, s) else "absent:EVD-01")
    seen = [as_claimed(document, s.spot("title").text) for document in documents]
    claim = Claim(s.pointer or "", s.value, seen, [c.pointer(d) for d in documents], c.own_name.text)
    found = list(differences(claim))
    if not found:
        return passed("agrees").about(s.spot("title"))
    plain = [odd for odd in found if odd.plain and contradicts(c, odd.claimed, odd.shown)]
    verdict = failed("differs") if plain else unsure("differs, or was read wrongly")
    return _told(verdict, (plain or found)[0])


def _told(verdict: Verdict, odd: Difference) -> Verdict:
    return verdict.about(odd.claimed, odd.shown).saying(field=odd.label, a=odd.claimed.text, b=odd.shows)


@check("patent_granted", "achievement")
def patent_granted(c: Context, s: Subject) -> Verdict:
    """EVD-04. A notice of acceptance, or a published application, behind a claim of a granted patent."""
    claimed = fold(" ".join(s.spot(name).text for name in ("kind", "level", "title", "status")))
    documents = _documents(c, s)
    patents = [document for document in documents if document.type == "patent_certificate" or _is_application(document)]
    if not documents:
        return skipped("absent:EVD-01")
    if not patents or not re.search(r"授权", s.spot("status").text) or ("专利" not in claimed and not patents):
        return skipped("no granted patent claimed")
    if any(not _is_application(document) for document in patents):
        return passed("granted")
    shown = next(
        (word for word in ("受理通知书", "公布", "初步审查") if word in fold(patents[0].text + patents[0].title)), "专利申请文件"
    )
    kind = {"公布": "专利申请公布文本", "初步审查": "初步审查合格通知书"}.get(shown, shown)
    return (
        failed("an application").about(s.spot("status")).on(patents[0].pages[0], pointer=c.pointer(patents[0])).saying(kind=kind)
    )


def _is_application(document: Document) -> bool:
    notice = bool(re.search(r"受理通知书|专利申请受理|初步审查合格|发明专利申请公布", fold(document.title + document.text)))
    return "patent_application" in document.tags or (document.type == "other" and notice)


@check("project_accepted", "achievement")
def project_accepted(c: Context, s: Subject) -> Verdict:
    """EVD-10. Where the papers behind a claim were not read, whether one shows the acceptance is a question of its own: that
    there is evidence (EVD-01) does not answer it."""
    status = s.spot("status")
    if not _ACCEPTED.search(fold(status.text)):
        return skipped("no acceptance claimed")
    documents = _documents(c, s)
    unread = c.elsewhere("may stand in what was not read")
    if not documents and not unread:
        return skipped("absent:EVD-01" if c.evidence else "absent:DOC-02")
    if any(document.type == "project_acceptance" or _ACCEPTANCE.search(fold(document.text)) for document in documents):
        return passed("accepted").about(status)
    return (unread or failed("no acceptance")).about(status, s.spot("title")).saying(**_said(s))
