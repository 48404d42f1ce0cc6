"""Electronic signatures of a PDF: whether what was signed is unchanged, and what came after. Nobody's identity is confirmed."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.files.glyphs import bounds_under, to_display
from extractors.files.layout import fraction
from extractors.files.pdf_later import changed_pages
from extractors.files.refusal import ours
from extractors.files.signer import Signer, signer
from extractors.files.sm2 import key_of, verifies
from schemas.files import Signature, SignatureState
from schemas.geometry import Box

_MOST = 50
_SM3 = "1.2.156.10197.1.401"
_SM2 = ("1.2.156.10197.1.501", "1.2.156.10197.1.301", "1.2.156.10197.1.301.1")
_UNKNOWN = Signer(None, None, False)


class _Spot(NamedTuple):
    """Where a signature is to be seen: the page's index and its place in points of the page (left, bottom, right, top)."""

    page: int
    rect: tuple[float, float, float, float]


class _Held(NamedTuple):
    """One signature as it lies in the file: the four numbers of what it covers, its own bytes, its day, its place."""

    ranges: tuple[int, ...]
    contents: bytes
    told: str | None
    spot: _Spot | None


def signatures(local: Path) -> tuple[Signature, ...]:
    """The signatures of the file, in its order. `pyhanko` is loaded only where there is one."""
    with pdfium.PdfDocument(local) as pdf:
        count = int(c.FPDF_GetSignatureCount(pdf.raw))
    if count <= 0:
        return ()
    data = local.read_bytes()
    try:
        held = list(_held(data))
    except Exception as error:  # pyhanko raises whatever it likes on broken files
        if ours(error):
            raise
        return (Signature(kind="signature", state="unverifiable"),) * min(count, _MOST)
    return tuple(_signature(each, data, held) for each in held[:_MOST])


def _held(data: bytes) -> Iterator[_Held]:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields
    from pyhanko.sign.validation.pdf_embedded import extract_contents

    reader = PdfFileReader(BytesIO(data), strict=False)
    places = _places(reader)
    for _, value, field in enumerate_sig_fields(reader, filled_status=True):
        made, widget = value.get_object(), field.get_object()
        ranges = tuple(int(number) for number in made["/ByteRange"])
        if made.get("/SubFilter") != "/ETSI.RFC3161":  # a time stamp, which nobody signed
            yield _Held(ranges, extract_contents(made), _day(str(made.get("/M", ""))), _spot(field, widget, places))


def _places(reader: Any) -> dict[Any, int]:
    """The index of the page on which an annotation stands, and of each page, by reference."""
    places: dict[Any, int] = {}
    for index in range(int(reader.root["/Pages"]["/Count"])):
        reference, _ = reader.find_page_for_modification(index)
        places[reference.reference] = index
        for annotation in reference.get_object().get("/Annots", ()):
            places.setdefault(getattr(annotation, "reference", None), index)
    return places


def _spot(field: Any, widget: Any, places: dict[Any, int]) -> _Spot | None:
    """The first of the field's widgets that takes room on a page."""
    for each in (field, *widget.get("/Kids", ())):
        held = each.get_object()
        rect = [float(value) for value in held.get("/Rect", ())]
        page = places.get(getattr(each, "reference", None))
        if page is None and "/P" in held:
            page = places.get(getattr(held.raw_get("/P"), "reference", None))
        if page is not None and len(rect) == 4 and rect[2] != rect[0] and rect[3] != rect[1]:
            return _Spot(page, (min(rect[0], rect[2]), min(rect[1], rect[3]), max(rect[0], rect[2]), max(rect[1], rect[3])))
    return None


def _signature(one: _Held, data: bytes, all_of_them: list[_Held]) -> Signature:
    state, who, day = _verified(one, data)
    whole = _covered(one, data) == len(data)
    changed: tuple[int, ...] = ()
    if state != "altered" and not whole:
        aside = [(each.spot.page, each.spot.rect) for each in all_of_them if each.spot is not None and each is not one]
        found = changed_pages(data, _covered(one, data), aside)
        changed = found or ()
        state = "appended" if found != () and state == "intact" else state
    return Signature(
        kind="seal" if (_is_round(one.spot) if who.seal is None else who.seal) else "signature", state=state,
        signer_masked=who.masked, signed_on=day or one.told, covers_whole_document=whole, self_issued=who.self_issued,
        changed=changed, page=one.spot.page + 1 if one.spot else None, box=_box(data, one.spot),
    )  # fmt: skip


