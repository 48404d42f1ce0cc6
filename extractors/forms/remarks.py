"""Remarks: opinions that a form prints apart from the people who give them — a list of experts first, then «推荐理由（一）» to
«（三）»; a block cut by the end of its page — put back into the block of their person.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from extractors.forms.ordinals import ordinal
from extractors.forms.sections import OPEN, Section
from schemas.terms.persons import same_name
from schemas.terms.text import fold

PERSONAL = frozenset({"name", "title", "employer", "organisation", "position", "specialty", "phone"})
"""What a block says of the person; a remark has none of it."""


def rejoined(found: Sequence[Section]) -> tuple[Section, ...]:
    """The sections of a form with each remark in the block of its person: by its number, by who signs it, else in order."""
    remarks = [part for part in found if _is_remark(part)]
    people = [part for part in found if part.kind in ("expert", "plus_one") and not _is_remark(part)]
    lacking = [part for part in people if "opinion" not in part.names]
    homes: dict[int, Section] = {}
    for find in (_numbered, _signed):
        for remark in remarks:
            home = find(remark, people) if id(remark) not in homes else None
            if home and home in lacking and not any(home is taken for taken in homes.values()):
                homes[id(remark)] = home
    homes |= _in_order(found, [r for r in remarks if id(r) not in homes], _without(lacking, homes.values()))
    return tuple(_with(_spoken(part), remarks, homes) for part in found if id(part) not in homes)


def _is_remark(part: Section) -> bool:
    return part.kind in (OPEN, "expert", "experts") and "opinion" in part.names and not part.names & PERSONAL


def _spoken(part: Section) -> Section:
    """A remark of somebody whom only the signature names is an expert's all the same."""
    signed = part.kind == OPEN and _is_remark(part) and part.of("signature")
    return Section("expert", part.heading, part.entries, part.reading) if signed else part


def _numbered(remark: Section, people: Sequence[Section]) -> Section | None:
    texts = [remark.heading.text] if remark.heading else []
    texts += [pair.label.span.text for pair in remark.of("opinion")]
    number = next((n for text in texts if (n := ordinal(text))), None)
    experts = [part for part in people if part.kind == "expert"]
    return experts[number - 1] if number and number <= len(experts) else None


def _signed(remark: Section, people: Sequence[Section]) -> Section | None:
    written = [fold(span.text) for pair in remark.of("signature") for span in pair.value]
    return next((part for part in people if any(_named(part, text) for text in written)), None)


def _named(part: Section, written: str) -> bool:
    names = [fold(span.text) for pair in part.of("name") for span in pair.value]
    return any(name and (same_name(name, written) or written.startswith(name)) for name in names)


def _in_order(found: Sequence[Section], remarks: Sequence[Section], lacking: Sequence[Section]) -> dict[int, Section]:
    """As many remarks as people without one go together in order; else each goes to the person before it, except one that
    is signed and headed itself and so speaks for somebody whom only his signature names.
    """
    if len(remarks) == len(lacking):
        return {id(remark): home for remark, home in zip(remarks, lacking, strict=True)}
    homes = {}
    for remark in remarks:
        before = next((part for part in reversed(found[: found.index(remark)]) if part not in remarks), None)
        if before and before.kind in ("expert", "plus_one") and not (remark.heading and remark.of("signature")):
            homes[id(remark)] = before
    return homes


def _without(parts: Sequence[Section], taken: Iterable[Section]) -> list[Section]:
    held = {id(part) for part in taken}
    return [part for part in parts if id(part) not in held]


def _with(part: Section, remarks: Sequence[Section], homes: dict[int, Section]) -> Section:
    more = [remark.entries for remark in remarks if homes.get(id(remark)) is part]
    return Section(part.kind, part.heading, (*part.entries, *chain(*more)), part.reading) if more else part
