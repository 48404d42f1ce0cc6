"""The case as a perfect reader has it: built from the story and its truth, without a page being drawn or read.

Where a page cannot tell (a red seal on a grey copy, a sheet out of focus) the perfect reader cannot tell either.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from samples.packing import Delivery, File
from samples.papers import Paper
from samples.story import Story
from schemas.case import (
    Achievement,
    Applicant,
    Application,
    Case,
    EmployerReview,
    Expert,
    Opinion,
    PageState,
    PlusOne,
    Publicity,
    Seal,
    TocEntry,
)
from schemas.document import Block, Document, PagePlacement
from schemas.field import NOT_FOUND, Field
from schemas.files import FileError, FileRecord
from schemas.geometry import PageRef, Place
from schemas.terms.organisations import kind

_FORMS = ("recommendation_form", "application_form")
_ERRORS: dict[str, FileError] = {
    "unreadable": FileError(code="damaged", message="文件已损坏"),
    "encrypted": FileError(code="password", message="文件设有口令"),
    "empty": FileError(code="empty", message="文件内容为空"),
}
_OPINION = ("conclusion", "text", "sealed", "seal_text", "signed_on")


def known(story: Story, sheets: Sequence[Paper], delivery: Delivery, truth: dict[str, Any]) -> Case:
    """The case of round 1. `truth` is the dossier's truth file, whose pointers are those of the record."""
    return _Reader(story, sheets, delivery, truth).case()


