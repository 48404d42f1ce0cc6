"""The case: what all the documents of a dossier say together. It is what the rules judge.

One applicant, the experts, one "+1", the employer's review, the achievements, the documents. Every leaf is a `Field`,
so that a rule can tell an empty slot from an unread one; contradictions stay side by side in the documents.
"""

from typing import Literal

from schemas.base import Value
from schemas.document import Document, DocumentType, PagePlacement
from schemas.field import NOT_FOUND, Field
from schemas.files import FileRecord
from schemas.geometry import PageRef, Place
from schemas.page import Quality
from schemas.traces import PageTrace

Path = Literal["employed", "freelance"]


class Applicant(Value):
    """被举荐人 / 申报人. `path` holds ``employed`` or ``freelance``; `id_type` names the kind of document."""

    name: Field = NOT_FOUND
    gender: Field = NOT_FOUND
    birth_date: Field = NOT_FOUND
    id_type: Field = NOT_FOUND
    id_number: Field = NOT_FOUND
    phone: Field = NOT_FOUND
    employer: Field = NOT_FOUND
    employer_uscc: Field = NOT_FOUND
    position: Field = NOT_FOUND
    current_title: Field = NOT_FOUND
    education: Field = NOT_FOUND
    path: Field = NOT_FOUND


class Achievement(Value):
    """One row of 业绩成果. `documents` are the ids of the documents that evidence it, matched by content."""

    no: Field = NOT_FOUND
    kind: Field = NOT_FOUND
    title: Field = NOT_FOUND
    level: Field = NOT_FOUND
    role: Field = NOT_FOUND
    date: Field = NOT_FOUND
    status: Field = NOT_FOUND
    number: Field = NOT_FOUND
    documents: tuple[str, ...] = ()
    match_confidence: float = 1.0


class Application(Value):
    """What is applied for. `conditions` holds the items of Article 3 as a list of 1 to 4; `level` 正高级 or 副高级."""

    conditions: Field = NOT_FOUND
    level: Field = NOT_FOUND
    series: Field = NOT_FOUND
    specialty: Field = NOT_FOUND
    title: Field = NOT_FOUND
    achievements: tuple[Achievement, ...] = ()


class Expert(Value):
    """One of the recommending experts. `title_level` holds full / deputy / mid / junior / unknown; `signed` a bool or None.

    `document` is the form it stands on; `signature` the fingerprint of the ink in the slot, by which copies are told.
    """

    name: Field = NOT_FOUND
    title: Field = NOT_FOUND
    title_level: Field = NOT_FOUND
    employer: Field = NOT_FOUND
    position: Field = NOT_FOUND
    specialty: Field = NOT_FOUND
    phone: Field = NOT_FOUND
    opinion: Field = NOT_FOUND
    signed: Field = NOT_FOUND
    signed_on: Field = NOT_FOUND
    signature: str | None = None
    document: str | None = None


class PlusOne(Value):
    """The "+1": the one responsible principal of Article 4. `signature` as of `Expert`."""

    organisation: Field = NOT_FOUND
    organisation_type: Field = NOT_FOUND
    name: Field = NOT_FOUND
    position: Field = NOT_FOUND
    phone: Field = NOT_FOUND
    opinion: Field = NOT_FOUND
    signed: Field = NOT_FOUND
    sealed: Field = NOT_FOUND
    seal_text: Field = NOT_FOUND
    signed_on: Field = NOT_FOUND
    signature: str | None = None
    document: str | None = None


class Publicity(Value):
    """单位内部公示. Dates ISO; `level`, `series`, `specialty`, `holders` are what was put on notice."""

    issuer: Field = NOT_FOUND
    start: Field = NOT_FOUND
    end: Field = NOT_FOUND
    result: Field = NOT_FOUND
    level: Field = NOT_FOUND
    series: Field = NOT_FOUND
    specialty: Field = NOT_FOUND
    holders: Field = NOT_FOUND
    document: str | None = None


