"""居民身份证, 居住证件, 护照: what a card or passport says of its holder, front and back, on one page or two."""

import re
from collections.abc import Sequence

from extractors.documents.evidence import Evidence, evidence, first
from extractors.documents.passport import passport
from extractors.writing.strips import field
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.dates import parse_date, parse_range
from schemas.terms.numbers import birth_date_of, gender_of, id_number_ok, plain
from schemas.terms.text import fold

_GAP = r"(?:\s?/\s?(?:name|sex|date\s?of\s?birth|period\s?of\s?validity|id\s?no))?[\s:.]*"
"""What may stand between a label and its value: on cards in two languages the label's English."""
_NAME = re.compile(rf"姓\s*名{_GAP}(.+?)\s*(?:性\s*[别別]|民\s*族|出\s*生|$)", re.DOTALL)
_GENDER = re.compile(rf"性\s*[别別]{_GAP}([男女])")
_ETHNICITY = re.compile(rf"民\s*族{_GAP}([\u3400-\u9fff]{{1,6}}?)\s*(?:出\s*生|族|住\s*址|\d|$)")
_ADDRESS = re.compile(rf"住\s*址{_GAP}(.+?)\s*(?:公\s*民|身\s*份\s*号|签发|有效|居\s*民|中华人民共和国|$)", re.DOTALL)
_NUMBER = re.compile(r"号码\D{0,6}?([1-9][0-9OoIl|]{5}[\s]?[0-9OoIl|\s]{8,12}[0-9OoIl|]{0,3}[0-9XxＸ×Kk]?)")
_BARE_NUMBER = re.compile(r"(?<!\d)([1-9]\d{16}[\dXx])(?!\d)")
_AUTHORITY = re.compile(rf"签\s*发\s*机\s*关{_GAP}(.+?)\s*(?:有\s*效\s*期|证\s*件\s*号|公\s*民\s*身\s*份|issuing|$)", re.DOTALL)
_VALID = re.compile(rf"有\s*效\s*期\s*限?{_GAP}([\d.\-—~～至年月日/\s]{{8,40}}(?:长\s*期)?|长\s*期)")
_BORN = re.compile(r"出\s*生\D{0,20}?((?:19|20)\d\d\s*年.{1,10}?日|(?:19|20)\d\d[.\-/]\d{1,2}[.\-/]\d{1,2})")
_WATERMARK = re.compile(
    r"样\s*本|specimen|仅[供用限].*|复印(件)?(无效|有效)?.*|再次复印.*|中华人民共和国(?!出入境|国家|公安)|居民身份证"
)
_LETTERS = str.maketrans("OoIl|×ＸxK", "00111XXXX")


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:  # noqa: ARG001 - every reader has it
    """The card with its fields: ``name, gender, ethnicity, birth_date, address, id_number, authority, valid_from, valid_to``;
    a passport or permit ``holder, number, valid_from, valid_to, issued_on, authority, kind`` besides those it has.
    """
    held = evidence(document, sheets)
    if document.type == "passport":
        return held.filled(document, passport(held))
    fields = _card(held)
    if document.type == "residence_permit":
        name = _in_one_script(fields["name"])
        number = first(_permit_number(held), fields["id_number"])
        fields |= {"name": name, "holder": name, "number": number, "kind": _kind(held)}
    return held.filled(document, fields)


def _card(held: Evidence) -> dict[str, Field]:
    number = _id_number(held)
    start, end = _validity(held)
    return {
        "name": _spaceless(held, _NAME),
        "gender": _checked(held.search(_GENDER), gender_of(str(number.value or ""))),
        "ethnicity": _ethnicity(held),
        "birth_date": _checked(_dated(held, _BORN), birth_date_of(str(number.value or ""))),
        "address": _spaceless(held, _ADDRESS),
        "id_number": number,
        "authority": _spaceless(held, _AUTHORITY),
        "valid_from": start,
        "valid_to": end,
    }


