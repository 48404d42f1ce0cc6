"""A claim against its evidence: date, place in the order, grade, title, number — tolerant of precision and wording.

A difference is a demand on a person: it is found only where the material cannot be read to say the same. What stands
anywhere in the document's text is not missing from it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.case import Achievement
from schemas.document import Document
from schemas.terms.dates import agree, find_dates
from schemas.terms.numbers import plain
from schemas.terms.persons import looks_like_name, same_name
from schemas.terms.text import fold, similar
from validators.facts.people import comparable, holders_of
from validators.verdict import Spot

ALIKE = 0.9
"""Likeness from which two titles are one."""


@dataclass(frozen=True)
class Difference:
    """What the form says, what the material says, and whether no other reading is left."""

    label: str
    claimed: Spot
    shown: Spot
    shows: str
    plain: bool = True


@dataclass(frozen=True)
class Claim:
    """One row of achievements with its pointer, its documents, and the applicant's name."""

    pointer: str
    row: Achievement
    documents: Sequence[Document]
    pointers: Sequence[str]
    applicant: str

    def spot(self, name: str) -> Spot:
        """A field of the row."""
        return Spot(f"{self.pointer}/{name}", getattr(self.row, name))

    def shown(self, document: Document, name: str) -> Spot:
        """A field of one of its documents."""
        return Spot(f"{self.pointers[self.documents.index(document)]}/fields/{name}", document[name], document.id)

    def of_type(self, *types: str) -> list[Document]:
        """Its documents of these types."""
        return [document for document in self.documents if document.type in types]

    def says(self, *names: str) -> str:
        """What the row says in these fields, folded."""
        return fold(" ".join(self.spot(name).text for name in names))


def differences(claim: Claim) -> Iterator[Difference]:
    """All the differences between a claim and its evidence."""
    for compare in (_date, _place, _grade, _rank_of_level, _patent_kind, _standard_kind, _number, _title):
        found = compare(claim)
        if found:
            yield found


_DATED = (
    "award_certificate", "patent_certificate", "software_copyright", "paper", "book_or_standard", "project_acceptance",
    "talent_programme", "heritage_certificate", "media_report", "benefit_certificate",
)  # fmt: skip


def _date(claim: Claim) -> Difference | None:
    """Against the day of issue; any other date in the material that agrees is as good. An approval says nothing of it."""
    claimed = claim.spot("date")
    if not claimed.text or (claim.of_type("project_approval") and not claim.of_type("project_acceptance")):
        return None
    dated = [document for document in claim.of_type(*_DATED) if document["issued_on"].present]
    if not dated or any(agree(claimed.text, date) for date in _dates(claim.documents)):
        return None
    shown = claim.shown(dated[0], "issued_on")
    misread = _strokes(claimed.text, shown) and shown.text[:4] not in dated[0].text
    return Difference("时间", claimed, shown, shown.text, not misread)


def _strokes(iso: str, shown: Spot) -> bool:
    """Whether a date in Chinese figures differs by no more than 一, 二 and 三 do: a stroke is easily lost in reading, unless
    the material has the year in plain figures too.
    """
    written = shown.field.raw or ""
    length = min(len(iso), len(shown.text))
    apart = [(a, b) for a, b in zip(iso[:length], shown.text[:length], strict=True) if a != b]
    return bool(re.search(r"[〇一二三四五六七八九十]{2}", written)) and all({a, b} <= set("123") for a, b in apart)


def _dates(documents: Sequence[Document]) -> Iterator[str]:
    """The dates of the fields first, then whatever else stands in the texts."""
    for document in documents:
        yield from (str(field.value) for name, field in document.fields.items() if name in _DATE_FIELDS and field.present)
    for document in documents:
        yield from (iso for _, _, iso in find_dates(document.text))


_DATE_FIELDS = ("issued_on", "start", "end", "valid_from", "valid_to")
_ORDINAL = re.compile(
    r"第([一二三四五六七八九十]|\d{1,2})(?:\w{0,2}(?:作者|发明人|设计人|完成人|起草人|著者|编者|贡献者|负责人|主编|获奖人|参与人)|位|名|$)|排名第?(\d{1,2})|^(\d{1,2})/\d{1,2}$"
)
_CN = {char: number for number, char in enumerate("一二三四五六七八九十", 1)}
_SHARED = re.compile(r"共同第一|并列第一|同等贡献|贡献相同|共同一作|通讯作者|通信作者|contributedequally|corresponding")
_LEADER = r"(?<![子分])(?:(?:项目|课题|主持|总)?负责人|主持人)(?:姓名)?[:|]?"


