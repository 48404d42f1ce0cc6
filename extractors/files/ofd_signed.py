"""Electronic signatures of an OFD (GB/T 33190 §18, GB/T 38540): whether the parts that were signed are unchanged.

Each part's digest stands in the signature's description. The signature over that description is mostly made with SM2, which
the libraries here do not know: a file of which every part fits is then called unverifiable, not intact.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from ofdkit.errors import OFDError

from extractors.files.ofd_parts import Parts, Sheet, bodies, child, children, parts, said, sheets
from extractors.files.ofd_seals import Signed, Stamp, placed, signatures_of
from extractors.files.refusal import Refusal, ours
from extractors.files.signer import Signer, signer
from extractors.files.tlv import nodes
from schemas.files import Limits, Signature, SignatureState
from schemas.geometry import Box

_MOST = 50
_DIGESTS = {
    "1.2.156.10197.1.401": "sm3", "sm3": "sm3", "1.3.14.3.2.26": "sha1", "sha1": "sha1", "sha-1": "sha1", "md5": "md5",
    "2.16.840.1.101.3.4.2.1": "sha256", "sha256": "sha256", "sha-256": "sha256", "1.2.840.113549.2.5": "md5",
}  # fmt: skip
_UNKNOWN = Signer(None, None, False)


def signatures(local: Path, limits: Limits) -> tuple[Signature, ...]:
    """The signatures of the file, in its order; one that cannot be understood is unverifiable."""
    found: list[Signature] = []
    try:
        with parts(local, limits) as opened:
            first = 0
            for body in bodies(opened):
                held = signatures_of(opened, body)[:_MOST]
                pages = [page._replace(root=None) for page in sheets(opened, body)] if held else []
                for signed in held:
                    found.append(_signature(opened, signed, pages, first))
                first += len(pages)
    except Refusal:
        return tuple(found)
    return tuple(found)


def _signature(opened: Parts, signed: Signed, pages: list[Sheet], first: int) -> Signature:
    info = child(signed.root, "SignedInfo")
    covered = _covered(opened, signed, info)
    state, changed = _state(opened, signed, covered, pages)
    who = _signer(opened, signed)
    spot = next(placed(opened, signed), None)
    at = next((k for k, page in enumerate(pages) if spot is not None and page.id == spot.page), None)
    day = _day(said(info, "SignatureDateTime"))
    others = {name for name in opened.names if name != "OFD.xml" and "/signs/" not in f"/{name.lower()}"}
    return Signature(
        kind="signature" if signed.kind.lower() == "sign" else "seal", state=state, signer_masked=who.masked,
        self_issued=who.self_issued, signed_on=day, covers_whole_document=others <= covered.keys(),
        changed=tuple(first + k for k in changed), page=None if at is None else first + at + 1,
        box=None if at is None or spot is None else _box(spot, pages[at]),
    )  # fmt: skip


def _covered(opened: Parts, signed: Signed, info: Element | None) -> dict[str, str]:
    """The parts that were signed, each with the digest that it had (base64); a missing one goes by the name it was given."""
    found = {}
    for node in children(child(info, "References"), "Reference"):
        location = (node.get("FileRef") or "").strip()
        found[opened.resolve(signed.path, location) or location] = said(node, "CheckValue") or ""
    return found


def _state(opened: Parts, signed: Signed, covered: dict[str, str], pages: list[Sheet]) -> tuple[SignatureState, list[int]]:
    """The state, and the pages (from 1) that came after the signature."""
    references = child(child(signed.root, "SignedInfo"), "References")
    method = _DIGESTS.get((references.get("CheckMethod") or "md5").strip().lower()) if references is not None else None
    if method is None or not covered:
        return "unverifiable", []
    for name, told in covered.items():
        try:
            made = hashlib.new(method, opened.read(name), usedforsecurity=False).digest()
            if made != base64.b64decode(told, validate=True):
                return "altered", []
        except OFDError:
            return "altered", []
        except (binascii.Error, ValueError):
            return "unverifiable", []
    later = [number for number, page in enumerate(pages, start=1) if page.path not in covered]
    return ("appended", later) if later else ("unverifiable", [])


def _signer(opened: Parts, signed: Signed) -> Signer:
    """Of the last certificate in the signed value, which is the signer's: those of the seal stand before it."""
    if signed.value is None:
        return _UNKNOWN
    try:
        return next((signer(each) for each in reversed(list(_certificates(opened.read(signed.value))))), _UNKNOWN)
    except Exception as error:  # asn1crypto raises whatever it likes
        if ours(error):
            raise
        return _UNKNOWN


def _certificates(data: bytes) -> Iterator[object]:
    from asn1crypto import x509

    for node in nodes(data):
        held = node.content if node.tag == 0x04 else node.whole
        if node.tag in (0x04, 0x30) and held[:1] == b"\x30" and len(held) > 200:
            try:
                certificate = x509.Certificate.load(held, strict=True)
                if certificate["tbs_certificate"]["subject"].native:
                    yield certificate
            except (ValueError, TypeError, KeyError):
                continue


def _box(spot: Stamp, page: Sheet) -> Box:
    left, top, width, height = page.box
    x, y, wide, high = spot.box
    edges = ((x - left) / width, (y - top) / height, (x + wide - left) / width, (y + high - top) / height)
    x0, y0, x1, y1 = (round(min(1.0, max(0.0, edge)), 5) for edge in edges)
    return (x0, y0, x1, y1)


def _day(written: str | None) -> str | None:
    """``20260305093000Z`` (or with hyphens) as an ISO day."""
    digits = "".join(char for char in (written or "")[:10] if char.isdigit())[:8]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 else None