class Opinion(Value):
    """单位推荐意见. `conclusion` holds agree / disagree / none; `seal_slot` whether a place for the seal is printed."""

    issuer: Field = NOT_FOUND
    conclusion: Field = NOT_FOUND
    text: Field = NOT_FOUND
    sealed: Field = NOT_FOUND
    seal_text: Field = NOT_FOUND
    signed_on: Field = NOT_FOUND
    level: Field = NOT_FOUND
    specialty: Field = NOT_FOUND
    seal_slot: bool = False
    document: str | None = None


class EmployerReview(Value):
    """初审、公示、推荐意见, whoever did it."""

    reviewer_name: Field = NOT_FOUND
    reviewer_type: Field = NOT_FOUND
    preliminary_review: Field = NOT_FOUND
    publicity: Publicity | None = None
    opinion: Opinion | None = None


class PageState(Value):
    """How well one page was read and where it went (see CONTRACT.md, ``pages``).

    `tags`: ``secret`` where the page itself bears a mark of secrecy (绝密, 机密, 秘密 with ★), whatever document it is in.
    `trace`: by what a page of evidence is known again in other dossiers.
    """

    ref: PageRef
    quality: Quality
    quality_reason: str
    placement: PagePlacement
    reader: str
    colourless: bool = False
    tags: tuple[str, ...] = ()
    trace: PageTrace | None = None


class Seal(Value):
    """One seal that was seen, with the document it stands on and what may be odd about it (``""``: nothing).

    `across`: where the other halves are of one that is stamped across pages (骑缝章); `text` is then that of all of them.
    """

    document: str
    place: Place
    text: str | None
    confidence: float
    colour: str | None
    shape: str | None
    oddity: str = ""
    across: tuple[Place, ...] = ()


class Case(Value):
    """Everything known of one dossier in one round. Pure data: `judge` needs nothing else but profile and calendar.

    `toc` are the rows of 材料目录 with the ids of the documents that answer them. `superseded` are documents that a later
    delivery replaced: they are held and recorded, and not judged any more.
    """

    case_id: str
    dossier_key: str
    round: int
    received_at: str
    submitted_on: str
    declared_path: Path | None
    applicant: Applicant
    application: Application
    experts: tuple[Expert, ...]
    plus_one: PlusOne | None
    employer_review: EmployerReview
    documents: tuple[Document, ...]
    files: tuple[FileRecord, ...]
    pages: tuple[PageState, ...]
    seals: tuple[Seal, ...] = ()
    toc: tuple["TocEntry", ...] = ()
    superseded: tuple[Document, ...] = ()
    superseded_pages: tuple[PageState, ...] = ()

    @property
    def held_documents(self) -> tuple[Document, ...]:
        """All documents, those that later deliveries replaced at the end."""
        return (*self.documents, *self.superseded)

    @property
    def held_pages(self) -> tuple[PageState, ...]:
        """All pages, those of replaced documents at the end."""
        return (*self.pages, *self.superseded_pages)

    def of_type(self, *types: DocumentType) -> tuple[Document, ...]:
        """The documents of these types, in order."""
        return tuple(document for document in self.documents if document.type in types)

    def document(self, id: str | None) -> Document | None:
        """The document of this id."""
        return next((document for document in self.documents if document.id == id), None)

    @property
    def freelance(self) -> bool:
        """Whether the path is that of 自由职业者 (Art. 7(1), second paragraph)."""
        return bool(self.applicant.path.value == "freelance")

    @property
    def conditions(self) -> tuple[int, ...]:
        """The items of Article 3 applied under."""
        return tuple(self.application.conditions.value or ()) if self.application.conditions.present else ()


class TocEntry(Value):
    """One row of the applicant's own list of materials: what it names, and which documents answer it.

    `doubtful`: they may as well be what another row names.
    """

    no: str
    title: Field
    documents: tuple[str, ...] = ()
    doubtful: bool = False
