"""护照: the visual zone and the machine-readable one (ICAO 9303), of China and of other countries."""

import re

from extractors.documents.evidence import Evidence, first
from extractors.writing.strips import Span, field
from schemas.field import NOT_FOUND, Field
from schemas.terms.dates import find_dates, parse_date


def passport(held: Evidence) -> dict[str, Field]:
    """The visual zone and the machine-readable one (ICAO 9303); of two readings the one with a sound check digit wins."""
    machine = _machine_zone(held)
    issued, expires = _passport_dates(held)
    return {
        "holder": first(_passport_name(held), machine.get("holder", NOT_FOUND)),
        "number": first(machine.get("number", NOT_FOUND), held.search(r"(?i)\b([A-Z]{1,2}\d{7,8})\b")),
        "issued_on": issued,
        "valid_to": first(machine.get("valid_to", NOT_FOUND), expires),
        "birth_date": machine.get("birth_date", NOT_FOUND),
        "kind": held.search(r"(护照|passport)"),
    }


def _passport_name(held: Evidence) -> Field:
    han = held.search(r"姓名(?:/name)?[\s:]*([\u3400-\u9fff·]{2,12}?)(?=性别|国籍|出生|民族|签发|[^\u3400-\u9fff·]|$)")
    if han.present:
        return han
    given = held.search(r"given\s*names?(?:\(s\))?[\s:/]*([a-z][a-z.\- ]+?)\s*(?:date|sex|nationality|性别|出生|国籍|$)")
    family = held.search(r"surname[\s:/]*([a-z][a-z\-' ]+?)\s*(?:given|名/|$)")
    if not family.present:
        return NOT_FOUND
    name = " ".join(_titled(str(part.value)) for part in (given, family) if part.present)
    return family.model_copy(update={"value": name, "raw": name, "places": (*given.places, *family.places)})


def _titled(name: str) -> str:
    return " ".join(word.capitalize() for word in name.split())


def _passport_dates(held: Evidence) -> tuple[Field, Field]:
    """The day of issue and that of expiry: the last two dates of the visual zone."""
    text = held.prose.text
    label = re.search(r"date\s*of\s*(issue|expiry)|签发日期|有效期至", text)
    found = (
        [(label.end() + start, label.end() + end, iso) for start, end, iso in find_dates(text[label.end() :])] if label else []
    )
    made = [held.prose.field(start, end, value=iso) for start, end, iso in found]
    if not made:
        return NOT_FOUND, NOT_FOUND
    return (made[0], made[1]) if len(made) > 1 else (NOT_FOUND, made[0])


def _machine_zone(held: Evidence) -> dict[str, Field]:
    """The fields of the second line: number, birth, expiry, each with its check digit; the name of the first."""
    fields: dict[str, Field] = {}
    for strip in held.strips:
        line = re.sub(r"\s", "", strip.text).upper()
        second = re.search(r"([A-Z0-9<]{9})(\d)[A-Z<]{3}(\d{6})(\d)[MFX<](\d{6})(\d)", line)
        if second:
            fields |= _second_line(strip.whole, second)
        names = re.match(r"P[<A-Z][A-Z<]{3}([A-Z<]+?)<<([A-Z<]*)", line)
        if names:
            given = " ".join(part.capitalize() for part in names[2].split("<") if part)
            fields["holder"] = field([strip.whole], value=f"{given} {names[1].replace('<', ' ').title()}".strip())
    return fields


def _second_line(span: Span, match: re.Match[str]) -> dict[str, Field]:
    number, born, expires = match[1], match[3], match[5]
    checks = ((number, match[2]), (born, match[4]), (expires, match[6]))
    trust = 1.0 if all(_check_digit(text) == digit for text, digit in checks) else 0.6
    values = {"number": number.rstrip("<"), "birth_date": _short(born, 1930), "valid_to": _short(expires, 2000)}
    return {name: field([span], value=value, trust=trust) for name, value in values.items() if value}


def _short(digits: str, since: int) -> str | None:
    """YYMMDD with the century that makes it `since` or later."""
    year = 1900 + int(digits[:2])
    return parse_date(f"{year if year >= since else year + 100}-{digits[2:4]}-{digits[4:]}")


def _check_digit(text: str) -> str:
    """ICAO 9303: weights 7 3 1, letters from 10, the filler 0."""
    values = [0 if c == "<" else int(c) if c.isdigit() else ord(c) - 55 for c in text]
    return str(sum(value * (7, 3, 1)[n % 3] for n, value in enumerate(values)) % 10)
