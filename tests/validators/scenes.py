"""Scenes: a complete dossier changed in one way, as a sentence, with the outcomes of rules that it shows."""

from collections.abc import Callable
from typing import Any, NamedTuple

from schemas.field import Field
from schemas.profile import Profile
from schemas.recommenders import Exited
from schemas.traces import Shared
from validators.deficiencies import list_deficiencies
from validators.judge import judge

from .conftest import EMPLOYER, Draft

UNREAD = Field(state="unreadable")
PLAIN = (
    "document",
    "seal_slot",
    "signature",
    "documents",
    "type",
    "tags",
    "text",
    "names",
    "confidence",
    "title_",
    "blocks",
    "path",
)


class Scene(NamedTuple):
    """How the dossier is changed, what it shows (``REC-04 fail``), the settings it needs, whether a notice of the dossier as
    `before` makes it was issued, which recommenders had to leave, and which pages other cases hold.
    """

    change: Callable[[Draft], Any]
    shows: tuple[str, ...] = ()
    settings: dict[str, Any] = {}
    before: Callable[[Draft], Any] | None = None
    exited: tuple[Exited, ...] = ()
    shared: tuple[Shared, ...] = ()


LEFT = (Exited(name="纪明河", unit="北京大学", on="2026-01-05"),)


def outcomes(scene: Scene, profile: Profile) -> set[str]:
    """What every rule says in this scene: ``REC-04 fail``."""
    law = profile.model_copy(update={"settings": profile.settings | scene.settings})
    previous = None
    if scene.before:
        noticed = Draft()
        scene.before(noticed)
        first = judge(noticed.case(), law, noticed.submitted)
        previous = list_deficiencies(noticed.case(), first, law).model_copy(update={"deadline": "2026-05-20"})
    draft = Draft()
    scene.change(draft)
    return {
        f"{check.code} {check.outcome}"
        for check in judge(draft.case(), law, draft.submitted, previous, exited=scene.exited, shared=scene.shared)
    }


def sets(group: str, **values: Any) -> Callable[[Draft], None]:
    """With other values on a noun: ``applicant``, ``experts.1``, ``achievements.0``, ``documents.award`` (a new one is made)."""

    def change(draft: Draft) -> None:
        name, _, key = group.partition(".")
        target = getattr(draft, name)
        if key:
            target = target.setdefault(key, {}) if isinstance(target, dict) else target[int(key)]
        target.update(values)

    return change


def puts(**values: Any) -> Callable[[Draft], None]:
    """With other nouns, or other days, as a whole."""
    return lambda draft: draft.__dict__.update(values)


def lists(no: str, title: str) -> Callable[[Draft], None]:
    """With a line of the list of materials for which nothing was found."""
    return lambda draft: draft.toc.append((no, title, ()))


def all_of(*changes: Callable[[Draft], Any]) -> Callable[[Draft], None]:
    """Several changes, one after another."""

    def change(draft: Draft) -> None:
        for each in changes:
            each(draft)

    return change


def under(item: int, *changes: Callable[[Draft], Any]) -> Callable[[Draft], None]:
    """The dossier under another item of Article 3, then changed."""

    return all_of(lambda draft: draft.under(item), *changes)


def unsure(value: Any) -> Field:
    """A value that was read poorly."""
    return Field(value=value, state="read", confidence=0.6)


def bare(draft: Draft) -> None:
    """Nothing at all was handed in."""
    draft.experts, draft.plus_one, draft.publicity, draft.opinion = [], None, None, None
    draft.achievements, draft.documents, draft.toc = [], {}, []


def blurred(draft: Draft) -> None:
    """Every slot is there, and nothing in it can be read."""
    nouns = [draft.applicant, draft.application, *draft.experts, draft.plus_one, draft.publicity, draft.opinion]
    for noun in (*nouns, *draft.achievements, *draft.documents.values()):
        assert noun is not None
        noun.update({name: UNREAD for name in noun if name not in PLAIN})


def _said(draft: Draft) -> None:
    """Nothing that evidences, and an unclassified paper that speaks of the applicant."""
    draft.without_evidence().documents["paper"] = {"type": "other", "text": "沈知遥 工作总结"}


