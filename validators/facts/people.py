"""Who a material speaks of: the applicant, a variant of the applicant's name, a recommender, or somebody else (SPEC §4.7)."""

from schemas.case import Expert, PlusOne
from schemas.document import Document
from schemas.field import Field
from schemas.terms.numbers import plain
from schemas.terms.organisations import same, within
from schemas.terms.persons import fold_name, same_name
from schemas.terms.text import distance
from validators.context import Context


def holder_of(document: Document) -> Field:
    """The one person the material is about."""
    return next((document[name] for name in ("name", "employee", "holder") if document[name].present), document["holder"])


def holders_of(document: Document) -> tuple[str, ...]:
    """All the persons (and owners) that the material names, in its order."""
    return names_in(document["holders"]) or names_in(holder_of(document))


def names_in(field: Field) -> tuple[str, ...]:
    """The names a field holds, be it a list or a single one."""
    if not field.present:
        return ()
    return tuple(map(str, field.value)) if isinstance(field.value, list | tuple) else (str(field.value),)


def names_of_case(c: Context) -> tuple[str, ...]:
    """The applicant's name and those of all who recommend."""
    people = [c.own_name.field, *(expert.name for expert in c.case.experts)]
    people += [c.case.plus_one.name] if c.case.plus_one else []
    return tuple(str(field.value) for field in people if field.present)


def is_of_case(c: Context, name: str) -> bool:
    """Whether the applicant or one of the recommenders has this name, or it is written in another script than theirs."""
    return any(same_name(name, other) for other in names_of_case(c)) or not comparable(name, c.own_name.text)


def comparable(one: str, other: str) -> bool:
    """Whether two names are in one script: a transliteration is neither the same nor another name."""
    return fold_name(one).isascii() == fold_name(other).isascii()


def resembles(one: str, other: str) -> bool:
    """Whether two different names may be one person's: a single character apart, or one a part of the other."""
    a, b = fold_name(one), fold_name(other)
    return distance(a, b, 1) <= 1 or (min(len(a), len(b)) >= 2 and (a in b or b in a))


def kin(c: Context, document: Document) -> bool:
    """Whether a material under another name is the applicant's after all: the name is a variant, or the numbers are the same."""
    name, applicant = str(holder_of(document).value), c.case.applicant
    number, own = document["id_number"], applicant.id_number
    if number.present and own.present and plain(str(number.value)) == plain(str(own.value)):
        return True
    return resembles(name, c.own_name.text)


def same_person(one: Expert | PlusOne, other: Expert | PlusOne) -> bool | None:
    """Whether two recommenders are one: same name with the same employer or telephone. None where the name alone agrees."""
    if not (one.name.present and other.name.present and same_name(str(one.name.value), str(other.name.value))):
        return False
    return True if same_phone(one.phone, other.phone) or same_employer(_employer(one), _employer(other)) else None


def same_phone(one: Field, other: Field) -> bool:
    """Whether both are there and one number."""
    a, b = (digits(field) for field in (one, other))
    return len(a) >= 7 and a == b


def digits(field: Field) -> str:
    """The digits of a telephone number, without the country's prefix."""
    written = "".join(char for char in plain(str(field.value)) if char.isdigit()) if field.present else ""
    return written[2:] if len(written) == 13 and written.startswith("86") else written


def same_employer(one: Field, other: Field) -> bool:
    """Whether both are there and one organisation (or one a part of the other)."""
    if not (one.present and other.present):
        return False
    a, b = str(one.value), str(other.value)
    return same(a, b) == "same" or within(a, b) or within(b, a)


def _employer(person: Expert | PlusOne) -> Field:
    return person.organisation if isinstance(person, PlusOne) else person.employer
