"""Electronic seals of an OFD: where each is to be seen, and the picture that its seal object holds (GB/T 38540, GM/T 0031)."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ofdkit.errors import OFDError

from extractors.files.ofd_parts import Body, Parts, Rect, child, children, rect, said
from extractors.files.tlv import nodes

_PICTURE = (0x16, 0x04, 0x02, 0x02)  # SES_ESPictrueInfo: type IA5String, data OCTET STRING, width and height INTEGER
_MOST_STAMPS = 500


class Signed(NamedTuple):
    """One signature: its description, and where that part and the signed value lie."""

    kind: str
    path: str
    root: Element
    value: str | None


class Stamp(NamedTuple):
    """A seal on a page: where (millimetres), the part of it that is seen there, its picture's bytes (none: not to be had)."""

    page: str
    box: Rect
    clip: Rect | None
    picture: bytes
    name: str


def signatures_of(opened: Parts, body: Body) -> list[Signed]:
    """The signatures of the document that can be read, in their order."""
    entry = opened.find("OFD.xml")
    holders = children(opened.part(entry), "DocBody") if entry else iter(())
    holder = next((node for node in holders if opened.resolve(entry, said(node, "DocRoot")) == body.path), None)
    location = said(holder, "Signatures")
    base = opened.resolve(entry, location)
    found = []
    for node in children(opened.named(entry, location), "Signature"):
        path = opened.resolve(base, node.get("BaseLoc"))
        if path is not None:
            root = opened.part(path)
            found.append(
                Signed((node.get("Type") or "Seal").strip(), path, root, opened.resolve(path, said(root, "SignedValue")))
            )
    return found


def stamps(opened: Parts, body: Body) -> dict[str, list[Stamp]]:
    """The seals of each page, by the page's id; broken signatures show none."""
    found: dict[str, list[Stamp]] = {}
    try:
        for signed in signatures_of(opened, body):
            for each in placed(opened, signed):
                found.setdefault(each.page, []).append(each)
    except OFDError:
        return found
    return found


def placed(opened: Parts, signed: Signed) -> Iterator[Stamp]:
    """Where one signature is to be seen."""
    info = child(signed.root, "SignedInfo")
    picture = _picture(opened, signed, info)
    for number, node in enumerate(children(info, "StampAnnot")):
        box = rect(node.get("Boundary"))
        if box is not None and number < _MOST_STAMPS:
            yield Stamp((node.get("PageRef") or "").strip(), box, rect(node.get("Clip")), picture, signed.path)


def _picture(opened: Parts, signed: Signed, info: Element | None) -> bytes:
    """From the seal's own part where there is one, else from the signed value, which holds the seal as well."""
    seal = opened.resolve(signed.path, said(child(info, "Seal"), "BaseLoc"))
    for path in (seal, signed.value):
        if path is None:
            continue
        try:
            data = opened.read(path)
        except OFDError:
            continue
        for node in nodes(data):
            held = node.inner()
            if tuple(each.tag for each in held[:4]) == _PICTURE:
                return held[1].content
    return b""
