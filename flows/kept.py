"""What is kept of a round beside the readings: the case as it was assembled, to judge again without opening a file.

Of a dossier in quarantine nothing is kept that was read.
"""

import gzip

from flows.line import Made, Matter
from infra.store import NotStoredError, Store
from schemas.base import Value
from schemas.case import Case
from schemas.deficiencies import Item


class Kept(Value):
    """A round as it was before any person decided; of one in quarantine only what was handed in."""

    matter: Matter
    case: Case | None


class LateFindings(Value):
    """漏告知: what the round before could have seen and did not tell. For the supervisor, never for the applicant."""

    case_id: str
    round: int
    findings: tuple[Item, ...]


def pack(kept: Kept) -> bytes:
    """The same round gives the same bytes. Decisions are not in it: they stand in the ledger."""
    plain = kept.model_copy(update={"matter": kept.matter.model_copy(update={"decisions": (), "stamp": None})})
    return gzip.compress(plain.model_dump_json(exclude_defaults=True).encode(), compresslevel=4, mtime=0)


def keep(store: Store, case_id: str, round: int, made: Made) -> None:
    """Put away what is needed to judge again, and the late findings; what is no longer due goes."""
    for place, content in ((kept_at(case_id, round), made.kept), (late_at(case_id, round), made.late)):
        if content is None:
            store.delete(place)
        else:
            store.put(place, content)


def fetch(store: Store, case_id: str, round: int) -> Kept | None:
    """The round as it was kept; ``None`` where nothing is (never processed)."""
    try:
        return Kept.model_validate_json(gzip.decompress(store.get(kept_at(case_id, round))))
    except NotStoredError:
        return None


def kept_at(case_id: str, round: int) -> str:
    return f"cases/{case_id}/round-{round}.json.gz"


def late_at(case_id: str, round: int) -> str:
    return f"late/{case_id}/round-{round}.json"
