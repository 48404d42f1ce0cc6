"""A document: the pages that belong together, what it is, and what it says."""

from typing import Literal, get_args

from schemas.base import Value
from schemas.field import NOT_FOUND, Field
from schemas.geometry import Box, PageRef, Place

DocumentType = Literal[
    "recommendation_form",  # 举荐表
    "application_form",  # 申报表
    "employer_opinion",  # 单位推荐意见
    "publicity_certificate",  # 公示情况证明
    "commitment_letter",  # 承诺书
    "material_list",  # 材料目录
    "identity_card",  # 居民身份证
    "residence_permit",  # 居住证 / 永久居留
    "passport",  # 护照
    "diploma",  # 学历
    "degree_certificate",  # 学位
    "title_certificate",  # 职称
    "vocational_certificate",  # 职业资格
    "overseas_qualification",  # 境外职业资格
    "overseas_verification",  # 境外职业资格核验结果
    "labour_contract",  # 劳动/聘用合同
    "social_insurance_record",  # 社保缴费记录
    "employment_certificate",  # 在职证明
    "award_certificate",  # 获奖证书
    "patent_certificate",  # 专利证书
    "software_copyright",  # 软件著作权
    "paper",  # 论文
    "retrieval_report",  # 检索报告
    "book_or_standard",  # 著作 / 标准
    "project_approval",  # 立项 / 任务书
    "project_acceptance",  # 验收 / 结题
    "benefit_certificate",  # 应用 / 效益证明
    "talent_programme",  # 人才项目入选
    "heritage_certificate",  # 非遗传承
    "association_letter",  # 协会函
    "media_report",  # 媒体报道
    "other",
]
DOCUMENT_TYPES: tuple[str, ...] = get_args(DocumentType)

DOCUMENT_NAMES: dict[str, str] = {
    "recommendation_form": "举荐表", "application_form": "申报表", "employer_opinion": "单位推荐意见",
    "publicity_certificate": "公示情况证明", "commitment_letter": "承诺书", "material_list": "材料目录",
    "identity_card": "居民身份证", "residence_permit": "居住证件", "passport": "护照", "diploma": "学历证书",
    "degree_certificate": "学位证书", "title_certificate": "职称证书", "vocational_certificate": "职业资格证书",
    "overseas_qualification": "境外职业资格证书", "overseas_verification": "境外职业资格核验结果",
    "labour_contract": "劳动（聘用）合同", "social_insurance_record": "社会保险缴费记录",
    "employment_certificate": "在职证明", "award_certificate": "获奖证书", "patent_certificate": "专利证书",
    "software_copyright": "计算机软件著作权登记证书", "paper": "论文", "retrieval_report": "检索报告",
    "book_or_standard": "著作（标准）", "project_approval": "项目立项材料", "project_acceptance": "项目验收（结题）材料",
    "benefit_certificate": "应用（效益）证明", "talent_programme": "人才项目入选材料",
    "heritage_certificate": "非物质文化遗产传承证书", "association_letter": "行业协会函件", "media_report": "媒体报道",
    "other": "其他材料",
}  # fmt: skip
"""What a type is called before the applicant."""

EVIDENCE_TYPES: frozenset[str] = frozenset(
    {
        "award_certificate", "patent_certificate", "software_copyright", "paper", "retrieval_report", "book_or_standard",
        "project_approval", "project_acceptance", "benefit_certificate", "talent_programme", "heritage_certificate",
        "association_letter", "media_report",
    }
)  # fmt: skip
"""业绩成果佐证材料: what can show an achievement (Art. 7(1))."""

Side = Literal["left", "right"]
"""One of two pages on a sheet."""

BlockKind = Literal[
    "applicant",
    "application",
    "expert",
    "plus_one",
    "achievement",
    "opinion",
    "publicity",
    "preliminary_review",
    "list_item",
    "award",
]


