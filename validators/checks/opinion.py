"""UNI: the employer's recommendation — conclusion, seal, date, whose seal it is (Art. 7(1))."""

import re
from difflib import SequenceMatcher

from schemas.terms.organisations import core, kind
from schemas.terms.seals import person_on_seal
from schemas.terms.text import fold
from validators.context import Context
from validators.facts.bodies import relation
from validators.fields import contradicts, filled, marked, marks_enough, sure, unread
from validators.registry import check
from validators.subjects import Subject
from validators.verdict import Spot, Verdict, failed, passed, skipped, unsure

SPECIAL = re.compile(r"(?:合同|财务|发票|业务|投标|报关|人事|党务|科研|教务|档案|项目|结算|劳动)\w{0,4}(?:专用)?章|专用章")
"""Seals that differ from the organisation's own (国务院印章管理规定第二十二条)."""

HALF, FOREIGN = 0.5, 0.34
"""How much of a name's own words half-read lettering must share to be it, and less than which it shares if it is another's."""

_COMMON = re.compile(
    r"科技|技术|信息|数据|软件|网络|文化|传媒|发展|管理|咨询|服务|工程|贸易|投资|教育|医疗|生物|股份|集团|国际|有限|责任|公司|行业|协会|学会|研究[院所]?"
)

_REVIEWS = re.compile(r"初审|审核|核对|核实|审查|复核|履职|履行\w{0,4}职责|考核|现实表现|工作表现|情况属实|真实")


@check("opinion_concludes", "opinion")
def opinion_concludes(c: Context, s: Subject) -> Verdict:
    """UNI-01. «同意推荐» or «不同意» is a conclusion; praise without one is none."""
    conclusion, text = s.spot("conclusion"), s.spot("text")
    if conclusion.text in ("agree", "disagree"):
        return passed(conclusion.text).about(text)
    if "unreadable" in (conclusion.field.state, text.field.state):
        return unread(c, text)
    if not text.field.present:
        return filled(c, text)
    verdict = failed("no conclusion") if conclusion.text == "none" and sure(c, text) else unsure("no conclusion was recognised")
    return verdict.about(text)


@check("opinion_agrees", "opinion")
def opinion_agrees(_: Context, s: Subject) -> Verdict:
    """UNI-02."""
    disagrees = s.spot("conclusion").text == "disagree"
    return (failed("disagrees") if disagrees else passed()).about(s.spot("text"))


def special_seal(c: Context, s: Subject) -> str:
    """The lettering of a special-purpose seal that stands for the organisation's own; empty where there is none."""
    seals = [seal for seal in c.case.seals if seal.document == s.value.document and not person_on_seal(seal.shape, seal.text)]
    texts = [s.spot("seal_text").text] + [seal.text or "" for seal in seals if not seal.across]
    special = [text for text in texts if SPECIAL.search(fold(text))]
    return special[0] if special and not any(text and not SPECIAL.search(fold(text)) for text in texts) else ""


@check("opinion_sealed", "opinion")
def opinion_sealed(c: Context, s: Subject) -> Verdict:
    """UNI-03. Only where the form prints a place for the seal; a special-purpose seal in it is asked about."""
    spot = s.spot("sealed")
    if not s.value.seal_slot:
        return skipped("no slot")
    special = special_seal(c, s)
    return (
        unsure("a special-purpose seal").about(s.spot("seal_text")).saying(a=special) if special else marked(c, spot).saying(a="")
    )


@check("opinion_dated", "opinion")
def opinion_dated(c: Context, s: Subject) -> Verdict:
    """UNI-04. Without a day the order with the publicity cannot be seen. Where nobody can tell whether there is a seal (a dark
    copy), a day may be under it.
    """
    verdict, sealed = filled(c, s.spot("signed_on")), s.spot("sealed")
    hidden = s.value.seal_slot and marked(c, sealed).outcome == "undetermined"
    return unsure("a seal may cover it", c.blocking(sealed)).about(sealed) if verdict.outcome == "fail" and hidden else verdict


@check("opinion_seal_of_employer", "opinion")
def opinion_seal_of_employer(c: Context, s: Subject) -> Verdict:
    """UNI-05. A conflict only on well-read lettering; likeness on a half-read seal is agreement enough."""
    sealed, lettering = s.spot("sealed"), s.spot("seal_text")
    if sealed.field.value is not True:
        return skipped("UNI-03")
    expected = _expected(c)
    if not expected:
        return skipped("absent:EMP-01")
    written = SPECIAL.sub("", lettering.text)
    said = {"a": lettering.text or "（印文不清）", "b": expected[0]}
    if not written:
        return unsure("the lettering was not read", c.blocking(lettering)).about(sealed, lettering).saying(**said)
    found = relation(written, expected)
    shared = max(_shared(_own(c, written), _own(c, name)) for name in expected)
    if found == "same" or any(_shared(written, core(name)) == 1 for name in expected):
        return passed("agrees").about(lettering)
    if shared >= HALF and not contradicts(c, lettering):
        return passed("agrees as far as it was read").about(lettering)
    plain = found == "different" and _is_name(written) and _foreign(c, lettering, shared)
    verdict = failed("another organisation") if plain else unsure("not clear", c.blocking(lettering))
    return verdict.about(lettering).saying(**said)


def _foreign(c: Context, lettering: Spot, shared: float) -> bool:
    """Whether it is another's: well read and little in common, or half read and a name with nothing in common at all."""
    if contradicts(c, lettering):
        return shared < FOREIGN
    return shared == 0 and len(_own(c, lettering.text)) >= 4 and marks_enough(c, lettering)


def _shared(written: str, name: str) -> float:
    """How much of the name stands in the lettering in its order, 0 to 1."""
    blocks = SequenceMatcher(None, written, name, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(name) if name else 0.0


def _own(c: Context, name: str) -> str:
    """The words that tell it from others: place, trade and legal form off, unless nothing else is left."""
    bare = re.sub(rf"^({c.profile.city.name}市?|中国|\w{{2}}[省市])|[市区省]", "", core(name))
    own = _COMMON.sub("", bare)
    return own if len(own) >= 2 else bare


def _is_name(written: str) -> bool:
    """Whether the lettering was read so far that it names a body at all."""
    return len(written) >= 6 and kind(written) != "unknown"


def _expected(c: Context) -> tuple[str, ...]:
    """Whose seal it must be: the employer's; for a freelancer, and where no form names the employer, the reviewer's."""
    return c.reviewers if c.case.freelance else c.employers or c.reviewers


@check("employer_reviewed", "opinion")
def employer_reviewed(c: Context, s: Subject) -> Verdict:
    """UNI-06. 初审 of 履职情况 and materials."""
    review, text = c.case.employer_review.preliminary_review, s.spot("text")
    document = c.case.document(s.value.document)
    tagged = document is not None and "review_stated" in document.tags
    said = review.present or tagged or bool(_REVIEWS.search(fold(text.text)))
    spot = Spot("/employer_review/preliminary_review", review)
    return passed("stated").about(spot) if said else failed("not stated").about(text)
