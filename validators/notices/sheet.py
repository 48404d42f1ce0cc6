"""The notice as it is printed: which sentences and tables, in which order. Both renderers set this and add nothing."""

from schemas.base import Value
from schemas.notice import Notice, NoticeItem
from validators.notice import BLANK
from validators.notices.wording import chinese_date

DRAFT_MARK = "草稿（未签发，不作为告知依据）"
_ORDINALS = "一二三四五六"


class Table(Value):
    """A table: its head, the shares of the columns in hundredths, and rows of cells; a cell is a list of paragraphs."""

    head: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]


class Section(Value):
    """A numbered heading with its paragraphs, and a table where it has one."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None


class Annex(Value):
    """A sheet of its own behind the letter."""

    label: str
    title: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None
    groups: tuple[Section, ...] = ()


class Sheet(Value):
    """The whole notice, ready to be set. `mark` is empty on an issued notice."""

    mark: str
    title: str
    number: str
    salutation: str
    opening: str
    sections: tuple[Section, ...]
    annexes: tuple[Annex, ...]
    organ: str
    date: str
    copies: str
    slip_title: str
    slip: Table


def sheet(notice: Notice) -> Sheet:
    """Sets the notice in order: letter, list of what was received, requirements, receipt slip."""
    return Sheet(
        mark=DRAFT_MARK if notice.draft else "",
        title=notice.title,
        number=f"编号：{notice.number or BLANK}",
        salutation=_salutation(notice),
        opening=_opening(notice),
        sections=_sections(notice),
        annexes=_annexes(notice),
        organ=notice.organ,
        date=chinese_date(notice.issued_on),
        copies="本告知书一式两份，一份送达申报人，一份由本机构存档。",
        slip_title="送达回证",
        slip=_slip(notice),
    )


def _salutation(notice: Notice) -> str:
    known = (("证件号码", notice.masked_id), ("联系电话", notice.phone))
    inner = "；".join(f"{label}：{value}" for label, value in known if value)
    return f"{notice.addressee}（{inner}）：" if inner else f"{notice.addressee}："


def _opening(notice: Notice) -> str:
    return (
        f"您申报{notice.matter}的材料（{_count(notice)}，清单见附件1）于{chinese_date(notice.received_on)}收悉。"
        f"经审核，依据{notice.legal_basis}，现将需要补正的全部内容一次性告知如下："
    )


def _count(notice: Notice) -> str:
    pages = sum(int(said[:-1]) for _, said in notice.receipt if said.endswith("页") and said[:-1].isdigit())
    return f"共{len(notice.receipt)}份{pages}页"


def _sections(notice: Notice) -> tuple[Section, ...]:
    said = f"经核对全部申报材料，需要补正的事项共{len(notice.items)}项："
    sections = [Section(heading="需要补正的事项", paragraphs=(said,), table=_items(notice.items))]
    if notice.requirements:
        numbers = "、".join(str(requirement.no) for requirement in notice.requirements)
        held = f"为补正第{numbers}项而提交的材料，应当满足附件2所列要求。请对照附件2准备，以免再次补正。"
        sections.append(Section(heading="补交材料应当满足的要求", paragraphs=(held,)))
    sections.append(Section(heading="补正方式、地点和期限", paragraphs=_way(notice)))
    sections.append(Section(heading="声明", paragraphs=(notice.declaration,)))
    return tuple(
        section.model_copy(update={"heading": f"{ordinal}、{section.heading}"})
        for ordinal, section in zip(_ORDINALS, sections, strict=False)
    )


def _items(items: tuple[NoticeItem, ...]) -> Table:
    return Table(
        head=("序号", "类别", "材料及位置", "存在的问题和补正要求", "依据"),
        shares=(9, 11, 23, 37, 20),
        rows=tuple(
            ((str(item.no),), (item.kind,), item.where or ("全部申报材料",), _request(item), item.basis) for item in items
        ),
    )


def _request(item: NoticeItem) -> tuple[str, ...]:
    """What is wrong and what to do, each once: many remedies begin with what is wrong."""
    remedy, problem = item.remedy.rstrip("。"), item.message.rstrip("。")
    if not problem or problem in remedy:
        return (f"{remedy}。",)
    return (f"{problem}。", f"补正要求：{remedy}。")


def _way(notice: Notice) -> tuple[str, ...]:
    return (
        f"补正方式：{notice.way}",
        f"补正地点：{notice.place}",
        f"补正期限：请于{chinese_date(notice.deadline)}前（含当日）完成补正。{notice.consequence}",
        f"咨询方式：{notice.contact}",
    )


def _annexes(notice: Notice) -> tuple[Annex, ...]:
    received = Annex(label="附件1", title="收到材料清单", table=_receipt(notice))
    if not notice.requirements:
        return (received,)
    groups = tuple(
        Section(
            heading=f"为补正第{'、'.join(map(str, numbers))}项而提交的材料：",
            paragraphs=tuple(f"{number}. {text}" for number, text in enumerate(texts, 1)),
        )
        for numbers, texts in _by_items(notice)
    )
    said = "下列要求是补交材料到达后的审核依据，现一并告知。每项要求列示一次，适用于其所在标题列明的全部事项。"
    return (received, Annex(label="附件2", title="补交材料应当满足的要求", paragraphs=(said,), groups=groups))


def _by_items(notice: Notice) -> list[tuple[tuple[int, ...], list[str]]]:
    """Each requirement once, under the numbers of all the items whose cure it holds for; those of more items first."""
    holds: dict[str, list[int]] = {}
    for requirement in notice.requirements:
        for text in requirement.texts:
            holds.setdefault(text, []).append(requirement.no)
    groups: dict[tuple[int, ...], list[str]] = {}
    for text, numbers in holds.items():
        groups.setdefault(tuple(sorted(numbers)), []).append(text)
    return sorted(groups.items(), key=lambda group: (group[0][0], -len(group[0]), group[0]))


def _receipt(notice: Notice) -> Table:
    rows = tuple(((str(index),), (name,), (pages,)) for index, (name, pages) in enumerate(notice.receipt, 1))
    return Table(head=("序号", "文件名称", "页数"), shares=(10, 70, 20), rows=rows)


def _slip(notice: Notice) -> Table:
    """送达回证: two columns, filled in by hand on service."""
    signed = ("签名：", "____年__月__日")
    rows: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("送达文书", (f"《{notice.title}》", f"编号：{notice.number or BLANK}")),
        ("受送达人", (notice.addressee,)),
        ("送达方式", ("□业务系统　□当面　□邮寄　□短信或电子邮件",)),
        ("送达地点", ("",)),
        ("送达时间", ("____年__月__日__时__分",)),
        ("受送达人签收", signed),
        ("代收人签收", ("签名：　　　　　　　　与受送达人关系：", signed[1])),
        ("代收或拒收事由", ("",)),
        ("送达人", signed),
        ("备注", ("",)),
    )
    return Table(head=(), shares=(24, 76), rows=tuple(((label,), cell) for label, cell in rows))
