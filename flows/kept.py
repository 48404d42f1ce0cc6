"""What is kept of a round beside the readings: the case as it was assembled, to judge again without opening a file, and
what it was assembled from, to put a page elsewhere without reading one.

Of a dossier in quarantine nothing is kept that was read.
"""

import gzip
from collections.abc import Sequence

from extractors.second_voice import CropAnswer
from flows.home import Home
from flows.line import Made, Matter, Understood
from infra.ledger_evidence import Evidence
from infra.store import NotStoredError, Store
from schemas.base import Value
from schemas.case import Case
from schemas.decision import Taken
from schemas.deficiencies import Item
from schemas.files import FileRecord
from schemas.geometry import PageRef
from schemas.page import Page, Sheet


class Kept(Value):
    """A round as it was before any person decided, but for the pages that `placed` has put elsewhere; of one in quarantine
    only what was handed in.
    """

    matter: Matter
    case: Case | None
    placed: tuple[Taken, ...] = ()


class Grounds(Value):
    """What the case of a round was made from: the files, its pages by the keys of their readings (those that could not be
    read stand in `unread`), the documents as the machine made them, and what the second reader said.
    """

    files: tuple[FileRecord, ...]
    pages: tuple[tuple[PageRef, str], ...]
    unread: tuple[Page, ...]
    understood: Understood
    answers: tuple[CropAnswer, ...]


class LateFindings(Value):
    """漏告知: what the round before could have seen and did not tell. For the supervisor, never for the applicant."""

    case_id: str
    round: int
    findings: tuple[Item, ...]


def pack(kept: Kept) -> bytes:
    """The same round gives the same bytes. Decisions are not in it: they stand in the ledger."""
    plain = kept.model_copy(update={"matter": kept.matter.model_copy(update={"decisions": (), "stamp": None})})
    return _packed(plain)


def unpacked(packed: bytes) -> Kept:
    """`Kept`, unpacked."""
    return Kept.model_validate_json(gzip.decompress(packed))


def grounds(files: Sequence[FileRecord], sheets: Sequence[Sheet], understood: Understood, answers: Sequence[CropAnswer]) -> bytes:
    """`Grounds`, packed."""
    pages = tuple((sheet.ref, sheet.page.key) for sheet in sheets)
    unread = tuple(sheet.page for sheet in sheets if sheet.page.quality == "unreadable")
    return _packed(
        Grounds(files=tuple(files), pages=pages, unread=unread, understood=understood, answers=tuple(answers))
    )  # fmt: skip


def ungrounded(packed: bytes) -> Grounds:
    """`Grounds`, unpacked."""
    return Grounds.model_validate_json(gzip.decompress(packed))


def _packed(value: Value) -> bytes:
    return gzip.compress(value.model_dump_json(exclude_defaults=True).encode(), compresslevel=4, mtime=0)


def keep(home: Home, case_id: str, round: int, made: Made) -> None:
    """Put away what is needed to judge again, the late findings, and the pages of evidence; what is no longer due goes.

    That there are late findings, how many and of which rules, is written down in the audit trail.
    """
    store = home.store
    if made.late is not None and made.late != _stored(store, late_at(case_id, round)):
        codes = [item.code for item in LateFindings.model_validate_json(made.late).findings]
        home.ledger.note(case_id, "told_late", {"round": round, "count": len(codes), "codes": sorted(set(codes))})
    Evidence(home.ledger.engine).replace(case_id, made.gist.organ, made.evidence)
    if made.grounds is not None:
        store.put(grounds_at(case_id, round), made.grounds)
    elif made.status == "quarantined":
        store.delete(grounds_at(case_id, round))
    for place, content in ((kept_at(case_id, round), made.kept), (late_at(case_id, round), made.late)):
        if content is None:
            store.delete(place)
        else:
            store.put(place, content)


def fetch(store: Store, case_id: str, round: int) -> Kept | None:
    """The round as it was kept; ``None`` where nothing is (never processed)."""
    content = _stored(store, kept_at(case_id, round))
    return unpacked(content) if content else None


def late_findings(store: Store, case_id: str, round: int) -> tuple[Item, ...]:
    """漏告知 of this round. Only for a supervisor's eyes: who asks is for the caller to know."""
    content = _stored(store, late_at(case_id, round))
    return LateFindings.model_validate_json(content).findings if content else ()


def _stored(store: Store, place: str) -> bytes | None:
    try:
        return store.get(place)
    except NotStoredError:
        return None


def kept_at(case_id: str, round: int) -> str:
    return f"cases/{case_id}/round-{round}.json.gz"


def grounds_at(case_id: str, round: int) -> str:
    return f"cases/{case_id}/round-{round}.grounds.json.gz"


def late_at(case_id: str, round: int) -> str:
    return f"late/{case_id}/round-{round}.json"