def _former_name(draft: Draft) -> None:
    draft.documents["diploma"]["holder"] = "沈知瑶"
    draft.documents["card"]["text"] = "曾用名：沈知瑶"


def _form_says(**values: Any) -> Callable[[Draft], None]:
    def change(draft: Draft) -> None:
        draft.documents["form"]["blocks"] = ({"kind": "application", **draft.application, **values},)

    return change


def _fewer_experts(draft: Draft) -> None:
    draft.experts.pop()
    draft.qualities["form"] = "unreadable"


def _no_plus_one(draft: Draft) -> None:
    draft.plus_one = None
    draft.qualities["form"] = "unreadable"


def _nameless(draft: Draft) -> None:
    draft.applicant["name"] = None
    draft.documents["form"]["holder"] = draft.documents["application"]["holder"] = ...


def _stamps(draft: Draft) -> None:
    draft.experts[0]["signature"] = draft.experts[1]["signature"] = "ffff000012345678"
    draft.experts[2]["signature"] = "0000ffff12345678"


def _fourth(draft: Draft) -> None:
    draft.experts.append(draft.experts[0] | {"name": "夏临舟", "phone": "13900000009", "employer": "西苑大学"})


def _nothing(_: Draft) -> None:
    """As it is."""


def _no_phone(draft: Draft) -> None:
    draft.applicant["phone"] = None


BROAD = {f"complete under item {item}": Scene(under(item)) for item in (1, 2, 3, 4)} | {
    "complete, of a freelancer": Scene(Draft.freelance),
    "nothing was handed in": Scene(bare),
    "nothing was handed in by a freelancer": Scene(all_of(Draft.freelance, bare)),
    **{f"nothing can be read, under item {item}": Scene(under(item, blurred)) for item in (1, 2, 3, 4)},
    **{f"nothing evidences item {item}": Scene(under(item, lambda d: d.without_evidence())) for item in (1, 2, 3, 4)},
    **{f"a paper may evidence item {item}": Scene(under(item, _said)) for item in (1, 2, 3, 4)},
}
"""Scenes in which nearly every rule has something to say; each rule's own scenes are below."""