class Block(Value):
    """A group of fields on a form that speak of one thing: the applicant, the second expert, a row of achievements.

    The names of `fields` are those of the record: an ``expert`` block has ``name, title, employer, position, specialty,
    phone, opinion, signed, signed_on``; ``plus_one`` adds ``organisation, sealed, seal_text``; ``applicant`` has those of
    `Applicant`; ``application`` has ``conditions, level, series, specialty, title``; ``achievement`` has ``no, kind, title,
    level, role, date, status, number``; ``opinion`` has ``conclusion, text, sealed, seal_text, signed_on, issuer``;
    ``publicity`` has ``issuer, start, end, result, level, series, specialty, holders``; ``preliminary_review`` has
    ``text``; ``list_item`` has ``no, title``; ``award``, a row of a list of awards, has ``title, award, level, rank, number,
    holders, issued_on``. A printed but empty block has fields in state ``blank``.
    `pages` are the pages it stands on; `document` is the paper it stands on, where it renews a block of an earlier one.
    """

    kind: BlockKind
    fields: dict[str, Field]
    pages: tuple[PageRef, ...] = ()
    document: str | None = None

    def __getitem__(self, name: str) -> Field:
        return self.fields.get(name, NOT_FOUND)

    @property
    def empty(self) -> bool:
        """Whether nothing at all was written into it (marks that cannot tell do not count)."""
        return not any(field.present and field.value is not False for field in self.fields.values())


class Code(Value):
    """What a QR code on a document says, as data: nothing it names is ever asked for anything."""

    text: str
    place: Place


LooseKind = Literal["sentence", "name", "title", "position", "organisation", "phone", "date"]
LOOKS_LIKE: dict[str, LooseKind] = {
    "name": "name",
    "title": "title",
    "position": "position",
    "employer": "organisation",
    "organisation": "organisation",
    "phone": "phone",
    "signed_on": "date",
}
"""A recommender's field -> what its value looks like, where it stands in no field."""


class Passage(Value):
    """A line of running text, or a word that looks like a value of some kind, and where it stands."""

    text: str
    place: Place
    kind: LooseKind = "sentence"


class Document(Value):
    """One document. `reasons` says why these pages and this type (the cut list). `confidence` is of the type.

    `fields` are those that CONTRACT.md names for the type; `blocks` what a form says of several things.
    `names` are the personal names found anywhere in the text. `tags` are facts that rules read and that are no field:
    ``accept_notice`` (论文录用通知), ``patent_application`` (受理通知书 / 公布文本), ``secret`` (密级标志),
    ``foreign_language``, ``esign_invalid``, ``seal_odd``, ``missing_pages:2,5``, ``verify_expired``,
    ``edited`` (signs of tampering), ``no_fixed_term``, ``seal_slot`` (a printed place for a seal),
    ``sealed``, ``name_page_missing``, ``publicity_stated``, ``review_stated``, ``employment_stated`` …
    `codes` are its QR codes, page by page, from top to bottom; no rule reads them. `loose` are sentences of a 举荐表 that none of
    its fields holds, and what looks like the name, title, … that its blocks lack.
    `region` is the part of its page (working fractions) on which it stands, where several certificates were copied on one.
    `sides` says for each of `pages` which of two pages on that sheet is its own (``None``: all that stands there); it is empty
    where no sheet is shared.
    """

    id: str
    type: DocumentType
    title: str = ""
    confidence: float = 1.0
    pages: tuple[PageRef, ...]
    reasons: tuple[str, ...] = ()
    fields: dict[str, Field] = {}
    blocks: tuple[Block, ...] = ()
    names: tuple[str, ...] = ()
    text: str = ""
    tags: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    loose: tuple[Passage, ...] = ()
    region: Box | None = None
    sides: tuple[Side | None, ...] = ()

    def __getitem__(self, name: str) -> Field:
        return self.fields.get(name, NOT_FOUND)

    def of_kind(self, kind: BlockKind) -> tuple[Block, ...]:
        """The blocks of one kind, in the order of the form."""
        return tuple(block for block in self.blocks if block.kind == kind)


PlaceKind = Literal["blank", "duplicate", "unassigned"]


class PagePlacement(Value):
    """Where a page went: a document's id, or blank / duplicate / unassigned, and why."""

    ref: PageRef
    place: str
    reason: str = ""