def _place(claim: Claim) -> Difference | None:
    """The place in the order of authors, inventors, winners; 独著 with others; 负责人 where another is named as such."""
    claimed = claim.spot("role")
    role = fold(claimed.text)
    match = _ORDINAL.search(role)
    if match:
        return _order(claim, claimed, _figure(next(filter(None, match.groups()))))
    if re.search(r"独著|独立(完成|作者|发明)|唯一", role):
        return _sole(claim, claimed)
    return _leader(claim, claimed) if re.search(r"^(项目|课题|总)?(负责人|主持人?)$", role) else None


def _figure(written: str) -> int:
    return _CN.get(written) or int(written)


def _order(claim: Claim, claimed: Spot, place: int) -> Difference | None:
    for document in claim.documents:
        rank = claim.shown(document, "rank")
        if rank.field.present and rank.text.isdigit():
            return None if int(rank.text) == place else Difference("排名", claimed, rank, f"第{rank.text}")
        people = _people(document)
        at = next((i for i, name in enumerate(people, 1) if same_name(name, claim.applicant)), 0)
        if at and len(people) > 1 and at != place:
            plainly = not _SHARED.search(fold(document.text)) and "共同" not in claimed.text
            return Difference("排名", claimed, claim.shown(document, "holders"), f"第{at}", plainly)
        if at:
            return None
    return None


def _sole(claim: Claim, claimed: Spot) -> Difference | None:
    for document in claim.of_type("book_or_standard", "paper", "patent_certificate"):
        others = [
            name for name in _people(document) if comparable(name, claim.applicant) and not same_name(name, claim.applicant)
        ]
        if others:
            return Difference("角色", claimed, claim.shown(document, "holders"), "、".join(_people(document)))
    return None


def _leader(claim: Claim, claimed: Spot) -> Difference | None:
    """Another of those named stands right behind the word 负责人, and the applicant nowhere does."""
    named = [(d, name) for d in claim.of_type("project_approval", "project_acceptance") for name in _people(d) if _leads(name, d)]
    if not named or any(same_name(name, claim.applicant) for _, name in named):
        return None
    document, name = named[0]
    return Difference("角色", claimed, claim.shown(document, "holders"), f"负责人{name}", plain=False)


def _leads(name: str, document: Document) -> bool:
    return bool(re.search(_LEADER + re.escape(fold(name)), fold(document.text)))


def _people(document: Document) -> list[str]:
    """The persons among the holders: owners that are organisations have no place in the order."""
    return [name for name in holders_of(document) if looks_like_name(name)]


_GRADE = re.compile(r"特等|一等|二等|三等|四等|优秀奖|金奖|银奖|铜奖|提名奖|入围奖|鼓励奖")


def _grade(claim: Claim) -> Difference | None:
    """一等奖 against 二等奖; only where the material names a grade, and not the claimed one."""
    claimed, written = claim.spot("level"), _GRADE.search(claim.says("level", "title"))
    for document in claim.of_type("award_certificate"):
        shown = next(
            (s for s in (claim.shown(document, "level"), claim.shown(document, "title")) if _GRADE.search(fold(s.text))), None
        )
        text = "" if document.of_kind("award") else document.text  # other rows have other grades
        if written and shown and written.group() not in fold(f"{shown.text} {text}"):
            return Difference("等级", claimed, shown, shown.text)
    return None


def _rank_of_level(claim: Claim) -> Difference | None:
    """国家级, 省部级（市级）, 区级: of a heritage entry by its words, of an award, project or programme by who gave it."""
    claimed = claim.spot("level")
    mine = _tier(fold(claimed.text))
    for document in claim.of_type("heritage_certificate"):
        shown = claim.shown(document, "level")
        theirs = _tier(fold(shown.text))
        if mine and theirs and mine != theirs:
            return Difference("级别", claimed, shown, shown.text)
    return _local(claim) if mine == "national" else None


_GIVEN = ("award_certificate", "project_approval", "project_acceptance", "talent_programme")
_LOCAL = re.compile(
    r"(?:省|市|自治区|区|县|州)(?:人民政府|委员会|政府)?(?:办公厅|办公室)?$|(?:省|市|自治区|区|县|州).{2,24}(?:厅|局|委员会|办公室)$"
)
_NATIONAL = re.compile(
    r"国家(?:级|奖|科技|科学技术|自然科学|社会科学|社科|重点|重大|技术发明|艺术|高新|有关)|国务院|科学?技术?部|教育部|工业和信息化部|人力资源和?社会保障部|中央|全国|中国"
)