SCENES: dict[str, Scene] = {
    # FIL
    "a drawing of an unknown format": Scene(sets("files", **{"图.dwg": {"status": "unsupported"}}), ("FIL-01 undetermined",)),
    "a page that cannot be read": Scene(sets("qualities", award="unreadable"), ("FIL-03 fail",)),
    "a poor page on which nothing was made out": Scene(
        all_of(sets("documents.scribble", type="other"), sets("qualities", scribble="poor")),
        ("FIL-03 undetermined", "FIL-06 fail"),
    ),
    "pages missing from a contract": Scene(sets("documents.contract", tags=("missing_pages:2,3",)), ("FIL-05 fail",)),
    "a diploma of somebody else": Scene(sets("documents.diploma", holder="贾玥宁"), ("FIL-07 fail", "XCH-01 not_applicable")),
    "a mark of secrecy": Scene(sets("documents.award", tags=("secret",)), ("FIL-08 fail",)),
    "a listed material that is nowhere": Scene(lists("3", "考核表"), ("FIL-09 fail",)),
    "a listed material that may stand in a locked file": Scene(
        all_of(lists("3", "考核表"), sets("files", **{"锁.pdf": {"status": "encrypted"}})),
        ("FIL-09 undetermined",),
    ),
    # DOC, APP, EMP
    "a foreign award without translation": Scene(sets("documents.award", tags=("foreign_language",)), ("DOC-11 fail",)),
    "a foreign award with its translation": Scene(
        sets("documents.award", tags=("foreign_language", "translated")), ("DOC-11 pass",)
    ),
    "no name on any form": Scene(_nameless, ("APP-01 fail",)),
    "a wrong check digit": Scene(sets("applicant", id_number="110108198402050025"), ("APP-02 fail",)),
    "a wrong check digit, read poorly": Scene(
        sets("applicant", id_number=unsure("110108198402050025")), ("APP-02 undetermined", "APP-03 undetermined")
    ),
    "an expired card": Scene(sets("documents.card", valid_to="2026-01-01"), ("APP-04 fail",)),
    "no condition and no plus one": Scene(
        all_of(sets("application", conditions=None), puts(plus_one=None)), ("APP-07 fail", "PLU-01 fail")
    ),
    "two conditions": Scene(sets("application", conditions=[1, 3]), ("APP-08 fail",)),
    "an applicant in retirement": Scene(sets("applicant", position="已退休"), ("APP-10 fail",)),
    "no employer on any form": Scene(sets("applicant", employer=None), ("EMP-01 fail",)),
    "an employer registered elsewhere": Scene(
        sets("applicant", employer="河北青禾科技有限公司", employer_uscc="91130102MA0000001D"), ("EMP-02 fail",)
    ),
    "a credit code with a wrong check digit": Scene(sets("applicant", employer_uscc="91110108MA0000001F"), ("EMP-03 fail",)),
    "a contract with another company": Scene(sets("documents.contract", employer="上海远帆人力资源有限公司"), ("EMP-06 fail",)),
    "a freelancer without reviewer's papers": Scene(
        all_of(lambda d: d.freelance().drop("publicity"), puts(publicity=None)), ("EMP-08 fail",)
    ),
    "a company that recommends a freelancer": Scene(
        all_of(Draft.freelance, puts(reviewer="北京远帆咨询有限公司")), ("EMP-09 fail",)
    ),
    # REC
    "pages of the form that may name a third expert": Scene(_fewer_experts, ("REC-01 undetermined",)),
    "a lower title, read poorly": Scene(sets("experts.1", title=unsure("副教授")), ("REC-04 undetermined",)),
    "a title that matches nothing": Scene(
        sets("experts.1", title="高工"), ("REC-05 undetermined", "REC-04 not_applicable")
    ),
    "a namesake among the experts": Scene(sets("experts.2", name="顾长风"), ("REC-06 undetermined",)),
    "the applicant as an expert": Scene(sets("experts.1", name="沈知遥", employer=EMPLOYER), ("REC-07 fail",)),
    "an expert of the applicant's employer": Scene(sets("experts.1", employer=EMPLOYER), ("REC-15 fail",)),
    "an expert of the applicant's name elsewhere": Scene(sets("experts.1", name="沈知遥"), ("REC-07 undetermined",)),
    "an expert's date after the submission": Scene(sets("experts.0", signed_on="2026-06-01"), ("REC-13 fail",)),
    "a surgeon for an engineer": Scene(sets("experts.0", title="主任医师", specialty="口腔颌面外科"), ("REC-14 fail",)),
    "one opinion twice": Scene(lambda d: d.experts[2].update(opinion=d.experts[1]["opinion"]), ("REC-16 fail",)),
    "one ink under two names": Scene(_stamps, ("REC-17 fail", "REC-17 pass")),
    "a fourth expert": Scene(_fourth, ("REC-18 fail",)),
    **{
        f"a certificate of {title}": Scene(
            sets("documents.proof", type="title_certificate", holder="罗闻笛", title=title), (f"REC-20 {outcome}",)
        )
        for title, outcome in (("副研究员", "fail"), ("教授", "pass"), ("首席专家", "undetermined"))
    },
    "an expert who had to leave": Scene(
        sets("experts.1", employer="北京大学"), ("REC-21 fail", "REC-21 pass"), exited=LEFT
    ),
    "an expert without a name": Scene(
        sets("experts.1", name=None), ("REC-21 not_applicable",), exited=LEFT
    ),
    "nobody who had to leave": Scene(_nothing, ("REC-21 not_applicable",)),
    # PLU
    "pages of the form that may hold the plus one": Scene(_no_plus_one, ("PLU-01 undetermined",)),
    "an association for the employer": Scene(
        sets("plus_one", organisation="北京软件行业协会", position="副会长"), ("PLU-02 fail", "PLU-05 fail", "PLU-06 fail")
    ),
    "a body of no plain kind": Scene(
        under(4, sets("plus_one", organisation="北京海外学人中心")), ("PLU-02 undetermined", "PLU-12 fail")
    ),
    "an executive president": Scene(sets("plus_one", position="执行总裁"), ("PLU-05 undetermined",)),
    "a deputy where the article says head only": Scene(under(4, sets("plus_one", position="副局长")), ("PLU-05 not_applicable",)),
    "a parent company": Scene(sets("plus_one", organisation="北京青禾数据技术集团"), ("PLU-06 undetermined",)),
    "another certifying body": Scene(under(2, sets("plus_one", organisation="电气电子工程师学会")), ("PLU-07 fail",)),
    "an office of the certifying body": Scene(
        under(2, sets("plus_one", organisation="皇家测绘学会北京代表处")), ("PLU-07 undetermined",)
    ),
    "no seal of the plus one": Scene(sets("plus_one", sealed=False), ("PLU-10 fail",)),
    "an association of the nation": Scene(under(3, sets("plus_one", organisation="中国软件行业协会")), ("PLU-11 fail",)),
    "an applicant who is the head": Scene(sets("plus_one", name="沈知遥"), ("PLU-13 fail",)),
    "a plus one who is an expert": Scene(sets("plus_one", name="纪明河", phone="13900000002"), ("PLU-14 fail",)),
    # PUB, UNI
    "five days with the first, four without": Scene(sets("publicity", end="2026-04-17"), ("PUB-03 fail", "PUB-02 pass")),
    "an opinion before the end of publicity": Scene(sets("opinion", signed_on="2026-04-19"), ("PUB-06 fail",)),
    "an opinion of that month": Scene(sets("opinion", signed_on="2026-04"), ("PUB-06 undetermined",)),
    "names of the publicity read poorly": Scene(sets("publicity", holders=unsure(["王明远"])), ("PUB-08 undetermined",)),
    "no seal on the certificate": Scene(sets("documents.publicity", sealed=False), ("PUB-09 fail",)),
    "publicity withheld as confidential": Scene(
        all_of(sets("publicity", start=..., end=..., result=...), sets("documents.publicity", text="因涉密未公示")),
        ("PUB-10 fail",),
    ),
    "a year without official calendar": Scene(
        all_of(sets("publicity", start="2031-04-14", end="2031-04-25"), puts(submitted="2031-05-12")),
        ("PUB-11 fail",),
    ),
    "an employer that refuses": Scene(sets("opinion", conclusion="disagree"), ("UNI-02 fail", "UNI-01 pass")),
    "a seal with one character off": Scene(sets("opinion", seal_text="北京青禾教据技术有限公司"), ("UNI-05 undetermined",)),
    "an opinion without a review": Scene(sets("opinion", text="同意推荐申报正高级职称。"), ("UNI-06 fail",)),
    # CAT
    "a talent programme of a district": Scene(
        sets("documents.talent", type="talent_programme", holder="沈知遥", issuer="朝阳区人才办"), ("CAT-02 fail",)
    ),
    "a talent programme of the city": Scene(
        sets("documents.talent", type="talent_programme", holder="沈知遥", issuer="北京市科学技术委员会"), ("CAT-02 pass",)
    ),
    "no certificate under the second item": Scene(under(2, lambda d: d.drop("fellow")), ("CAT-03 fail",)),
    "a qualification that is not listed": Scene(
        under(2, sets("documents.fellow", title="项目管理专业人士资格认证（PMP）", issuer=...)), ("CAT-04 fail",)
    ),
    "a fellow of a body that is not listed": Scene(
        under(2, sets("documents.fellow", title="皇家测绘学会会士", issuer=...)), ("CAT-04 undetermined",)
    ),
    "a membership that has expired": Scene(under(2, sets("documents.fellow", valid_to="2025-12-31")), ("CAT-05 fail",)),
    # EVD
    "a claim without evidence": Scene(lambda d: d.drop("patent"), ("EVD-01 fail",)),
    "a weak match": Scene(sets("achievements.1", match_confidence=0.3), ("EVD-01 undetermined",)),
    "an award of a company": Scene(
        sets("documents.award", holder=..., holders=[EMPLOYER], text="特发此证"), ("EVD-02 fail",)
    ),
    "a poor page that may name the applicant": Scene(
        all_of(sets("documents.award", holder=..., text="特发此证"), sets("qualities", award="poor")),
        ("EVD-02 undetermined",),
    ),
    "a rank read poorly": Scene(sets("documents.award", rank=unsure(2)), ("EVD-03 undetermined",)),
    "a patent number with a wrong check digit": Scene(sets("documents.patent", number="ZL 2018 1 0206647.3"), ("EVD-05 fail",)),
    "a paper without its contents": Scene(
        sets("documents.paper", type="paper", holders=["沈知遥"], tags=("part:封面",)),
        ("EVD-06 fail", "EVD-07 pass"),
        {"paper.parts": ["封面", "目录"]},
    ),
    "a paper with all its parts, accepted only": Scene(
        sets("documents.paper", type="paper", holders=["沈知遥"], tags=("part:封面", "accept_notice")),
        ("EVD-06 pass", "EVD-07 fail"),
        {"paper.parts": ["封面"]},
    ),
    "an award without a day": Scene(sets("documents.award", issued_on=...), ("EVD-08 fail",)),
    "a project without its acceptance": Scene(lambda d: d.drop("acceptance"), ("EVD-10 fail",)),
    "an acceptance that may stand in a locked file": Scene(
        lambda d: d.drop("acceptance").files.update({"锁.pdf": {"status": "encrypted"}}), ("EVD-10 undetermined",)
    ),
    "a report that can no longer be verified": Scene(sets("documents.diploma", valid_to="2026-05-11"), ("EVD-12 fail",)),
    # XCH, FLG
    "a former name that is explained": Scene(_former_name, ("XCH-01 undetermined",)),
    "another level on the form, read poorly": Scene(_form_says(level=unsure("副高级")), ("XCH-02 undetermined",)),
    "two employers at one time": Scene(
        sets("documents.other", type="employment_certificate", employer="上海远帆公司", start="2021-01-01", end="2023-01-01"),
        ("XCH-03 fail",),
    ),
    "an employer's name with a slip": Scene(sets("documents.contract", employer="北京青禾数据技木有限公司"), ("XCH-04 fail",)),
    "an award that other dossiers hold too": Scene(
        _nothing, ("FLG-02 fail", "FLG-02 not_applicable"), shared=(Shared(key="award", cases=("c1", "c2")),)
    ),
    "a form that another dossier holds too": Scene(
        _nothing, ("FLG-02 pass", "FLG-02 not_applicable"), shared=(Shared(key="form", cases=("c1",)),)
    ),
    "signs of editing": Scene(sets("documents.award", tags=("edited",)), ("FLG-01 fail",)),
    "a financial seal": Scene(
        lambda d: d.seals.append({"document": "opinion", "text": f"{EMPLOYER}财务专用章"}), ("FLG-03 fail",)
    ),
    "an ordinary seal": Scene(lambda d: d.seals.append({"document": "opinion", "text": EMPLOYER}), ("FLG-03 pass",)),
    # DDL
    "after the window": Scene(_nothing, ("DDL-01 fail",), {"window": ["2026-04-01", "2026-05-11"]}),
    "within the window": Scene(_nothing, ("DDL-01 pass",), {"window": ["2026-04-01", "2026-05-12"]}),
    "a review with time left": Scene(_nothing, ("DDL-02 pass",), {"sla.review_days": 5}),
    "a review with no time left": Scene(_nothing, ("DDL-02 fail",), {"sla.review_days": 1}),
    "nothing of the notice was cured, and late": Scene(
        all_of(_no_phone, puts(submitted="2026-05-22")), ("DDL-03 fail", "DDL-04 fail"), before=_no_phone
    ),
    "all of the notice was cured in time": Scene(_nothing, ("DDL-03 pass", "DDL-04 pass", "DDL-05 pass"), before=_no_phone),
    "what was told can no longer be read": Scene(
        sets("applicant", phone=UNREAD), ("DDL-03 not_applicable",), before=_no_phone
    ),
}  # fmt: skip
