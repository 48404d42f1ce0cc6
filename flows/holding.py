"""What this process holds of the dossiers that several are at: claimed before it is begun, beaten for while it lasts."""

import logging
import threading
from collections.abc import Callable
from typing import Self

from flows.dossier import OUTSIDE, OutsideError
from infra.claims import Claim, Claims
from infra.ledger import LedgerError
from schemas.summary import SummaryRow

log = logging.getLogger("jujian.holding")

BEATS_A_LEASE = 6
AGAIN = {"source_unreadable", "machine_trouble"}
"""Errors of a dossier that say something of its surroundings: it is tried again by itself."""


class Holding:
    """The claims held. Use it in a ``with``. `lease` is in seconds."""

    def __init__(self, claims: Claims, lease: float) -> None:
        self._claims = claims
        self._held: dict[str, Claim] = {}
        self._over = threading.Event()
        self._heart = threading.Thread(target=self._beat, args=(lease / BEATS_A_LEASE,), name="heart", daemon=True)

    def __enter__(self) -> Self:
        self._heart.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._heart.join()

    def claim(self, case_id: str) -> Claim | None:
        """The claim on this case, if it is held here."""
        return self._held.get(case_id)

    def during(self, case_id: str, work: Callable[[], SummaryRow]) -> SummaryRow | None:
        """Do the work under a claim; ``None`` where the case does not wait, or is somebody else's. Raises `OutsideError`."""
        try:
            claim = self._claims.take(case_id)
        except LedgerError:
            raise OutsideError("ledger_unavailable") from None
        if claim is None:
            return None
        self._held[case_id] = claim
        try:
            return self._settled(claim, work)
        finally:
            del self._held[case_id]

    def _settled(self, claim: Claim, work: Callable[[], SummaryRow]) -> SummaryRow:
        """The row of the work, which the claim is settled by. A claim that cannot be settled lapses, and is done again."""
        try:
            row = work()
        except OutsideError as error:
            self._say(self._claims.settle, claim, "waiting", error.code, OUTSIDE.get(error.code))
            if error.code == "overtaken":
                self._say(self._claims.again, claim.case_id)
            raise
        if row.error:
            end = "waiting" if row.error.code in AGAIN else "failed"
            self._say(self._claims.settle, claim, end, row.error.code, row.error.message)
        else:
            self._say(self._claims.settle, claim, "done")
        return row

    def _say(self, what: Callable[..., object], *args: object) -> None:
        try:
            what(*args)
        except LedgerError as error:
            log.warning("a claim could not be settled (%s); it lapses", type(error).__name__)

    def _beat(self, every: float) -> None:
        while not self._over.wait(every):
            held = tuple(self._held.values())
            if held:
                self._say(self._claims.beat, held)
