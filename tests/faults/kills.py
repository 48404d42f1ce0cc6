"""Who is killed, and when: decided by a seed, and done while dossiers keep coming."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from random import Random
from typing import NamedTuple

from infra.claims import Claims
from infra.ledger import Ledger
from infra.store import StoreError
from tests.faults.arrangement import VICTIMS, Arrangement
from tests.faults.dossiers import Small, drop, told

AT_FIRST = 3
"""So many dossiers lie there before the first kill; the last comes with the last kill, so that each falls into the batch."""
PATIENCE = 2.0
"""For how long, by the pace, one is waited for who does not run just now; then there is more to do, or another is killed."""


class Kill(NamedTuple):
    """Somebody of this kind, so long after the one before, by the pace of this machine."""

    victim: str
    after: float


def plan(seed: int, count: int) -> list[Kill]:
    """Every kind about as often, in an order and at moments that the seed decides."""
    rng = Random(seed)
    victims = [VICTIMS[number % len(VICTIMS)] for number in range(count)]
    rng.shuffle(victims)
    return [Kill(victim, rng.uniform(0.05, 0.8)) for victim in victims]


class Disturbed:
    """A batch that is dropped bit by bit. `pace`: the seconds a watch takes from its start until it has looked."""

    def __init__(self, arrangement: Arrangement, batch: list[Small], ledger: Ledger) -> None:
        self._arrangement, self._batch = arrangement, batch
        self._inbox, self._claims = arrangement.store("inbox"), Claims(ledger.engine)
        self._dropped, self._pace = 0, 0.0
        began = time.monotonic()
        self._drop(AT_FIRST)
        while not self._claims.standing():
            time.sleep(0.05)
        self._pace = time.monotonic() - began

    def by(self, kills: list[Kill]) -> Iterator[str]:
        """Kill them; says each time what was done."""
        began = time.monotonic()
        yield f"pace {self._pace:.1f} s"
        for number, kill in enumerate(kills):
            self._drop(AT_FIRST + (len(self._batch) - AT_FIRST) * number // max(1, len(kills) - 1))
            victim, pid = self._found(kill)
            os.kill(pid, signal.SIGKILL)
            states = [each.state for each in self._claims.standing().values()]
            done = f"{self._dropped} dropped, {states.count('running')} begun, {states.count('done')} done"
            yield f"{time.monotonic() - began:6.1f} s {victim:8}{done}"

    def wait(self, seconds: float) -> None:
        """Until the clerks read that each dossier is done, and the last night is over."""
        end, left = time.monotonic() + seconds, list(self._batch)
        while left or self._arrangement.pids("flow"):
            if left:
                self._arrangement.keep_a_night_going()
            with suppress(StoreError):
                left = [each for each in left if "状态：完成" not in told(self._inbox, each)]
            assert time.monotonic() < end, [told(self._inbox, each) for each in left]
            time.sleep(0.5)

    def _drop(self, up_to: int) -> None:
        """Until so many are dropped; what the store does not take is dropped again."""
        while self._dropped < min(up_to, len(self._batch)):
            try:
                drop(self._batch[self._dropped], self._inbox)
                self._dropped += 1
            except StoreError:
                time.sleep(0.2)

    def _found(self, kill: Kill) -> tuple[str, int]:
        """One to be killed, when the moment has come."""
        moment = time.monotonic() + kill.after * self._pace
        late, kinds = moment + PATIENCE * self._pace, [kill.victim]
        while True:
            self._arrangement.keep_a_night_going()
            now = time.monotonic()
            if now > moment and (there := [(kind, pid) for kind in kinds for pid in self._arrangement.pids(kind)]):
                return Random(kill.after).choice(there)
            if now > late:
                late = now + PATIENCE * self._pace
                kinds = kinds if self._dropped < len(self._batch) else list(VICTIMS)
                self._drop(self._dropped + 1)
            time.sleep(0.1)
