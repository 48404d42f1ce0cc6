"""The panel of the record: what was read, block by block, each value with its place; what a person corrected shows both."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from desk.web import words
from desk.web.views import Spot
from schemas.record import CaseRecord, DecisionRecord, Provenance

Find = Callable[[Iterable[Provenance], CaseRecord], list[Spot]]

CODES: dict[str, dict[Any, str]] = {
    "title_level": words.LEVELS, "conclusion": words.CONCLUSIONS, "path": words.PATHS, "signed": words.YES_NO,
    "sealed": words.YES_NO,
}  # fmt: skip
FIXED = {"title_level", "working_days_inclusive"}
"""What follows from other values and is not corrected itself."""


class Value(NamedTuple):
    """A value of the record. `raw` is what a correction starts from; `machine` what it had been, where it was corrected,
    `repaired` how it had been read, where its own check put one character right.
    """

    pointer: str
    label: str
    text: str | None
    raw: str
    state: str
    confidence: float | None
    places: list[Spot]
    correctable: bool
    masked: str = ""
    machine: str | None = None
    by: str = ""
    kind: str = "text"
    repaired: str = ""


class Block(NamedTuple):
    """A group of values under its heading."""

    title: str
    values: list[Value]
    evidence: list[str]


def blocks(record: CaseRecord, find: Find) -> list[Block]:
    """Applicant and application, achievements with their evidence, the three experts, the +1, the employer's review."""
    make = _Maker(record, find)
    applicant = Block("申报人", [make.value(pointer, label) for pointer, label in words.FIELDS.items()], [])
    experts = [
        Block(f"举荐专家 {'一二三四五六七八九'[min(n, 8)]}", make.group(f"/recommendation/experts/{n}", words.EXPERT), [])
        for n in range(len(record.recommendation.experts))
    ]
    single = [
        make.single("“+1”举荐", "/recommendation/plus_one", words.PLUS_ONE),
        make.single("单位公示", "/employer_review/publicity", words.PUBLICITY),
        make.single("单位推荐意见", "/employer_review/opinion", words.OPINION),
    ]
    return [applicant, *experts, *single, *_achievements(record, make)]


def _achievements(record: CaseRecord, make: "_Maker") -> list[Block]:
    titles = {document.id: document.title for document in record.documents}
    return [
        Block(
            f"业绩成果 {n + 1}",
            make.group(f"/application/achievements/{n}", words.ACHIEVEMENT),
            [titles.get(id, id) for id in each.documents],
        )
        for n, each in enumerate(record.application.achievements)
    ]


class _Maker:
    """Values by pointer out of one record."""

    def __init__(self, record: CaseRecord, find: Find) -> None:
        self._record, self._find = record, find
        self._plain = record.model_dump(mode="json")
        self._corrected = {each.pointer: each for each in record.decisions if each.pointer}

    def single(self, title: str, base: str, labels: dict[str, str]) -> Block:
        """A block that there is once, or not at all."""
        if self._at(base) is None:
            return Block(f"{title}（未见）", [], [])
        return Block(title, self.group(base, labels), [])

    def group(self, base: str, labels: dict[str, str]) -> list[Value]:
        return [self.value(f"{base}/{name}", label) for name, label in labels.items()]

    def value(self, pointer: str, label: str) -> Value:
        name = pointer.rsplit("/", 1)[-1]
        plain = self._at(pointer)
        seen = self._record.provenance.get(pointer, ())
        decision: DecisionRecord | None = self._corrected.get(pointer)
        return Value(
            pointer, label, _text(name, plain), _raw(plain), words.STATES.get(str(self._record.states.get(pointer)), ""),
            min((each.confidence for each in seen), default=None), self._find(seen, self._record),
            pointer in self._record.states and name not in FIXED, masked=_masking(name),
            machine=(_text(name, decision.machine) or "（空）") if decision else None, by=decision.by if decision else "",
            kind="choice" if name in ("signed", "sealed") else "text", repaired=self._record.repairs.get(pointer, ""),
        )  # fmt: skip

    def _at(self, pointer: str) -> Any:
        here: Any = self._plain
        for step in pointer.split("/")[1:]:
            if here is None:
                return None
            here = here[int(step)] if isinstance(here, list) else here.get(step)
        return here


def _text(name: str, value: Any) -> str | None:
    if name in CODES and (isinstance(value, str) or name in ("signed", "sealed")):
        return CODES[name].get(value, str(value))
    if name == "conditions":
        return "、".join(words.CONDITIONS.get(number, str(number)) for number in value or ()) or None
    if value is None or value == "":
        return None
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _raw(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _masking(name: str) -> str:
    return name if name in ("id_number", "phone") else ""
