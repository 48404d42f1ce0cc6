"""The context of judging: the case with the questions that many checks ask of it, answered once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from schemas.case import Case, PageState
from schemas.check import Check
from schemas.deficiencies import DeficiencyList
from schemas.document import EVIDENCE_TYPES, Block, BlockKind, Document, DocumentType
from schemas.field import Field
from schemas.files import FileStatus
from schemas.geometry import PageRef
from schemas.page import GIVEN_UP
from schemas.profile import Profile
from schemas.recommenders import Exited
from schemas.terms.dates import as_day
from schemas.terms.organisations import kind, same
from schemas.terms.persons import same_name
from schemas.traces import Shared
from validators.calendar import Calendar
from validators.resent import Again, sent_again
from validators.subjects import hollow
from validators.verdict import Spot, Verdict, unsure

UNOPENED: frozenset[FileStatus] = frozenset({"unreadable", "encrypted"})
FORMS: tuple[DocumentType, ...] = ("recommendation_form", "application_form")
IDENTITY: tuple[DocumentType, ...] = ("identity_card", "residence_permit", "passport")


def _counts(page: PageState) -> bool:
    return page.placement.place not in ("blank", "duplicate")


def _is_given_up(page: PageState) -> bool:
    return page.quality == "unreadable" and page.quality_reason in GIVEN_UP


@dataclass(frozen=True)
class Context:
    """What a check may look at.

    `today` is a day, `previous` the list of the round before (None in the first), `given` what the other rules have found:
    only the rule that asks whether a notice was followed looks at it. `fresh` are the paths of the files that are new or
    changed since the notice, `replaced` those of unread files that, as a person says, came again under another name;
    `exited` are the recommenders who had to leave, `shared` the pages that other cases of the organisation hold too.
    """

    case: Case
    profile: Profile
    calendar: Calendar
    today: date
    previous: DeficiencyList | None = None
    given: tuple[Check, ...] = ()
    fresh: frozenset[str] = frozenset()
    replaced: frozenset[str] = frozenset()
    exited: tuple[Exited, ...] = ()
    shared: tuple[Shared, ...] = ()

    def setting(self, key: str, default: float) -> float:
        """A number of the profile; its default where the profile leaves it open."""
        value = self.profile.setting(key)
        return default if value is None else float(value)

    @cached_property
    def submitted(self) -> date:
        """The day of submission, by which terms and lists are judged."""
        return as_day(self.case.submitted_on) or self.today

    @cached_property
    def forms(self) -> tuple[Document, ...]:
        """举荐表 and 申报表: the forms that the applicant fills in."""
        return self.case.of_type(*FORMS)

    @cached_property
    def evidence(self) -> tuple[Document, ...]:
        """业绩成果佐证材料 of the dossier."""
        return tuple(document for document in self.case.documents if document.type in EVIDENCE_TYPES)

    def pointer(self, document: Document | None) -> str:
        """Where the record has this document."""
        return f"/documents/{self._places[document.id]}" if document else "/documents"

    @cached_property
    def _places(self) -> dict[str, int]:
        return {document.id: index for index, document in enumerate(self.case.documents)}

    def blocks(self, kind: BlockKind, *documents: Document) -> Iterator[tuple[Document, Block]]:
        """The blocks of a kind on these documents (on the forms, if none are named)."""
        return ((document, block) for document in documents or self.forms for block in document.of_kind(kind))

    def on_forms(self, kind: BlockKind, name: str, pointer: str, whole: Field) -> tuple[Spot, ...]:
        """One slot as each form has it; where no form was taken apart into blocks, the record's own value."""
        found = tuple(Spot(pointer, block[name], document.id) for document, block in self.blocks(kind))
        return found or (Spot(pointer, whole, self.forms[0].id if self.forms else None),)

    @cached_property
    def bad_pages(self) -> frozenset[PageRef]:
        """Pages that nobody can read and that the applicant is asked for again (FIL-03).

        A page from whose document everything was made out is legible, however little the reader trusted itself on it; one that
        the machine gave up may be so too (`doubtful_pages`).
        """
        return frozenset(
            page.ref
            for page in self.case.pages
            if page.quality == "unreadable" and not _is_given_up(page) and _counts(page) and not self._made_out(page)
        )

    def again(self, path: str) -> Again:
        """Whether a file that could not be read came again in this round."""
        return sent_again(path, self.case, self.fresh)

    def _came_again(self, path: str) -> bool:
        return path in self.replaced or self.again(path).how == "yes"

    @cached_property
    def lost_pages(self) -> tuple[PageRef, ...]:
        """Those of the illegible pages of which nobody can tell what material they are, in their order."""
        placed = {page.ref: self.case.document(page.placement.place) for page in self.case.pages}
        known = {ref for ref, document in placed.items() if document is not None and document.type != "other"}
        return tuple(
            page.ref for page in self.case.pages if page.ref in self.bad_pages - known and not self._came_again(page.ref.file)
        )

    @cached_property
    def doubtful_pages(self) -> frozenset[PageRef]:
        """Poor pages on which nothing was made out, and pages that the machine gave up for want of time or memory: whether they
        are legible is asked (FIL-03).
        """
        poor = [page for page in self.case.pages if page.quality == "poor" and _counts(page)]
        return frozenset({page.ref for page in poor if not self._says_something(page.placement.place)} | set(self.given_up))

    @cached_property
    def given_up(self) -> tuple[PageRef, ...]:
        """The pages that the machine gave up and that did not come again, in their order."""
        lost = (page for page in self.case.pages if _is_given_up(page) and _counts(page))
        return tuple(page.ref for page in lost if not self._came_again(page.ref.file))

    def _says_something(self, id: str) -> bool:
        """Whether there is more on a document of a known type than that it is stamped or signed."""
        document = self.case.document(id)
        lettering = document["seal_text"] if document else None
        return any(not isinstance(field.value, bool) and field is not lettering for field in self._fields_of(id))

    def _made_out(self, page: PageState) -> bool:
        fields = self._fields_of(page.placement.place)
        here = [f for f in fields if any(p.file == page.ref.file and p.page == page.ref.page for p in f.places)]
        return bool(here) and not any(field.state == "unreadable" for field in fields)

    def _fields_of(self, id: str) -> list[Field]:
        """What was written, or could not be read, on a document of a known type."""
        document = self.case.document(id)
        if document is None or document.type == "other":
            return []
        fields = [*document.fields.values(), *(field for block in document.blocks for field in block.fields.values())]
        return [field for field in fields if field.present or field.state == "unreadable"]

    @cached_property
    def unclear_pages(self) -> frozenset[PageRef]:
        """Pages that were read poorly or not at all."""
        return frozenset(page.ref for page in self.case.pages if page.quality != "read")

    @cached_property
    def unopened(self) -> tuple[str, ...]:
        """Files that could not be opened and that the applicant is asked for again (FIL-01, FIL-02)."""
        return tuple(file.path for file in self.case.files if file.status in UNOPENED and not self._came_again(file.path))

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """All files in which something may stand that was not read and that is asked for again."""
        illegible = sorted({page.file for page in self.bad_pages})
        return tuple(dict.fromkeys((*self.unopened, *(path for path in illegible if not self._came_again(path)))))

    def elsewhere(self, reason: str) -> Verdict | None:
        """What must be said of something not found where it may stand in what was not read; None where all was read."""
        if self.doubtful_pages:
            return unsure(reason).on(*sorted(self.doubtful_pages, key=lambda page: (page.file, page.page)))
        return unsure(reason, self.unread) if self.unread else None

    def pages_of(self, id: str | None) -> tuple[PageRef, ...]:
        """The pages of a document, by its id."""
        return self._pages.get(id or "", ())

    @cached_property
    def _pages(self) -> dict[str, tuple[PageRef, ...]]:
        return {document.id: document.pages for document in reversed(self.case.documents)}

    @cached_property
    def shared_pages(self) -> dict[PageRef, tuple[str, ...]]:
        """The pages that earlier dossiers of the organisation hold too, and which cases."""
        elsewhere = {page.key: page.cases for page in self.shared}
        traced = ((page.ref, page.trace.key) for page in self.case.pages if page.trace)
        return {ref: elsewhere[key] for ref, key in traced if key in elsewhere}

    def well_read(self, id: str | None) -> bool:
        """Whether all pages of a document were read well, so that what was not found there is not there."""
        return not any(page in self.unclear_pages for page in self.pages_of(id))

    def blocking(self, spot: Spot) -> tuple[str, ...]:
        """The files whose unreadable pages are the only cause that a field was not read."""
        seen = {PageRef(file=p.file, page=p.page) for p in spot.field.places if p.page is not None} or set(
            self.pages_of(spot.document)
        )
        bad = seen & self.bad_pages
        return tuple(sorted({page.file for page in bad})) if bad and (bad == seen or not spot.field.places) else ()

    @cached_property
    def has_form(self) -> bool:
        """Whether there is a 举荐表, or recommendations in another shape."""
        return bool(self.case.of_type("recommendation_form") or any(not hollow(expert) for expert in self.case.experts))

    @cached_property
    def employers(self) -> tuple[str, ...]:
        """The applicant's employer as the forms name it; where they do not, as contract, record or certificate do."""
        stated = self.case.applicant.employer
        if stated.present:
            return (str(stated.value),)
        papers = self.case.of_type("labour_contract", "social_insurance_record", "employment_certificate")
        return tuple(dict.fromkeys(str(paper["employer"].value) for paper in papers if paper["employer"].present))

    @cached_property
    def reviewers(self) -> tuple[str, ...]:
        """Who reviewed, as the opinion or its form says: the employer, for whoever has one."""
        review = self.case.employer_review
        names = (review.reviewer_name, review.opinion.issuer) if review.opinion else (review.reviewer_name,)
        return tuple(str(field.value) for field in names if field.present)

    @cached_property
    def own_name(self) -> Spot:
        """The applicant's name as the forms state it; where they leave it out, as the identity document does."""
        stated = Spot("/applicant/name", self.case.applicant.name)
        on_card = (
            Spot(f"{self.pointer(card)}/fields/{name}", card[name], card.id)
            for card in self.case.of_type(*IDENTITY)
            for name in ("name", "holder")
        )
        return stated if stated.field.present else next((spot for spot in on_card if spot.field.present), stated)

    def is_applicant(self, name: str) -> bool:
        """Whether a written name is the applicant's."""
        return self.own_name.field.present and same_name(name, self.own_name.text)

    @cached_property
    def inferred(self) -> tuple[int, ...]:
        """The item of Article 3 that the "+1" alone admits, where none is stated: Article 4 gives each item its own."""
        plus_one = self.case.plus_one
        if self.case.conditions or plus_one is None or not plus_one.organisation.present:
            return ()
        name = str(plus_one.organisation.value)
        own = any(same(name, employer) == "same" for employer in self.employers)
        body = "employer" if own else kind(name)
        return tuple(item.number for item in self.profile.items if item.body == body and (own or body != "employer"))

    @cached_property
    def conditions(self) -> tuple[int, ...]:
        """The items of Article 3 applied under: as stated, else as inferred."""
        return self.case.conditions or self.inferred
