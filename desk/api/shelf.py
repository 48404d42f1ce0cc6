"""What the API reads from: published rounds by case id, those of the caller's organisation only."""

from typing import NamedTuple

from flows.home import Home
from flows.publish import LIST, RECORD, folder
from infra.ledger import Round
from infra.store import NotStoredError, Store
from schemas.record import CaseRecord


class AbsentError(Exception):
    """There is no such thing, or it is another organisation's, or in quarantine: which of these is not said."""


class Published(NamedTuple):
    """A round as it was published: the record, and its bytes as they lie there."""

    key: str
    round: Round
    record: CaseRecord
    content: bytes


class Shelf(NamedTuple):
    """The home and the output."""

    home: Home
    out: Store

    def published(self, case_id: str, organ: str, number: int | None = None) -> Published:
        """The round, by default the last that was published. Raises `AbsentError`."""
        key = self.home.ledger.key_of(case_id)
        round = self.home.ledger.round(case_id, number) if number else self.home.ledger.last_round(case_id)
        while number is None and round and round.row is None and round.number > 1:
            round = self.home.ledger.round(case_id, round.number - 1)
        if key is None or round is None or round.row is None:
            raise AbsentError
        content = self._get(key, round.number, RECORD)
        record = CaseRecord.model_validate_json(content)
        if record.organ.id != organ or record.status == "quarantined":
            raise AbsentError
        return Published(key, round, record, content)

    def deficiencies(self, of: Published) -> bytes:
        """Its list. Raises `AbsentError`."""
        return self._get(of.key, of.round.number, LIST)

    def notice(self, of: Published, kind: str) -> bytes:
        """Its notice, once it is out: a draft is nobody's but the clerk's. Raises `AbsentError`."""
        if not of.round.issued:
            raise AbsentError
        return self._get(of.key, of.round.number, f"notice.{kind}")

    def _get(self, key: str, number: int, name: str) -> bytes:
        try:
            return self.out.get(f"{folder(key, number)}/{name}")
        except NotStoredError:
            raise AbsentError from None
