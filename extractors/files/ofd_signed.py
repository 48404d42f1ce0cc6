"""Electronic signatures of an OFD (GB/T 33190 §18, GB/T 38540): whether the parts that were signed are unchanged.

Each part's digest stands in the signature's description, whose own digest stands in the signed value. A file of which every part
fits, but whose signed value is made in a way that is not known here, is called unverifiable, not intact.
"""

import base64
import binascii
import hashlib
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from ofdkit.errors import OFDError

from extractors.files.ofd_parts import Parts, Sheet, bodies, child, children, parts, said, sheets
from extractors.files.ofd_seals import Signed, Stamp, placed, signatures_of
from extractors.files.refusal import Refusal
from extractors.files.signer import Signer, signer
from extractors.files.sm2 import key_of, verifies
from extractors.files.tlv import nodes
from schemas.files import Limits, Signature, SignatureState
from schemas.geometry import Box

_MOST = 50
_DIGESTS = {
    "1.2.156.10197.1.401": "sm3", "sm3": "sm3", "1.3.14.3.2.26": "sha1", "sha1": "sha1", "sha-1": "sha1", "md5": "md5",
    "2.16.840.1.101.3.4.2.1": "sha256", "sha256": "sha256", "sha-256": "sha256", "1.2.840.113549.2.5": "md5",
}  # fmt: skip
_SEQUENCE, _BITS, _OCTETS, _SM3_BYTES = 0x30, 0x03, 0x04, 32
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
    return ("appended", later) if later else (_value(opened, signed), [])


def _value(opened: Parts, signed: Signed) -> SignatureState:
    """What the signed value says. SES_Signature of either edition begins with what was signed; its signature stands behind."""
    try:
        value, description = opened.read(signed.value or ""), opened.read(signed.path)
    except OFDError:
        return "unverifiable"
    held = next((node.inner() for node in nodes(value)), [])
    if len(held) < 2 or held[0].tag != _SEQUENCE:
        return "unverifiable"
    told = [node.content[1:] for node in held[0].inner() if node.tag == _BITS]
    made = [hashlib.new(name, description, usedforsecurity=False).digest() for name in ("sm3", "sha256", "sha1")]
    if not any(digest in told for digest in made):
        return "altered" if any(len(digest) == _SM3_BYTES for digest in told) else "unverifiable"
    signature = next((node.content[1:] for node in held[1:] if node.tag == _BITS), b"")
    certificate = _certificate(value)
    key = key_of(certificate["tbs_certificate"]["subject_public_key_info"].dump()[-65:]) if certificate is not None else None
    return "intact" if key is not None and verifies(key, held[0].whole, signature) else "unverifiable"


def _signer(opened: Parts, signed: Signed) -> Signer:
    """Who the signed value says has signed."""
    try:
        certificate = _certificate(opened.read(signed.value or ""))
        return _UNKNOWN if certificate is None else signer(certificate)
    except (OFDError, ValueError, TypeError, KeyError):
        return _UNKNOWN


def _certificate(value: bytes) -> Any:
    """The signer's: beside what was signed (GB/T 38540) or last in it (GM/T 0031); those of the seal lie deeper. None without."""
    from asn1crypto import x509

    outer = next((node.inner() for node in nodes(value)), [])
    inner = outer[0].inner() if outer else []
    for node in (*outer, *reversed(inner)):
        if node.tag == _OCTETS and node.content[:1] == b"\x30":
            try:
                certificate = x509.Certificate.load(node.content, strict=True)
                if certificate.subject.native and certificate.issuer.native:
                    return certificate
            except (ValueError, TypeError, KeyError):
                continue
    return None


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
