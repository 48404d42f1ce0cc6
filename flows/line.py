"""The line: the order of the stages, from delivered files to what is published. Plain Python, and the only place for it.

    receive -> open -> read -> divide -> extract -> second opinion -> second voice -> refile -> repair -> assemble -> judge
      -> publish

`process` says the order; the `Bench` does what touches hostile bytes or takes long. From `divide` on everything is pure:
`understand` and `conclude` give the same for the same readings, whenever and wherever they are called. They import the
stages themselves when they run: that is in a child, and the parent, which only says the order, need not load them.
"""

from collections.abc import Sequence
from typing import Protocol

from pydantic import ConfigDict

from extractors.second_voice import CropAnswer, CropRequest
from flows.readings import Reading
from schemas.base import Value
from schemas.case import Case
from schemas.decision import Taken
from schemas.deficiencies import DeficiencyList
from schemas.document import Document, PagePlacement
from schemas.event import Gist
from schemas.files import Delivered, FileRecord, Opened, PageSource, Submission
from schemas.notice import Stamp
from schemas.page import Sheet
from schemas.placing import Placing
from schemas.profile import Profile
from schemas.recommenders import Exited
from schemas.record import EngineRecord
from schemas.traces import PageTrace, Shared


class Matter(Value):
    """Whose case it is and what is known before a page is read: nothing else enters a record but the pages.

    `previous` is the list of the notice before, `known` the SHA-256 of every file that was held then, `exited` the
    organisation's list of recommenders who had to leave, as it stands, `shared` the pages of evidence that its earlier cases hold
    too, as they stood,
    `stamp` what the notice is issued with, `as_of` the day whose law is to be applied, where it is not that of submission.
    """

    case_id: str
    round: int
    submission: Submission
    odd: tuple[FileRecord, ...] = ()
    previous: DeficiencyList | None = None
    known: tuple[str, ...] = ()
    exited: tuple[Exited, ...] = ()
    shared: tuple[Shared, ...] = ()
    decisions: tuple[Taken, ...] = ()
    stamp: Stamp | None = None
    as_of: str | None = None
    engine: EngineRecord

    def law(self, profile: Profile) -> Profile:
        """The profile as it was in force on the day by which this matter is judged."""
        return profile.on(self.as_of or self.submission.submitted_on)


class Understood(Value):
    """The documents with their fields, where each page went, and what a second reader is to be asked."""

    documents: tuple[Document, ...]
    placements: tuple[PagePlacement, ...]
    requests: tuple[CropRequest, ...]


class Answers(Value):
    """What the second reader said."""

    answers: tuple[CropAnswer, ...]


class Made(Value):
    """The files to publish by name, what is kept to judge again, the late findings, and the numbers of the summary.

    `grounds` are what the case was made from, where it was made anew from its pages, `evidence` the pages by which it is held
    against other cases; of a dossier in quarantine there is neither.
    """

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    published: dict[str, bytes]
    kept: bytes | None = None
    grounds: bytes | None = None
    late: bytes | None = None
    status: str
    files: int
    pages: int
    items: int
    referrals: int
    flags: int
    gist: Gist
    evidence: tuple[PageTrace, ...] = ()


class Bench(Protocol):
    """The stages as they are done around the pure ones: in children, with what is stored."""

    def open(self, files: Sequence[Delivered]) -> Opened: ...

    def read(self, pages: Sequence[PageSource]) -> tuple[Reading, ...]: ...

    def understand(self, readings: tuple[Reading, ...]) -> Understood: ...

    def ask(self, requests: Sequence[CropRequest], pages: Sequence[PageSource]) -> tuple[CropAnswer, ...]: ...

    def conclude(
        self,
        matter: Matter,
        files: tuple[FileRecord, ...],
        readings: tuple[Reading, ...],
        understood: Understood,
        answers: tuple[CropAnswer, ...],
    ) -> Made: ...


def process(matter: Matter, bench: Bench) -> Made:
    """A submission becomes what is published of it."""
    opened = bench.open(matter.submission.files)
    readings = bench.read(opened.pages)
    understood = bench.understand(readings)
    answers = bench.ask(understood.requests, opened.pages)
    return bench.conclude(matter, (*opened.files, *matter.odd), readings, understood, answers)


def understand(sheets: Sequence[Sheet], profile: Profile) -> Understood:
    """Read pages become documents with fields."""
    from extractors.divide import divide
    from extractors.extract import extract
    from extractors.second_opinion import second_opinion
    from extractors.second_voice import requests

    division = divide(sheets, profile)
    extracted = (extract(document, _own(document, sheets), profile) for document in division.documents)
    documents = tuple(second_opinion(document, profile) for document in extracted)
    return Understood(documents=documents, placements=division.placements, requests=requests(documents, sheets))


def conclude(
    matter: Matter,
    files: tuple[FileRecord, ...],
    sheets: Sequence[Sheet],
    understood: Understood,
    answers: Sequence[CropAnswer],
    profile: Profile,
) -> Made:
    """Documents become a case, the case is judged as of its day of receipt, and what follows is written out."""
    from flows.judging import made
    from flows.kept import grounds

    done = made(matter, assembled(matter, files, sheets, understood, answers, profile), profile)
    kept = None if done.status == "quarantined" else grounds(files, sheets, understood, answers)
    return done.model_copy(update={"grounds": kept})


def assembled(
    matter: Matter,
    files: tuple[FileRecord, ...],
    sheets: Sequence[Sheet],
    understood: Understood,
    answers: Sequence[CropAnswer],
    profile: Profile,
) -> Case:
    """The documents as people have placed their pages, with what the second reader said and numbers put right, are one case."""
    from extractors.assemble import assemble
    from extractors.repair import repair
    from extractors.second_voice import weigh
    from validators.placements import placings

    placed = refiled(understood, placings(matter.decisions, files), sheets, profile)
    documents = repair(weigh(placed.documents, answers), sheets, answers)
    return assemble(
        matter.submission, files, sheets, documents, placed.placements, matter.case_id, matter.round, profile
    )  # fmt: skip


def refiled(understood: Understood, placings: Sequence[Placing], sheets: Sequence[Sheet], profile: Profile) -> Understood:
    """With pages where people put them. Only documents that this makes or alters are read anew, and no line is asked for:
    what the second reader said of a place counts wherever its page lies now.
    """
    from extractors.divide import Division
    from extractors.extract import extract
    from extractors.refile import refile

    if not placings:
        return understood
    division = refile(Division(documents=understood.documents, placements=understood.placements), placings, sheets, profile)
    known = {(each.type, each.pages, each.region, each.sides): each for each in understood.documents}

    def read(document: Document) -> Document:
        before = known.get((document.type, document.pages, document.region, document.sides))
        if before is None:
            made = extract(document, _own(document, sheets), profile)
            return Document.model_validate_json(made.model_dump_json())  # as those are that come from a child
        return before.model_copy(update={name: getattr(document, name) for name in ("id", "title", "confidence", "reasons")})

    return understood.model_copy(
        update={"documents": tuple(map(read, division.documents)), "placements": division.placements}
    )  # fmt: skip


def _own(document: Document, sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The document's pages in its reading order, which is not always that of the files."""
    held = {sheet.ref: sheet for sheet in sheets}
    return tuple(held[ref] for ref in document.pages)