def _local(claim: Claim) -> Difference | None:
    """国家级, where all that shows it was given by the government or an office of a province, city or district, and no word of
    it speaks of the state. What a society or an enterprise gives has no tier of its own.
    """
    given = claim.of_type(*_GIVEN)
    issuers = [claim.shown(document, "issuer") for document in given]
    local = [spot for spot in issuers if _LOCAL.search(fold(spot.text))]
    said = [fold(f"{document.title}{document.text}") for document in claim.documents]
    if not given or len(local) < len(claim.documents) or any(map(_NATIONAL.search, said)):
        return None
    return Difference("级别", claim.spot("level"), local[0], local[0].text)


def _tier(text: str) -> str:
    """The tier a level names; Beijing's own is of provincial rank."""
    for tier, words in (("national", "国家级"), ("district", "区级|县级"), ("provincial", "省|市级|部级")):
        if re.search(words, text):
            return tier
    return ""


_PATENT = {"1": "发明", "8": "发明", "2": "实用新型", "9": "实用新型", "3": "外观"}


def _patent_kind(claim: Claim) -> Difference | None:
    """发明, 实用新型, 外观设计: by the certificate's words, else by the fifth digit of its number."""
    claimed = claim.spot("level")
    mine = re.search(r"发明|实用新型|外观", claim.says("level", "kind"))
    for document in claim.of_type("patent_certificate"):
        kind, number = claim.shown(document, "kind"), claim.shown(document, "number")
        theirs = re.search(r"发明|实用新型|外观", fold(kind.text))
        digits = re.sub(r"\D", "", number.text)
        shows = theirs.group() if theirs else _PATENT.get(digits[4:5], "") if len(digits) >= 12 else ""
        if mine and shows and mine.group() != shows:
            return Difference("专利类型", claimed, kind if theirs else number, f"{shows}专利", bool(theirs))
    return None


_STANDARD = ((r"^gb", "国家标准"), (r"^db", "地方标准"), (r"^t/", "团体标准"), (r"^q/", "企业标准"))


def _standard_kind(claim: Claim) -> Difference | None:
    """The kind of a standard by the letters of its number: GB, DB, T/, Q/."""
    claimed = claim.spot("level")
    mine = re.search(r"(国家|地方|团体|企业)标准", claim.says("level", "kind"))
    for document in claim.of_type("book_or_standard"):
        number = claim.shown(document, "number")
        shows = next((kind for start, kind in _STANDARD if re.match(start, fold(number.text))), "")
        if mine and shows and mine.group() != shows:
            return Difference("级别", claimed, number, f"{shows}（{number.text}）")
    return None


def _number(claim: Claim) -> Difference | None:
    """A number claimed, and another one on every material that has one."""
    claimed = claim.spot("number")
    mine = _bare(claimed.text)
    numbered = [document for document in claim.documents if document["number"].present]
    if len(mine) < 5 or not numbered or any(mine in _bare(d.text) or _bare(str(d["number"].value)) in mine for d in numbered):
        return None
    if any(mine in _bare(str(document["number"].value)) for document in numbered):
        return None
    shown = claim.shown(numbered[0], "number")
    return Difference("编号", claimed, shown, shown.text)


def _bare(number: str) -> str:
    return re.sub(r"[^0-9A-Z]|^ZL", "", plain(number))


def _title(claim: Claim) -> Difference | None:
    """A title is another only where neither holds the other, nor the material's text the claimed one; a person then looks."""
    claimed = claim.spot("title")
    mine = _words(claimed.text)
    works = claim.of_type(
        "patent_certificate", "paper", "book_or_standard", "software_copyright", "project_approval", "project_acceptance"
    )
    titled = [document for document in works if document["title"].present]
    if not mine or not titled:
        return None
    for document in titled:
        theirs = _words(str(document["title"].value))
        if mine in theirs or theirs in mine or mine in _words(document.text) or similar(mine, theirs) >= ALIKE:
            return None
    shown = claim.shown(titled[0], "title")
    return Difference("名称", claimed, shown, shown.text, plain=False)


def _words(title: str) -> str:
    return re.sub(r"[\W_]", "", fold(title))