def _ethnicity(held: Evidence) -> Field:
    """民族, without the 性别 of the same row that a copy ran together with it: no people's name begins or ends with 男 or 女."""
    found = held.search(_ETHNICITY)
    name = str(found.value or "").strip("男女")
    return found.model_copy(update={"value": name}) if name else NOT_FOUND


def _id_number(held: Evidence) -> Field:
    """The number as printed; letters that can only be misread figures are put right, which is told; a figure never is.

    One that fails its check (GB 11643) stays as it was read, at little confidence.
    """
    found = first(held.search(_NUMBER), held.search(_BARE_NUMBER))
    if not found.present:
        return found
    raw = str(found.value)
    number = re.sub(r"\s", "", raw).translate(_LETTERS)[:18]
    sound = id_number_ok(number)
    confidence = found.confidence if sound else min(found.confidence, 0.6)
    repaired = plain(raw) if sound and plain(raw)[:18] != number else None
    return found.model_copy(update={"value": number, "raw": raw, "confidence": confidence, "repaired": repaired})


def _checked(found: Field, by_number: str | None) -> Field:
    """A field that the number says as well: surer where both agree, less sure where they do not."""
    if not found.present or by_number is None:
        return found
    confidence = max(found.confidence, 0.99) if found.value == by_number else min(found.confidence, 0.7)
    return found.model_copy(update={"confidence": confidence})


def _spaceless(held: Evidence, pattern: re.Pattern[str]) -> Field:
    """A value that may run over several rows, without spaces and without the watermark of a copy."""
    match = pattern.search(held.prose.text)
    if not match:
        return NOT_FOUND
    rows = [row for span in held.prose.spans(match.start(1), match.end(1)) for row in span.rows]
    spans = [row for row in rows if not _WATERMARK.search(fold(row.text))]
    value = re.sub(r"\s+", "", "".join(span.text for span in spans)).strip(":：.。,，")
    if re.search(r"[A-Za-z]{2}", value):
        value = " ".join(" ".join(span.text for span in spans).split())
    return field(spans, value=value) if value else NOT_FOUND


def _dated(held: Evidence, pattern: re.Pattern[str]) -> Field:
    found = held.search(pattern)
    iso = parse_date(str(found.value)) if found.present else None
    return found.model_copy(update={"value": iso, "raw": found.value}) if iso else NOT_FOUND


def _validity(held: Evidence) -> tuple[Field, Field]:
    """The two ends of 有效期限: «2016.03.04-2036.03.04», «2023.05.28-长期»."""
    found = held.search(_VALID)
    if not found.present:
        return NOT_FOUND, NOT_FOUND
    raw = str(found.value)
    start, end = parse_range(raw)
    end = "长期" if "长期" in fold(raw) else end

    def of(value: str | None) -> Field:
        return found.model_copy(update={"value": value, "raw": raw}) if value else NOT_FOUND

    return of(start), of(end)


def _in_one_script(found: Field) -> Field:
    """The Chinese name of a permit that gives the Latin one as well."""
    han = re.search(r"[\u3400-\u9fff·]{2,}", str(found.value or ""))
    return found.model_copy(update={"value": han.group()}) if han else found


def _permit_number(held: Evidence) -> Field:
    labels = r"通行证号码|居住证号码?|证件(?:号码|编号)|永久居留证?号|工作许可证?号码?|(?<!身份)证号|编号"
    return held.search(rf"(?:{labels}){_GAP}([A-Za-z]{{0,3}}[\dXx]{{6,18}})")


def _kind(held: Evidence) -> Field:
    return held.search(
        r"((?:港澳|台湾)居民居住证|北京市工作居住证|外国人永久居留(?:身份)?证|外国人工作许可证?|港澳居民来往内地通行证|台湾居民来往大陆通行证|[\u3400-\u9fff]{0,4}居住证)"
    )
