"""材料补正一次性告知书 as a value. The renderers take this and nothing else: no hint can be put into it."""

from schemas.base import Value


class Stamp(Value):
    """What makes a notice of a draft: its number, the last day (ISO), and the moment of issue (ISO, with its zone)."""

    number: str
    deadline: str
    issued_at: str


class NoticeItem(Value):
    """One thing to supply. `kind` is 缺失 or 不规范; `where` in words (材料、页); `basis` as it will be printed."""

    no: int
    kind: str
    message: str
    remedy: str
    basis: tuple[str, ...]
    where: tuple[str, ...]


class NoticeRequirement(Value):
    """What a document that item `no` asks for must satisfy when it arrives."""

    no: int
    texts: tuple[str, ...]


class Notice(Value):
    """Everything the notice says. `number`, `deadline` and `issued_on` are None on a draft, which is marked as one.

    `addressee` has its ID number masked. `receipt` lists what was received, one row a file: name, pages.
    """

    draft: bool
    title: str
    number: str | None
    addressee: str
    masked_id: str | None
    phone: str | None
    matter: str
    received_on: str
    receipt: tuple[tuple[str, str], ...]
    legal_basis: str
    declaration: str
    items: tuple[NoticeItem, ...]
    requirements: tuple[NoticeRequirement, ...]
    way: str
    place: str
    deadline: str | None
    consequence: str
    contact: str
    organ: str
    issued_on: str | None
