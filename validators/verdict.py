"""A verdict: what a check says of its subject, before the rule's wording is put to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from schemas.check import Evidence, Outcome
from schemas.field import Field
from schemas.geometry import PageRef


@dataclass(frozen=True)
class Spot:
    """A field where the record has it: its pointer, and the document by whose pages it was looked for."""

    pointer: str | None
    field: Field
    document: str | None = None

    @property
    def text(self) -> str:
        """The value as words; an empty string where there is none."""
        return str(self.field.value).strip() if self.field.present else ""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every place it was read at; the pointer alone where there is no place."""
        places = tuple(Evidence(file=p.file, page=p.page, box=p.box, pointer=self.pointer) for p in self.field.places)
        return places or ((Evidence(pointer=self.pointer),) if self.pointer else ())


@dataclass(frozen=True)
class Verdict:
    """An outcome with its reason, the values for the wording, the evidence, and the files that alone block it.

    `question` is asked in place of the rule's own, where this matter asks another.
    """

    outcome: Outcome
    reason: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    blocked: tuple[str, ...] = ()
    related: str | None = None
    question: str = ""

    def about(self, *spots: Spot) -> "Verdict":
        """The same verdict, resting on these fields too."""
        return replace(self, evidence=self.evidence + tuple(e for spot in spots for e in spot.evidence))

    def on(self, *pages: PageRef, pointer: str | None = None) -> "Verdict":
        """The same verdict, resting on these pages too."""
        seen = tuple(Evidence(file=page.file, page=page.page, pointer=pointer) for page in pages)
        return replace(self, evidence=self.evidence + seen)

    def in_file(self, path: str, pointer: str | None = None) -> "Verdict":
        """The same verdict, resting on a file as a whole."""
        return replace(self, evidence=(*self.evidence, Evidence(file=path, pointer=pointer)))

    def saying(self, **values: object) -> "Verdict":
        """The same verdict with values for the wording."""
        return replace(self, values={**self.values, **{name: str(value) for name, value in values.items()}})

    def asking(self, question: str) -> "Verdict":
        """The same verdict, with a question of its own."""
        return replace(self, question=question)

    def with_related(self, pointer: str | None) -> "Verdict":
        """The same verdict, with the other member of the pair."""
        return replace(self, related=pointer)


def passed(reason: str = "") -> Verdict:
    return Verdict("pass", reason)


def failed(reason: str = "") -> Verdict:
    return Verdict("fail", reason)


def skipped(reason: str) -> Verdict:
    """Not applicable, and why. ``absent:<code>`` names the rule whose item asks for what there would be to judge."""
    return Verdict("not_applicable", reason)


def unsure(reason: str, blocked: tuple[str, ...] = ()) -> Verdict:
    """The machine cannot tell. `blocked`: the files that an item asks for again and that are the only cause."""
    return Verdict("undetermined", reason, blocked=blocked)