def _covered(one: _Held, data: bytes) -> int:
    """Up to which byte the signature covers the file, its own value left out; 0 where it leaves out anything else."""
    if len(one.ranges) != 4 or one.ranges[0] != 0:
        return 0
    _, first, second, size = one.ranges
    gap = data[first:second]
    sound = gap[:1] == b"<" and gap[-1:] == b">" and not gap[1:-1].strip(b"0123456789abcdefABCDEF \r\n\t")
    return second + size if sound and second + size <= len(data) else 0


def _verified(one: _Held, data: bytes) -> tuple[SignatureState, Signer, str | None]:
    """What can be said of it, who signed, and the day that the signature itself tells."""
    from asn1crypto import cms

    who, day = _UNKNOWN, None
    if not _covered(one, data):
        return "unverifiable", who, day
    try:
        signed = cms.ContentInfo.load(one.contents)["content"]
        info = signed["signer_infos"][0]
        certificate = _certificate(signed)
        who = signer(certificate)
        told = {attribute["type"].native: attribute["values"] for attribute in info["signed_attrs"] or ()}
        day = told["signing_time"][0].native.date().isoformat() if "signing_time" in told else None
        return _state(one, data, info, certificate), who, day
    except Exception as error:  # asn1crypto and pyhanko raise whatever they like on what they do not know
        if ours(error):
            raise
        return "unverifiable", who, day


def _certificate(signed: Any) -> Any:
    from pyhanko.sign.general import extract_certificate_info

    return extract_certificate_info(signed).signer_cert


def _state(one: _Held, data: bytes, info: Any, certificate: Any) -> SignatureState:
    """Raises whatever the libraries do where they do not know the method."""
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    method = info["digest_algorithm"]["algorithm"].native
    _, first, second, size = one.ranges
    digest = hashlib.new("sm3" if method == _SM3 else method, data[:first])
    digest.update(data[second : second + size])
    attributes = {attribute["type"].native: attribute["values"][0].native for attribute in info["signed_attrs"] or ()}
    if attributes.get("message_digest", digest.digest()) != digest.digest():
        return "altered"
    if info["signature_algorithm"]["algorithm"].native in _SM2:
        return "intact" if _by_sm2(info, certificate, data[:first] + data[second : second + size]) else "unverifiable"
    intact, valid = validate_sig_integrity(info, certificate, "data", digest.digest())
    return "intact" if intact and valid else "altered"


def _by_sm2(info: Any, certificate: Any, content: bytes) -> bool:
    """Whether it is an SM2 signature in the usual way; in another way it may still be one."""
    key = key_of(certificate["tbs_certificate"]["subject_public_key_info"].dump()[-65:])
    message = info["signed_attrs"].untag().dump() if info["signed_attrs"] else content
    return key is not None and verifies(key, message, info["signature"].native)


def _day(written: str) -> str | None:
    """``D:20260305…`` as an ISO day."""
    digits = written.removeprefix("D:")[:8]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 and digits.isdigit() else None


def _is_round(spot: _Spot | None) -> bool:
    """Whether what is shown has the shape of a seal: as wide as high, and not small."""
    if spot is None:
        return False
    x0, y0, x1, y1 = spot.rect
    return 0.8 < (x1 - x0) / (y1 - y0) < 1.25 and x1 - x0 > 60


def _box(data: bytes, spot: _Spot | None) -> Box | None:
    if spot is None:
        return None
    with suppress(pdfium.PdfiumError, IndexError), pdfium.PdfDocument(data) as pdf:
        page = pdf[spot.page]
        matrix, width, height = to_display(page)
        page.close()
        return fraction(bounds_under(matrix, *spot.rect), width, height) if width > 0 and height > 0 else None
    return None
