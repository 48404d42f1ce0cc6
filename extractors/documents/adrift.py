"""Adrift: what looks like a value that a form's blocks lack (a telephone number, a title, a name), but stands on its pages in no
field. In a layout that we do not understand it may be that value: it is asked about then, and not demanded.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from extractors.forms.closing import organisation_in
from extractors.writing.language import people
from extractors.writing.offices import names_office
from extractors.writing.values import PHONE
from schemas.document import LOOKS_LIKE, Block, LooseKind, Passage
from schemas.geometry import Place
from schemas.page import Line, Sheet
from schemas.profile import Profile
from schemas.terms.dates import find_dates, precision
from schemas.terms.persons import looks_like_name
from schemas.terms.text import fold
from schemas.terms.titles import level_of

LONGEST = 20
"""Characters of a piece that may be a value; longer ones are clauses (`extractors.documents.loose`)."""
DAY = 3
"""The precision of a day of signing; a month alone (of an achievement) is none."""
BODY = 6
"""Characters from which a piece may be an organisation: 工作处所 is a label."""
_PIECES = re.compile(r"[^\s_:：，,。；;、（）()|/\\]+")
_NUMBER = re.compile(rf"(?:{PHONE})")
_OPINIONS = ("opinion", "text")
_INTRODUCES = re.compile(r"(?:我|本人)[是系叫]")
_PRINTED = re.compile(r"委员会|印制|制表|监制|人力资源和社会保障")


def adrift(sheets: Sequence[Sheet], blocks: Sequence[Block], profile: Profile) -> tuple[Passage, ...]:
    """Every such piece of the kinds that some recommender lacks, where it stands on its page as displayed."""
    wanted = _wanted([block for block in blocks if _is_written(block)], int(profile.setting("experts.min_count", 3)))
    if not wanted:
        return ()
    held, told = _held(blocks, _OPINIONS), _held(blocks)
    return tuple(
        Passage(text=text, place=Place(file=sheet.ref.file, page=sheet.ref.page, box=sheet.page.displayed(line.box)), kind=kind)
        for sheet in sheets
        for line in sheet.page.lines
        for kind, text in _values(line, wanted, profile.titles)
        if fold(text) not in (held if _is_of_writer(kind, line) else told)
    )


def _is_of_writer(kind: LooseKind, line: Line) -> bool:
    """Whether a writer may say it of himself in the opinion, which then does not hold it as his name or his office."""
    return kind == "position" or (kind == "name" and _INTRODUCES.search(line.text) is not None)


def _wanted(recommenders: Sequence[Block], experts: int) -> set[LooseKind]:
    """The kinds that some recommender lacks; where fewer `experts` than are needed were made out, or no "+1", what tells who."""
    wanted = {LOOKS_LIKE[name] for block in recommenders for name in _missing(block)}
    if sum(block.kind == "expert" for block in recommenders) < experts:
        wanted |= {"name", "title"}
    if not any(block.kind == "plus_one" for block in recommenders):
        wanted |= {"position", "organisation"}
    return wanted


def _held(blocks: Sequence[Block], but: Collection[str] = ()) -> str:
    fields = [field for block in blocks for name, field in block.fields.items() if name not in but]
    return "\n".join(fold(text) for field in fields for text in (field.raw or "", str(field.value or "")))


def _is_written(block: Block) -> bool:
    """Whether it is a recommender's, with something in it: of a block that was left empty nothing is sought."""
    return block.kind in ("expert", "plus_one") and not block.empty


def _missing(block: Block) -> list[str]:
    return [name for name in LOOKS_LIKE if name in block.fields and not block[name].present]


def _values(line: Line, wanted: Collection[LooseKind], titles: Mapping[str, object]) -> Iterator[tuple[LooseKind, str]]:
    """The pieces of a line that look like something wanted, as ``(kind, text)``."""
    if "phone" in wanted:
        yield from (("phone", match.group().strip()) for match in _NUMBER.finditer(line.text))
    if "date" in wanted:
        yield from (("date", line.text[start:end]) for start, end, iso in find_dates(line.text) if precision(iso) == DAY)
    for piece in (piece for piece in _PIECES.findall(line.text) if len(piece) <= LONGEST):
        if "position" in wanted and names_office(piece):
            yield "position", piece
        if "title" in wanted and level_of(piece, titles) != "unknown":
            yield "title", piece
        if "organisation" in wanted and len(piece) >= BODY and organisation_in(piece) and not _PRINTED.search(piece):
            yield "organisation", piece
        if "name" in wanted and not _is_signature(line) and looks_like_name(piece) and piece in people(piece):
            yield "name", piece


def _is_signature(line: Line) -> bool:
    """Whether it is what someone signed with, which names nobody in print."""
    return bool(line.handwritten) or "签" in line.text
