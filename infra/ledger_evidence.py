"""Pages of evidence in the ledger: hashes of each case's, by which the same page is found in an organisation's other cases."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, func, or_, select

from infra.database import reading, writing
from infra.ledger_tables import audit, evidence
from schemas.traces import PageTrace, Shared, same_page

PARTS = ("words_1", "words_2", "words_3", "words_4")
"""The hash of the words in four: of two that differ in no more than three bits one part is the same."""
AT_ONCE = 100
"""Pages that are looked up by one question."""


class Evidence:
    """The pages of evidence of all cases in this database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def replace(self, case_id: str, organ: str, pages: Sequence[PageTrace]) -> None:
        """Keep these as the pages of the case, in place of what was kept of it. The same pages write nothing."""
        wanted = {(organ, page) for page in pages}
        with reading(self._engine) as db:
            if {(row.organ, _trace(row)) for row in db.execute(_of(case_id))} == wanted:
                return
        rows = [_row(case_id, organ, page) for _, page in sorted(wanted, key=lambda each: each[1].key)]
        with writing(self._engine) as db:
            db.execute(evidence.delete().where(evidence.c.case_id == case_id))
            if rows:
                db.execute(evidence.insert(), rows)

    def kept(self, case_id: str) -> tuple[PageTrace, ...]:
        """The pages of the case as they were kept last."""
        with reading(self._engine) as db:
            return tuple(sorted({_trace(row) for row in db.execute(_of(case_id))}, key=lambda page: page.key))

    def shared(self, case_id: str, organ: str, pages: Sequence[PageTrace]) -> tuple[Shared, ...]:
        """Which of these pages other cases of the organisation hold, in order of their keys.

        Only cases that were enrolled earlier count: of two dossiers that hold the same page the later one says so, whichever
        is judged first. What an earlier one of the same batch holds is found when it is published, at the next run at the latest.
        """
        found: dict[str, set[str]] = defaultdict(set)
        with reading(self._engine) as db:
            for at in range(0, len(pages), AT_ONCE):
                for page, other in _alike(db, case_id, organ, pages[at : at + AT_ONCE]):
                    found[page].add(other)
            since = _enrolled(db, {case_id}.union(*found.values()))
        here = since.get(case_id)
        earlier = {key: sorted(one for one in others if here and since.get(one, here) < here) for key, others in found.items()}
        return tuple(Shared(key=key, cases=tuple(cases)) for key, cases in sorted(earlier.items()) if cases)


def _alike(db: Connection, case_id: str, organ: str, pages: Sequence[PageTrace]) -> set[tuple[str, str]]:
    """Keys of these pages with the cases that hold the same."""
    rows = [_row(case_id, organ, page) for page in pages]
    hits = or_(*(evidence.c[name].in_({row[name] for row in rows}) for name in ("key", *PARTS)))
    query = select(evidence).where(evidence.c.organ == organ, evidence.c.case_id != case_id, hits)
    held = [(row.case_id, _trace(row)) for row in db.execute(query)]
    return {(page.key, other) for other, trace in held for page in pages if same_page(page, trace)}


def _enrolled(db: Connection, cases: set[str]) -> dict[str, int]:
    """The place of each case's enrolment in the audit trail."""
    query = select(audit.c.case_id, func.min(audit.c.seq)).where(audit.c.case_id.in_(cases)).group_by(audit.c.case_id)
    return {row[0]: row[1] for row in db.execute(query)}


def _of(case_id: str) -> Select[Any]:
    return select(evidence).where(evidence.c.case_id == case_id)


def _row(case_id: str, organ: str, page: PageTrace) -> dict[str, str | None]:
    parts = {name: page.words[4 * at : 4 * at + 4] for at, name in enumerate(PARTS)}
    return {"case_id": case_id, "organ": organ, "key": page.key, "picture": page.picture, **parts}


def _trace(row: Row[Any]) -> PageTrace:
    words = "".join(getattr(row, name) for name in PARTS)
    return PageTrace(key=row.key, picture=row.picture, words=words)