class _Reader:
    """What is on the papers, by paper."""

    def __init__(self, story: Story, sheets: Sequence[Paper], delivery: Delivery, truth: dict[str, Any]) -> None:
        self.story, self.delivery, self.fields = story, delivery, truth["fields"]
        self.sheets = sheets
        self.legible = [one for one in sheets if one.id in delivery.parts and one.id not in delivery.unreadable]
        self.papers = {one.id: one for one in self.legible}

    def case(self) -> Case:
        story = self.story
        return Case(
            case_id=f"case-{story.key}",
            dossier_key=story.key,
            round=1,
            received_at=story.submitted_on,
            submitted_on=story.submitted_on,
            declared_path="freelance" if story.path == "freelance" else "employed",
            applicant=self._applicant(),
            application=self._application(),
            experts=self._experts(),
            plus_one=self._plus_one(),
            employer_review=self._review(),
            documents=tuple(self._document(one) for one in self.legible),
            files=tuple(self._file(one) for one in self.delivery.files),
            pages=tuple(self._pages()),
            seals=tuple(self._seals()),
            toc=tuple(self._toc()),
        )

    def _field(self, value: Any, paper: str, printed: bool = True) -> Field:
        """What is written; where nothing is, whether there is a slot for it."""
        where = self._place(paper)
        if value in ("", None, []):
            return Field(state="blank", places=where) if printed else NOT_FOUND
        return Field(value=value, raw=str(value), state="read", places=where, method="truth")

    def _mark(self, seen: bool, paper: str) -> Field:
        """A seal: on a grey copy one that is not seen may be there all the same."""
        if paper in self.delivery.grey and not seen:
            return Field(state="unreadable", places=self._place(paper), method="image")
        return Field(value=seen, state="read", places=self._place(paper), method="image")

    def _place(self, paper: str) -> tuple[Place, ...]:
        return tuple(Place(file=file, page=pages[0]) for file, pages in self.delivery.parts.get(paper, [])[:1])

    def _noun(self, pointer: str, names: Sequence[str], paper: str) -> dict[str, Field]:
        said = {name: self.fields.get(f"{pointer}/{name}") for name in names}
        return {name: self._field(value, paper) for name, value in said.items()}

    def _form(self) -> str:
        return "rec" if "rec" in self.papers else "app"

    def _applicant(self) -> Applicant:
        return Applicant(**self._person(self._form()), path=Field(value=self.story.path, state="read", method="sidecar"))

    def _person(self, paper: str) -> dict[str, Field]:
        """What stands in a form's slots, which is not always what is true of the applicant."""
        names = [name for name in Applicant.model_fields if name not in ("path", "id_type")]
        said = {name: self.fields.get(f"/applicant/{name}") for name in names} | {"name": self.story.form_name}
        said |= {"employer": None} if "form-employer" in self.story.absent else {}
        return {name: self._field(value, paper) for name, value in said.items()}

    def _application(self) -> Application:
        said = self._noun("/application", ("conditions", "level", "series", "specialty"), self._form())
        claims = [self._claim(index) for index in range(len(self.story.achievements))] if "app" in self.papers else []
        return Application(**said, achievements=tuple(claims))

    def _claim(self, index: int) -> Achievement:
        one = self.story.achievements[index]
        said = {name: getattr(one, name) for name in ("title", "level", "role", "date", "status")}
        said |= {"no": str(index + 1), "kind": one.label}
        shown = tuple(id for id in self.papers if id.startswith(f"ach{index}."))
        fields = {name: self._field(value, "app") for name, value in said.items()}
        return Achievement.model_validate({**fields, "documents": shown})

    def _experts(self) -> tuple[Expert, ...]:
        if "rec" not in self.papers:
            return ()
        names = ("name", "title", "title_level", "employer", "position", "specialty", "phone", "opinion", "signed", "signed_on")
        return tuple(
            Expert.model_validate({**self._noun(f"/recommendation/experts/{index}", names, "rec"), "document": "rec"})
            for index in range(len(self.story.experts))
        )

    def _plus_one(self) -> PlusOne | None:
        plus = self.story.plus_one
        if plus is None or "rec" not in self.papers:
            return None
        names = ("organisation", "name", "position", "phone", "opinion", "signed", "signed_on")
        said = self._noun("/recommendation/plus_one", names, "rec")
        said |= {"sealed": self._mark(plus.sealed, "rec"), "seal_text": self._lettering(plus.organisation, plus.sealed, "rec")}
        said["organisation_type"] = self._field(kind(plus.organisation), "rec")
        return PlusOne.model_validate({**said, "document": "rec"})

    def _lettering(self, text: str, sealed: bool, paper: str) -> Field:
        """What a seal says; on a grey copy nobody can read it."""
        if paper in self.delivery.grey and sealed:
            return Field(state="unreadable", places=self._place(paper), method="image")
        return self._field(text if sealed else None, paper, False)

    def _review(self) -> EmployerReview:
        body = self.story.reviewer.name
        if not {"pub", "opn"} & self.papers.keys():
            return EmployerReview()
        by = "opn" if "opn" in self.papers else "pub"
        return EmployerReview(
            reviewer_name=self._field(body, by),
            reviewer_type=self._field(self.story.reviewer_type, by),
            publicity=self._publicity() if "pub" in self.papers else None,
            opinion=self._opinion() if "opn" in self.papers else None,
        )

    def _publicity(self) -> Publicity:
        said, slots = self.story.publicity, self.papers["pub"].data["layout"] == "publicity-table"
        values = {"issuer": said.issuer, "holders": said.names, "level": said.level, "specialty": said.specialty}
        open_ = {"start": said.start, "end": said.end, "result": said.result}
        fields = {name: self._field(value, "pub") for name, value in values.items()}
        return Publicity(**fields, **{name: self._field(value, "pub", slots) for name, value in open_.items()}, document="pub")

    def _opinion(self) -> Opinion:
        said = self.story.opinion
        fields = {name: self._field(getattr(said, name), "opn") for name in ("issuer", "text", "conclusion", "signed_on")}
        fields |= {
            "level": self._field(self.story.level, "opn", False),
            "specialty": self._field(self.story.specialty, "opn", False),
        }
        fields |= {"sealed": self._mark(said.sealed, "opn"), "seal_text": self._lettering(said.seal_text, said.sealed, "opn")}
        return Opinion(**fields, seal_slot=said.slot, document="opn")

    def _document(self, paper: Paper) -> Document:
        fields = {name: self._field(value, paper.id) for name, value in paper.fields.items()}
        return Document(
            id=paper.id,
            type=paper.type_alt[0] if paper.type_alt else paper.type,  # type: ignore[arg-type]
            title=paper.title,
            pages=tuple(PageRef(file=file, page=page) for file, pages in self.delivery.parts[paper.id] for page in pages),
            fields=fields | self._marks(paper),
            blocks=self._blocks(paper),
            names=tuple(dict.fromkeys(self._names(paper))),
            text="\n".join(_words(paper.data)),
            tags=tuple(self._tags(paper)),
        )

    def _marks(self, paper: Paper) -> dict[str, Field]:
        """The marks that rules look for on a document of its type."""
        match paper.type:
            case "labour_contract":
                signed = Field(value="contract_employee" in paper.marks, state="read", places=self._place(paper.id))
                return {"sealed": self._mark("contract_seal" in paper.marks, paper.id), "signed": signed}
            case "award_certificate" | "publicity_certificate":
                return {"sealed": self._mark(True, paper.id)}
        return {}

    def _blocks(self, paper: Paper) -> tuple[Block, ...]:
        """What a form says of the applicant and of what is applied for."""
        if paper.type not in _FORMS:
            return ()
        applied = self._noun("/application", ("conditions", "level", "series", "specialty"), paper.id)
        return (Block(kind="applicant", fields=self._person(paper.id)), Block(kind="application", fields=applied))

    def _names(self, paper: Paper) -> Iterator[str]:
        if paper.type == "recommendation_form":
            people = [one.name for one in self.story.experts] + [one.named for one in self.story.experts]
            plus = self.story.plus_one
            yield from (name for name in [self.story.form_name, *people, plus.name if plus else None] if name)
        for name in ("name", "holder", "employee"):
            yield from ([str(paper.fields[name])] if paper.fields.get(name) else [])

    def _tags(self, paper: Paper) -> Iterator[str]:
        if paper.type == "employer_opinion":
            yield from ([] if "公示" not in str(self.story.opinion.text) else ["publicity_stated"])
        if paper.type == "publicity_certificate":
            yield "publicity_stated"
        if paper.type == "labour_contract" and not paper.fields.get("end"):
            yield "no_fixed_term"
        if paper.data.get("layout") == "patent-application":
            yield "patent_application"
        if paper.type == "overseas_qualification":
            yield from ("foreign_language", "translated")

    def _file(self, file: File) -> FileRecord:
        return FileRecord(
            path=file.path,
            sha256=hashlib.sha256(f"{self.story.key} {file.path}".encode()).hexdigest(),
            size=1,
            media_type="image/jpeg" if file.path.endswith(".jpg") else "application/pdf",
            pages=file.pages,
            status=file.status,  # type: ignore[arg-type]
            error=_ERRORS.get(file.status),
        )

    def _pages(self) -> Iterator[PageState]:
        lies = {(file, page): one for one, parts in self.delivery.parts.items() for file, pages in parts for page in pages}
        for file in self.delivery.files:
            for number in range(1, file.pages + 1):
                ref, paper = PageRef(file=file.path, page=number), lies.get((file.path, number))
                lost = paper in self.delivery.unreadable
                place = "unassigned" if lost else paper or "blank"
                yield PageState(
                    ref=ref,
                    quality="unreadable" if lost else "read",
                    quality_reason="blurred" if lost else "",
                    placement=PagePlacement(ref=ref, place=place),
                    reader="truth",
                    colourless=paper in self.delivery.grey,
                )

    def _seals(self) -> Iterator[Seal]:
        letters = {"employer_seal": self.story.opinion.seal_text, "publicity_seal": self.story.publicity.issuer}
        for paper in self.legible:
            for key in (one for one in paper.marks if one.endswith("seal")):
                grey = paper.id in self.delivery.grey
                yield Seal(
                    document=paper.id,
                    place=self._place(paper.id)[0],
                    text=None if grey else letters.get(key),
                    confidence=1.0,
                    colour="grey" if grey else "red",
                    shape="round",
                )

    def _toc(self) -> Iterator[TocEntry]:
        """The list names every paper in the order in which they were printed, and then what was never there."""
        if "list" not in self.papers:
            return
        printed = [one.id for one in self.sheets if one.id != "list"]
        for index, title in enumerate(self.papers["list"].data["entries"]):
            answers = [id for id in printed[index : index + 1] if id in self.papers]
            yield TocEntry(no=str(index + 1), title=self._field(title, "list"), documents=tuple(answers))


_LOOKS = ("look", "layout", "words", "order", "flipped")


def _words(data: Any) -> Iterator[str]:
    """Everything that is printed of a paper's data."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from () if name in _LOOKS else _words(value)
    elif isinstance(data, list):
        for value in data:
            yield from _words(value)
    elif data not in (None, "") and not isinstance(data, bool):
        yield str(data)
