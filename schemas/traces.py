"""By what a page of evidence is known again in another dossier: hashes only, from which nothing can be read."""

from schemas.base import Value

NEAR_PICTURE, NEAR_WORDS = 6, 3
"""Bits by which the hashes of two copies of one page may differ, of 64. Of certificates that differ in a name and a number the
words differ in more. A page that was scanned again and misread in one character of a hundred is found about every second time:
a hint that is missing does less harm than one that is wrong.
"""


class PageTrace(Value):
    """`key` names the content (see `Page`), `picture` is the perceptual hash of its look (``None`` where it has none), `words`
    that of what it says; both 16 hex digits.
    """

    key: str
    picture: str | None
    words: str


class Shared(Value):
    """A page of this dossier, by its key, with the other cases (ids) of the organisation that hold it, in order."""

    key: str
    cases: tuple[str, ...]


def same_page(one: PageTrace, other: PageTrace) -> bool:
    """The same bytes, or the same words in the same look; where there is no look to compare, exactly the same words."""
    if one.key == other.key:
        return True
    if one.picture is None or other.picture is None:
        return one.picture == other.picture and one.words == other.words
    return _bits(one.picture, other.picture) <= NEAR_PICTURE and _bits(one.words, other.words) <= NEAR_WORDS


def _bits(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()
