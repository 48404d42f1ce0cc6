"""Numbers with a check of their own: identity cards, credit codes, patents, serials and books; and how they are masked."""

import re
import unicodedata
from datetime import date

from stdnum import isbn, issn
from stdnum.cn import uscc

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
_PATENT_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


def plain(text: str) -> str:
    """Half-width, upper case, without spaces, dots and dashes; × and the like are X."""
    return re.sub(r"[\s.\-–—·]", "", unicodedata.normalize("NFKC", text).upper().replace("×", "X"))


def id_number_ok(text: str) -> bool:
    """公民身份号码 by GB 11643-1999 (MOD 11-2), an existing day of birth included; 81/82/83 of residence permits too."""
    number = plain(text)
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", number) or birth_date_of(number) is None:
        return False
    return _ID_CHECK[sum(int(d) * w for d, w in zip(number, _ID_WEIGHTS, strict=False)) % 11] == number[17]


def birth_date_of(text: str) -> str | None:
    """The day of birth in digits 7 to 14, ISO; None if it does not exist."""
    number = plain(text)
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return None
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born.isoformat() if 1900 <= born.year <= 2100 else None


def gender_of(text: str) -> str | None:
    """男 or 女 by the parity of digit 17."""
    number = plain(text)
    return ("男" if int(number[16]) % 2 else "女") if re.fullmatch(r"\d{17}[\dX]", number) else None


def uscc_ok(text: str) -> bool:
    """统一社会信用代码 by GB 32100-2015. A few real codes fail: a failure is a hint, never a demand (SPEC §4.2)."""
    return bool(uscc.is_valid(plain(text)))


def uscc_within(text: str, region: str) -> bool | None:
    """Whether the code was registered there (its region, digits 3 to 8, begins so: 11 in Beijing); None if it is no code."""
    number = plain(text)
    return number[2:8].startswith(region) if len(number) == 18 and number[2:8].isdigit() else None


def patent_ok(text: str) -> bool:
    """Chinese patent number with its check digit (ZC 0006-2003): 12 + 1 digits, or 8 + 1 before October 2003."""
    number = re.sub(r"^(ZL|CN)", "", plain(text))
    if not re.fullmatch(r"(?:\d{12}|\d{8})[\dX]", number):
        return False
    total = sum(int(d) * w for d, w in zip(number[:-1], _PATENT_WEIGHTS, strict=False)) % 11
    return number[-1] == ("X" if total == 10 else str(total))


def issn_ok(text: str) -> bool:
    """ISSN, modulus 11."""
    return bool(issn.is_valid(plain(text)))


def isbn_ok(text: str) -> bool:
    """ISBN-10 or ISBN-13."""
    return bool(isbn.is_valid(plain(text)))


def mask_id(text: str) -> str:
    """A document's number with its middle hidden: ``110105********002X``; short ones keep their ends."""
    number = plain(text)
    if len(number) == 18:
        return number[:6] + "*" * 8 + number[14:]
    return number[:2] + "*" * max(0, len(number) - 4) + number[-2:] if len(number) > 4 else "*" * len(number)


def mask_phone(text: str) -> str:
    """A telephone number with its middle four digits hidden."""
    number = plain(text)
    return number[:3] + "****" + number[7:] if len(number) == 11 else number[:2] + "*" * max(0, len(number) - 4) + number[-2:]
