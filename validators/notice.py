"""Composes 材料补正一次性告知书 from the deficiency list. Items only: hints are of another type and cannot be passed in.

What must stand in it: the regulation's Art. 7(2) (all at once, and what follows when the time passes), SPEC §5.1.
Sentences that quote the regulation come from the profile (``wording["notice"]``); the organ's name, place and contact
from its ``organ``.
"""

from typing import Any

from schemas.case import Case
from schemas.deficiencies import DeficiencyList, Item
from schemas.files import FileRecord
from schemas.notice import Notice, NoticeItem, NoticeRequirement
from schemas.profile import Profile
from schemas.terms.numbers import mask_id, mask_phone
from schemas.terms.numerals import numeral
from validators.notices.places import in_words
from validators.notices.wording import official, printable

KINDS = {"missing": "缺失", "nonconforming": "不规范"}
BLANK = "________"

_WORDING = {
    "title": "材料补正一次性告知书",
    "matter": "高级职称考核认定",
    "legal_basis": "《{regulation_title}》（{regulation}，以下简称《办法》）",
    "declaration": "本告知书为一次性告知，已列明本次申报需要补正的全部内容。对已提交且未发生变动的材料，不再提出新的补正要求。",
    "consequence": "逾期未补正的，视为放弃本次申报。",
    "way": "按原申报渠道，由原申报单位（推荐主体）提交补正材料，并注明所对应的事项序号。",
}


def compose(
    case: Case,
    deficiencies: DeficiencyList,
    profile: Profile,
    number: str | None = None,
    deadline: str | None = None,
    issued_on: str | None = None,
) -> Notice:
    """The notice of one round. Dates are ISO. Without number, deadline and day of issue it is a draft and marked as one.

    Dismissed items stay out. Raises `ValueError` where nothing is left to be supplied, or where an item has the severity
    of a hint (a promoted one carries the severity it was promoted to).
    """
    open_items = [item for item in deficiencies.items if item.state != "dismissed"]
    if not open_items:
        raise ValueError("nothing is to be supplied: there is no notice to compose")
    wording = _wording(profile)
    return Notice(
        draft=not (number and deadline and issued_on),
        title=wording["title"],
        number=number,
        addressee=_text(case.applicant.name.value) or "申报人",
        masked_id=_masked(case.applicant.id_number.value, mask_id),
        phone=_masked(case.applicant.phone.value, mask_phone),
        matter=_matter(case, wording, profile.article),
        received_on=case.received_at,
        receipt=_receipt(case),
        legal_basis=wording["legal_basis"],
        declaration=wording["declaration"],
        items=tuple(_item(item, case, wording) for item in sorted(open_items, key=lambda item: item.no)),
        requirements=_requirements(deficiencies, {item.no for item in open_items}),
        way=wording["way"],
        place=_text(profile.organ.get("address")) or BLANK,
        deadline=deadline,
        consequence=wording["consequence"],
        contact=_contact(profile),
        organ=_text(profile.organ.get("name")) or BLANK,
        issued_on=issued_on,
    )


def _wording(profile: Profile) -> dict[str, Any]:
    """The sentences of the notice: ours, where the profile has none of its own."""
    texts = {**_WORDING, **profile.wording.get("notice", {})}
    names = {"regulation": profile.regulation, "regulation_title": profile.regulation_title}
    return {key: text.format(**names) if isinstance(text, str) else text for key, text in texts.items()}


def _matter(case: Case, wording: dict[str, Any], article: str) -> str:
    """申报事项: the channel, series, specialty, level and the items of eligibility, as far as they are known."""
    application = case.application
    parts = [_text(field.value) for field in (application.series, application.specialty, application.level)]
    said = "、".join(part for part in parts if part)
    items = "、".join(f"第{article}条第（{numeral(number)}）项" for number in case.conditions)
    inner = "；".join(part for part in (said, f"申报条件：《办法》{items}" if items else "") if part)
    return f"{wording['matter']}（{inner}）" if inner else str(wording["matter"])


def _receipt(case: Case) -> tuple[tuple[str, str], ...]:
    """One row a file that was handed in: its name, and its pages or why it could not be opened. System files are none."""
    state = {"encrypted": "设有口令", "unreadable": "无法打开", "empty": "内容为空", "unsupported": "格式不支持"}
    return tuple(
        (printable(file.path.replace("!/", " / ")), state.get(file.status) or (f"{file.pages}页" if file.pages else "—"))
        for file in case.files
        if file.status != "ignored" and not _is_opened_archive(file, case)
    )


def _is_opened_archive(file: FileRecord, case: Case) -> bool:
    """Whether its members stand for it; a PDF with attachments has pages of its own."""
    return not file.pages and any(other.path.startswith(file.path + "!/") for other in case.files)


def _item(item: Item, case: Case, wording: dict[str, Any]) -> NoticeItem:
    """One problem, where it is, the rule, and what to do."""
    if item.severity not in KINDS:
        raise ValueError(f"item {item.no} ({item.code}) is a hint and cannot stand in a notice")
    return NoticeItem(
        no=item.no,
        kind=KINDS[item.severity],
        message=official(item.message) or official(item.title),
        remedy=official(item.remedy),
        basis=tuple(_basis(text, wording) for text in item.basis),
        where=tuple(in_words(item.where, case)),
    )


def _basis(text: str, wording: dict[str, Any]) -> str:
    """A basis as it is printed: the catalogue's short names spelt out."""
    for short, full in {"本办法": "《办法》", **wording.get("abbreviations", {})}.items():
        text = text.replace(short, full)
    return official(text)


def _requirements(deficiencies: DeficiencyList, numbers: set[int]) -> tuple[NoticeRequirement, ...]:
    """What was announced with each item that stays, each sentence once."""
    texts: dict[int, dict[str, None]] = {}
    for announced in deficiencies.announced:
        if announced.no in numbers:
            texts.setdefault(announced.no, {})[official(announced.text)] = None
    return tuple(NoticeRequirement(no=no, texts=tuple(texts[no])) for no in sorted(texts))


def _contact(profile: Profile) -> str:
    organ = profile.organ
    said = (("联系人", "contact"), ("联系电话", "phone"), ("办公时间", "hours"))
    return "；".join(f"{label}：{_text(organ[key])}" for label, key in said if organ.get(key)) or f"联系电话：{BLANK}"


def _masked(value: Any, mask: Any) -> str | None:
    return printable(mask(str(value))) if value else None


def _text(value: Any) -> str:
    return printable(str(value)).strip() if value else ""
