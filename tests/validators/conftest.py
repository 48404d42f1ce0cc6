"""A complete, correct dossier as a draft that a test changes in one place, and its judgment as flat lines."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from schemas.case import (
    Achievement,
    Applicant,
    Application,
    Case,
    EmployerReview,
    Expert,
    Opinion,
    PageState,
    PlusOne,
    Publicity,
    Seal,
    TocEntry,
)
from schemas.check import Check
from schemas.deficiencies import DeficiencyList
from schemas.document import Block, Document, PagePlacement
from schemas.field import NOT_FOUND, Field
from schemas.files import FileRecord
from schemas.geometry import PageRef, Place
from schemas.profile import Profile
from schemas.traces import PageTrace
from validators.deficiencies import list_deficiencies
from validators.judge import judge
from validators.profile import load_profile

EMPLOYER = "北京青禾数据技术有限公司"

PLUS_ONES = {
    1: {"organisation": EMPLOYER, "position": "总经理"},
    2: {"organisation": "英国皇家化学会", "position": "会长"},
    3: {"organisation": "北京软件行业协会", "position": "会长"},
    4: {"organisation": "北京市海淀区人力资源和社会保障局", "position": "副局长"},
}


def field(value: Any) -> Field:
    """A field from what a test writes: a value, None for an empty slot, `...` for no slot, or a field as it is."""
    if isinstance(value, Field):
        return value
    if value is ...:
        return NOT_FOUND
    return Field(state="blank") if value is None else Field(value=value, state="read", confidence=0.99)


def fields(values: dict[str, Any]) -> dict[str, Field]:
    return {name: field(value) for name, value in values.items()}


def expert(name: str, title: str, employer: str, phone: str, opinion: str) -> dict[str, Any]:
    return {
        "name": name, "title": title, "employer": employer, "position": "研究室主任", "specialty": "数据库系统", "phone": phone,
        "opinion": opinion, "signed": True, "signed_on": "2026-03-02",
    }  # fmt: skip


class Draft:
    """A dossier that can be changed: plain dictionaries of plain values. `under` puts it under another item of Article 3."""

    def __init__(self) -> None:
        self.submitted = "2026-05-12"
        self.path = "employed"
        self.applicant: dict[str, Any] = {
            "name": "沈知遥", "gender": "女", "birth_date": "1984-02-05", "id_type": "居民身份证",
            "id_number": "110108198402050026", "phone": "13800001234", "employer": EMPLOYER,
            "employer_uscc": "91110108MA0000001D", "position": "首席架构师",
            "current_title": "高级工程师", "education": "硕士研究生", "path": "employed",
        }  # fmt: skip
        self.application: dict[str, Any] = {"conditions": [1], "level": "正高级", "series": "工程技术人员", "specialty": "数据库"}
        self.achievements: list[dict[str, Any]] = [
            {"title": "分布式事务引擎关键技术研究", "kind": "项目", "level": "省部级", "role": "项目负责人", "date": "2023-06",
             "status": "已验收", "documents": ("approval", "acceptance")},
            {"title": "一种日志合并方法", "kind": "专利", "level": "发明专利", "role": "第二发明人", "date": "2022-04",
             "status": "已授权", "documents": ("patent",)},
            {"title": "高并发存储平台", "kind": "奖项", "level": "北京市科技进步奖二等奖", "role": "第三完成人",
             "date": "2024-11", "status": "已获奖", "documents": ("award",)},
        ]  # fmt: skip
        self.experts = [
            expert("顾长风", "教授", "北辰大学", "13900000001", "沈知遥同志长期从事数据库内核研究，成果突出，同意举荐。"),
            expert(
                "纪明河",
                "正高级工程师",
                "京西计算技术研究所",
                "13900000002",
                "我与沈知遥合作多年，其主持的事务引擎在多家单位应用。",
            ),
            expert(
                "罗闻笛",
                "研究员",
                "华北信息研究院",
                "13900000003",
                "本人审阅了全部材料，沈知遥的专利和平台经得起检验，特此举荐。",
            ),
        ]
        self.plus_one: dict[str, Any] | None = {
            "name": "唐照野", "phone": "010-60001234", "opinion": "本人对沈知遥的履职情况十分了解，同意举荐。", "signed": True,
            "sealed": True, "signed_on": "2026-03-05", **PLUS_ONES[1],
        }  # fmt: skip
        self.publicity: dict[str, Any] | None = {
            "issuer": EMPLOYER, "start": "2026-04-13", "end": "2026-04-20", "result": "无异议", "holders": ["沈知遥"],
            "level": "正高级", "document": "publicity",
        }  # fmt: skip
        self.opinion: dict[str, Any] | None = {
            "issuer": EMPLOYER, "conclusion": "agree", "text": "经初审，沈知遥履职情况良好，材料属实。同意推荐其申报正高级职称。",
            "sealed": True, "seal_text": EMPLOYER, "signed_on": "2026-04-21", "seal_slot": True, "document": "opinion",
        }  # fmt: skip
        self.reviewer = EMPLOYER
        self.documents: dict[str, dict[str, Any]] = {
            "form": {"type": "recommendation_form", "holder": "沈知遥"},
            "application": {"type": "application_form", "holder": "沈知遥"},
            "publicity": {"type": "publicity_certificate", "issuer": EMPLOYER, "sealed": True},
            "opinion": {"type": "employer_opinion", "issuer": EMPLOYER},
            "card": {"type": "identity_card", "name": "沈知遥", "gender": "女", "birth_date": "1984-02-05",
                     "id_number": "110108198402050026", "valid_to": "2036-01-01"},
            "diploma": {"type": "diploma", "holder": "沈知遥", "valid_to": "2026-09-01"},
            "contract": {"type": "labour_contract", "employer": EMPLOYER, "employee": "沈知遥", "start": "2020-01-01",
                         "end": "2028-12-31", "signed": True, "sealed": True},
            "approval": {"type": "project_approval", "title": "分布式事务引擎关键技术研究", "holders": ["沈知遥", "岳青"],
                         "issuer": "北京市科学技术委员会", "issued_on": "2020-05-01"},
            "acceptance": {"type": "project_acceptance", "title": "分布式事务引擎关键技术研究", "holders": ["沈知遥", "岳青"],
                           "issued_on": "2023-06-18"},
            "patent": {"type": "patent_certificate", "title": "一种日志合并方法", "holders": ["岳青", "沈知遥"],
                       "number": "ZL 2018 1 0206647.8", "issued_on": "2022-04-15"},
            "award": {"type": "award_certificate", "title": "高并发存储平台", "holder": "沈知遥", "rank": 3, "level": "二等奖",
                      "issuer": "北京市人民政府", "issued_on": "2024-11-08"},
        }  # fmt: skip
        self.files: dict[str, dict[str, Any]] = {}
        self.qualities: dict[str, str] = {}
        self.placements: dict[str, str] = {}
        self.seals: list[dict[str, Any]] = []
        self.toc: list[tuple[str, str, tuple[str, ...]]] = [("1", "举荐表", ("form",)), ("2", "劳动合同", ("contract",))]
        self.doubtful_rows: tuple[str, ...] = ()
        self.reasons: dict[str, str] = {}

    def copy(self) -> "Draft":
        return copy.deepcopy(self)

    def under(self, condition: int) -> "Draft":
        """The same dossier, complete and correct under another item of Article 3."""
        self.application["conditions"] = [condition]
        assert self.plus_one is not None
        self.plus_one |= PLUS_ONES[condition]
        if condition == 2:
            self.documents["fellow"] = {
                "type": "overseas_qualification", "title": "英国皇家化学会会士（FRSC）", "issuer": "英国皇家化学会",
                "holder": "沈知遥", "valid_to": "2027-12-31",
            }  # fmt: skip
        return self

    def freelance(self) -> "Draft":
        """The same dossier of a 自由职业者, reviewed by an association."""
        body = "北京软件行业协会"
        self.path = self.applicant["path"] = "freelance"
        self.applicant |= {"employer": "自由职业", "employer_uscc": None}
        assert self.publicity is not None
        assert self.opinion is not None
        self.publicity["issuer"] = self.opinion["issuer"] = self.opinion["seal_text"] = self.reviewer = body
        self.documents["publicity"]["issuer"] = self.documents["opinion"]["issuer"] = body
        del self.documents["contract"]
        return self.under(4)

    def drop(self, *ids: str) -> "Draft":
        """Without these documents, and without the claims that only they evidence."""
        for id in ids:
            del self.documents[id]
        for row in self.achievements:
            row["documents"] = tuple(id for id in row["documents"] if id in self.documents)
        return self

    def without_evidence(self) -> "Draft":
        return self.drop("approval", "acceptance", "patent", "award")

    def case(self) -> Case:
        """The case that it is."""
        review = EmployerReview(
            reviewer_name=field(self.reviewer),
            publicity=self._noun(Publicity, self.publicity),
            opinion=self._noun(Opinion, self.opinion),
        )
        return Case(
            case_id="case-1",
            dossier_key="卷宗",
            round=1,
            received_at=self.submitted,
            submitted_on=self.submitted,
            declared_path=self.path,
            applicant=Applicant(**fields(self.applicant)),
            application=Application(**fields(self.application), achievements=tuple(map(self._achievement, self.achievements))),
            experts=tuple(self._noun(Expert, {"document": "form", **one}) for one in self.experts),
            plus_one=self._noun(PlusOne, {"document": "form", **self.plus_one}) if self.plus_one else None,
            employer_review=review,
            documents=tuple(self._document(id, made) for id, made in self.documents.items()),
            files=tuple(self._file(path) for path in [*(f"{id}.pdf" for id in self.documents), *self.files]),
            pages=tuple(self._page(id) for id in [*self.documents, *(set(self.placements) - set(self.documents))]),
            seals=tuple(
                Seal(
                    **{
                        "place": Place(file=f"{s['document']}.pdf", page=1),
                        "confidence": 0.9,
                        "colour": "red",
                        "shape": "round",
                        "text": None,
                        **s,
                    }
                )
                for s in self.seals
            ),
            toc=tuple(
                TocEntry(no=no, title=field(title), documents=ids, doubtful=no in self.doubtful_rows)
                for no, title, ids in self.toc
            ),
        )

    def _noun(self, type_: Any, values: dict[str, Any] | None) -> Any:
        if values is None:
            return None
        plain = {name: values[name] for name in ("document", "seal_slot", "signature") if name in values}
        return type_(**fields({name: value for name, value in values.items() if name not in plain}), **plain)

    def _achievement(self, row: dict[str, Any]) -> Achievement:
        plain = {name: row[name] for name in ("documents", "match_confidence") if name in row}
        return Achievement(**fields({name: value for name, value in row.items() if name not in plain}), **plain)

    def _document(self, id: str, made: dict[str, Any]) -> Document:
        own = {
            name: value
            for name, value in made.items()
            if name in ("type", "tags", "text", "names", "confidence", "title_", "loose")
        }
        values = {name: value for name, value in made.items() if name not in own and name != "blocks"}
        blocks = made.get("blocks", ())
        if own["type"] in ("recommendation_form", "application_form") and not blocks:
            values.setdefault("holder", self.applicant["name"])
            blocks = (
                {
                    "kind": "applicant",
                    **{name: self.applicant[name] for name in ("name", "gender", "birth_date", "id_number", "phone", "employer")},
                },
                {"kind": "application", **self.application},
            )
        held = tuple(Block(kind=b["kind"], fields=fields({n: v for n, v in b.items() if n != "kind"})) for b in blocks)
        return Document(id=id, pages=(PageRef(file=f"{id}.pdf", page=1),), fields=fields(values), blocks=held, **own)

    def _file(self, path: str) -> FileRecord:
        given = {"status": "read", "media_type": "application/pdf", "pages": 1, **self.files.get(path, {})}
        return FileRecord(path=path, sha256="0" * 64, size=1, **given)

    def _page(self, id: str) -> PageState:
        ref = PageRef(file=f"{id}.pdf", page=1)
        place = self.placements.get(id, id)
        return PageState(
            ref=ref,
            quality=self.qualities.get(id, "read"),
            quality_reason=self.reasons.get(id, ""),
            placement=PagePlacement(ref=ref, place=place),
            reader="r",
            trace=PageTrace(key=id, picture=None, words="0" * 16),
        )


@pytest.fixture(scope="session")
def profile() -> Profile:
    return load_profile("beijing-2023-12")


@pytest.fixture
def case() -> Draft:
    return Draft()


@pytest.fixture
def checks(profile: Profile) -> Callable[[Draft], tuple[Check, ...]]:
    return lambda draft: judge(draft.case(), profile, draft.submitted)


@pytest.fixture
def report(checks: Callable[[Draft], tuple[Check, ...]]) -> Callable[[Draft], list[str]]:
    """All outcomes as lines: ``REC-04 fail /recommendation/experts/1``; a dash for the dossier."""
    return lambda draft: [f"{check.code} {check.outcome} {check.subject or '-'}" for check in checks(draft)]


@pytest.fixture
def reason(checks: Callable[[Draft], tuple[Check, ...]]) -> Callable[[Draft, str], str]:
    """Why a rule's first outcome is what it is."""
    return lambda draft, code: next(check.reason for check in checks(draft) if check.code == code)


@pytest.fixture
def listed(checks: Callable[[Draft], tuple[Check, ...]], profile: Profile) -> Callable[[Draft], DeficiencyList]:
    """The deficiency list of a draft."""
    return lambda draft: list_deficiencies(draft.case(), checks(draft), profile)


@pytest.fixture
def demands(listed: Callable[[Draft], DeficiencyList]) -> Callable[[Draft], list[str]]:
    """The codes of the items, with those cured by the same in brackets."""
    return lambda draft: [f"{item.code}{list(item.also) or ''}" for item in listed(draft).items]
