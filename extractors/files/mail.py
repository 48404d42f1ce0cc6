"""E-mails (.eml, and .msg of Outlook): the text as one member, and every attachment, pictures within the text included."""

import re
from collections.abc import Iterator
from contextlib import suppress
from email import policy
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from lxml import html

from extractors.files.budget import Budget
from extractors.files.members import BROKEN, Member, stored
from extractors.files.names import encoding_of, tidy
from extractors.files.refusal import damaged, ours, unsupported

BODY = "正文.txt"
_MOST_DEEP = 20
_BARE_NAME = re.compile(r"name=\"?([^\";]+)")
_CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}  # what is labelled so holds more


class Part(NamedTuple):
    """An attachment: its name, and its bytes where they can be had."""

    name: str
    data: bytes | None


def mail_members(local: Path, outlook: bool, budget: Budget, scratch: Path) -> Iterator[Member]:
    """The text (where there is any) and the attachments. Raises `Refusal` for the mail as a whole."""
    try:
        parts = _outlook(local) if outlook else _internet(local)
    except Exception as error:  # parsers of hostile bytes raise whatever they like
        if ours(error):
            raise
        raise damaged("邮件") from None
    budget.enter(len(parts))
    packed = local.stat().st_size
    for part in parts:
        if part.data is None:
            yield Member(part.name, 0, refusal=unsupported("邮件中以邮件形式转发的附件", "其中的 PDF、Word、图片文件"))
            continue
        source = BytesIO(part.data)
        yield stored(part.name, len(part.data), lambda source=source: source, packed, budget, scratch)  # type: ignore[misc]


def _internet(local: Path) -> list[Part]:
    with local.open("rb") as file:
        message = BytesParser(policy=policy.compat32).parse(file)
    leaves = list(_leaves(message, 0))
    texts = [leaf for leaf in leaves if _is_text(leaf)]
    plain = [_text(leaf) for leaf in texts if leaf.get_content_type() == "text/plain"]
    body = "\n".join(plain) or "\n".join(_without_markup(_text(leaf)) for leaf in texts)
    attached = [_attached(leaf, number) for number, leaf in enumerate(leaves, 1) if leaf not in texts]
    return [*_body(body), *attached]


def _leaves(message: "Message[str, str]", depth: int) -> Iterator["Message[str, str]"]:
    """The parts that hold something themselves; a forwarded mail is one of them."""
    inner = message.get_payload()
    if depth < _MOST_DEEP and message.get_content_maintype() == "multipart" and isinstance(inner, list):
        for part in inner:
            yield from _leaves(part, depth + 1)  # type: ignore[arg-type]
    else:
        yield message


def _is_text(leaf: "Message[str, str]") -> bool:
    attached = leaf.get_filename() is not None or leaf.get_content_disposition() == "attachment"
    return leaf.get_content_type() in ("text/plain", "text/html") and not attached


def _text(leaf: "Message[str, str]") -> str:
    data = leaf.get_payload(decode=True)
    charset = (leaf.get_content_charset() or "utf-8").lower()
    raw = data if isinstance(data, bytes) else b""
    try:
        return raw.decode(_CHARSETS.get(charset, charset), "replace")
    except LookupError:
        return raw.decode(encoding_of([raw]), "replace")


def _attached(leaf: "Message[str, str]", number: int) -> Part:
    name = _name(leaf)
    if leaf.get_content_type() == "message/rfc822":
        inner = leaf.get_payload()
        forwarded = inner[0] if isinstance(inner, list) and inner else None
        return Part(name or f"转发邮件{number}.eml", forwarded.as_bytes() if isinstance(forwarded, Message) else b"")
    data = leaf.get_payload(decode=True)
    return Part(name or f"附件{number}", data if isinstance(data, bytes) else b"")


def _name(leaf: "Message[str, str]") -> str:
    """The attachment's name, in whichever of the four ways it is written: plain, RFC 2047, RFC 2231, or bare bytes."""
    name = leaf.get_filename() or ""
    if "=?" in name:
        with suppress(*BROKEN):
            name = str(make_header(decode_header(name)))
    elif "\ufffd" in name and (bare := _BARE_NAME.search("".join(str(value) for _, value in leaf.raw_items()))):
        name = bare[1]
    raw = name.encode("utf-8", "surrogateescape")
    return tidy(raw.decode(encoding_of([raw]), "replace")) if raw else ""


def _outlook(local: Path) -> list[Part]:
    from oxmsg import Message as Outlook

    message = Outlook.load(str(local))
    body = message.body or _without_markup(message.html_body or "")
    attached = [
        Part(tidy(each.file_name or f"附件{number}"), each.file_bytes) for number, each in enumerate(message.attachments, 1)
    ]
    return [*_body(body), *attached]


def _body(text: str) -> list[Part]:
    return [Part(BODY, text.encode())] if text.strip() else []


def _without_markup(text: str) -> str:
    """The words of a page of HTML, a block a line."""
    if not text.strip():
        return ""
    root = html.fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False))
    for node in root.iter("script", "style"):
        node.text = None
    for node in root.iter("br", "p", "div", "tr", "li"):
        node.tail = "\n" + (node.tail or "")
    return str(root.text_content())
