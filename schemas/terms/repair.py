"""Numbers put right by their own check: a single character that the reader took for one that looks like it.

What a person typed wrongly is never put right. A figure that may stand where it stands is read as print unless the first
reader was unsure of its line *and* a second one read another figure there, with which the number is sound. A character that
cannot stand there at all (the letter O in a row of figures) is another matter: whoever wrote it, only one number is meant.
Several repairs that would pass, or characters that look nothing alike, leave the number as it was read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from schemas.terms.numbers import id_number_ok, isbn_ok, issn_ok, patent_ok, plain, uscc_ok

FIGURES = "0123456789"
USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"

LOOK_ALIKE: tuple[tuple[str, str], ...] = (
    ("0OQDUC〇口囗", "round, and closed or nearly so"),
    ("1ILJT7丨|!", "an upright stroke with at most a serif or a bar"),
    ("2Z7", "a bar, a slope, a foot that faint print loses"),
    ("3895", "arcs open to the left, closed by ink that ran"),
    ("5S63", "a bar and a belly"),
    ("6GC8", "a belly under a hook"),
    ("8B3EP", "two bellies, open where print is faint"),
    ("0689", "bellies, one of them filled or lost"),
    ("4A9", "a peak with a bar"),
    ("XKY乂", "crossing slopes"),
    ("UVYW", "slopes that meet below"),
    ("MNWH", "two uprights"),
    ("EFPR", "an upright with bars"),
)
"""Groups of characters that readers take for each other in print that is small, faint or smudged, and why."""


@dataclass(frozen=True)
class Kind:
    """A number with a check: how long it may be (without prefix and dashes), what may stand in it and at its end."""

    lengths: frozenset[int]
    legal: str
    last: str
    sound: Callable[[str], bool]
    prefixes: tuple[str, ...] = ()


ID_NUMBER = Kind(frozenset({18}), FIGURES, FIGURES + "X", id_number_ok)
CREDIT_CODE = Kind(frozenset({18}), USCC, USCC, uscc_ok)
PATENT = Kind(frozenset({9, 13}), FIGURES, FIGURES + "X", patent_ok, ("ZL", "CN"))
ISSN = Kind(frozenset({8}), FIGURES, FIGURES + "X", issn_ok)
ISBN = Kind(frozenset({10, 13}), FIGURES, FIGURES + "X", isbn_ok)

_NAMED = {"id_number": ID_NUMBER, "employer_uscc": CREDIT_CODE, "uscc": CREDIT_CODE}
_NUMBERED = {"patent_certificate": PATENT, "paper": ISSN, "book_or_standard": ISBN}


def kind_of(owner: str, name: str) -> Kind | None:
    """The kind of number that a field of this name holds, if it has a check; `owner` is the type of its document or block."""
    return _NUMBERED.get(owner) if name == "number" else _NAMED.get(name)


def unsound(text: str, kind: Kind) -> bool:
    """Whether it fails its check, and is such a number: as long as one, with at most one character that cannot stand there."""
    bare = "".join(char for _, char in _characters(text, kind))
    return len(bare) in kind.lengths and len(_odd(bare, kind)) <= 1 and not kind.sound(text)


def repaired(text: str, kind: Kind, doubted: bool = False, second: str = "") -> str | None:
    """The number with one character put right, spaced and dashed as `text` is; None where it is sound or is to stay as it is.

    `doubted`: the reader was unsure of the line; `second`: what another reader read there, more text around it included.
    """
    found = _characters(text, kind)
    bare = "".join(char for _, char in found)
    if not unsound(text, kind):
        return None
    odd = _odd(bare, kind)
    if odd:
        made = {(at, char) for at in odd for char in _like(bare[at]) if kind.sound(_with(bare, at, char))}
    else:
        heard = _differences(bare, plain(second)) if doubted else ()
        made = {repair for repair in heard if kind.sound(_with(bare, *repair))}
    if len(made) != 1:
        return None
    ((at, char),) = made
    whole = _with(text, found[at][0], char)
    return whole if kind.sound(whole) else None


def _characters(text: str, kind: Kind) -> list[tuple[int, str]]:
    """The characters that count, plain, with where they stand in the text; without the number's prefix."""
    found = [(at, each) for at, char in enumerate(text) for each in plain(char)]
    start = "".join(char for _, char in found)[:2]
    return found[2:] if start in kind.prefixes else found


def _odd(bare: str, kind: Kind) -> list[int]:
    """Where characters stand that cannot stand there."""
    return [at for at, char in enumerate(bare) if char not in (kind.last if at == len(bare) - 1 else kind.legal)]


def _like(char: str) -> set[str]:
    """The characters that it may be a misreading of."""
    return {other for group, _ in LOOK_ALIKE if char in group for other in group} - {char}


def _differences(bare: str, heard: str) -> Iterator[tuple[int, str]]:
    """Where, and how, one character of the number differs from a stretch of the other reading as long as it."""
    for start in range(len(heard) - len(bare) + 1):
        stretch = heard[start : start + len(bare)]
        differing = [at for at, (one, other) in enumerate(zip(bare, stretch, strict=True)) if one != other]
        if len(differing) == 1 and stretch[differing[0]] in _like(bare[differing[0]]):
            yield differing[0], stretch[differing[0]]


def _with(text: str, at: int, char: str) -> str:
    return text[:at] + char + text[at + 1 :]
