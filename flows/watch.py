"""The watch: look at the inbox again and again, put what is whole through the line, and say beside it what became of it.

Everything is looked at anew each time, so that nothing is stranded. What waits is kept in the claims; several watches,
on several machines, may share an inbox and an output. One inbox belongs to an output.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from typing import NamedTuple

from extractors.pages.crop_reader import voice_version
from extractors.pages.reader import Reader
from flows.drops import Dropped, dropped, list_inbox, with_held
from flows.engine import engine
from flows.fates import Board, fate, text_of
from flows.feeding import feed
from flows.holding import Holding
from flows.home import Home
from flows.inbox import Clocks, Judged, Seen, judge, look_again
from flows.intake import Ticket
from flows.publish import publish_rows
from flows.run import Batch, Order, Watcher, done_rows, staffed
from flows.trouble import Telling
from infra.claims import Claims, Lapses, Standing
from infra.scratch import scratch_folder
from infra.settings import Settings
from infra.store import open_store
from schemas.summary import Summary
from validators.profile import load_profile

log = logging.getLogger("jujian.watch")

LONGEST_PAUSE = 600.0
"""Seconds: what failed for reasons outside it is tried again after one, two, four … looks, and at least so often."""

LAPSED = "lapsed"
"""The entry in the audit trail where whoever worked on a case has fallen silent. He may wake up: the night looks it over."""

Perform = Callable[[Batch], Summary]


class Silent:
    """Nobody watches the watch."""

    def dossiers(self, count: int) -> None: ...

    def dossier(self) -> None: ...

    def pages(self, count: int) -> None: ...

    def page(self) -> None: ...


class Look(NamedTuple):
    """One look at the inbox: each dossier with what is to be said of it, and its case id once it was whole."""

    found: tuple[tuple[Dropped, Judged, str | None], ...]
    beside: frozenset[str]


class Watch:
    """A watch over one inbox. `order.source` is the inbox; `perform` runs a batch, under Prefect or not."""

    def __init__(self, order: Order, settings: Settings, home: Home, watcher: Watcher, perform: Perform) -> None:
        self._order, self._settings, self._home = order, settings, home
        self._watcher, self._perform = watcher, perform
        self._claims = Claims(home.ledger.engine)
        self._lapses = Lapses(settings.lease_seconds)
        self._board = Board(order.source, settings)
        self._law = _law(order)
        self._seen: dict[str, Seen] = {}
        self._rows: dict[str, Mapping[str, object]] = {}
        self._heard = 0
        self._later: dict[str, tuple[int, float]] = {}
        self._looking, self._working = Telling(log, "the inbox cannot be looked at"), Telling(log, "the batch was broken off")
        self._line = ThreadPoolExecutor(1, thread_name_prefix="batch")
        self._running: Future[None] | None = None
        self._batch: Batch | None = None

    def look(self) -> dict[str, Ticket]:
        """Look once: offer what is whole, take back what is gone, say how each stands; gives what can be begun now.

        Raises `StoreError`, `OSError` and what the ledger raises.
        """
        look = self._looked()
        self._put_back_lapsed()
        standing = self._offered(look, self._claims.standing())
        feed(self._home)
        rows, self._heard = self._home.ledger.rows(self._heard)
        self._rows |= rows
        self._board.show(
            {
                each.drop.key: text_of(
                    fate(judged, standing.get(case_id or ""), self._rows.get(case_id or ""), self._settings.quiet_seconds),
                    each.namesake,
                )
                for each, judged, case_id in look.found
            },
            set(look.beside),
        )
        self._home.save()
        return {
            case_id: with_held(each.ticket, case_id, self._home)  # looked for when its turn comes
            for each, judged, case_id in look.found
            if case_id and judged.state == "whole" and self._may_begin(case_id, standing.get(case_id))
        }

    def work(self, tickets: Mapping[str, Ticket]) -> Summary:
        """Put these dossiers through the line, but for those that others are at. Raises what `perform` raises."""
        with (
            Holding(self._claims, self._settings.lease_seconds) as holding,
            staffed(self._order, self._home, self._settings, date.today().isoformat(), self._watcher) as office,
        ):
            batch = Batch(dict(tickets), (), office._replace(claim=holding.claim), self._watcher, holding)
            self._batch = batch
            self._watcher.dossiers(len(tickets))
            try:
                return self._perform(batch)
            finally:
                self._batch = None
                self._home.save()

    def keep_looking(self, over: threading.Event) -> None:
        """Look and work until it is `over`; what does not work just now is tried again."""
        fresh = True
        while not over.is_set():
            try:
                if fresh:
                    publish_rows(open_store(self._order.out, self._settings), done_rows(self._home.ledger), ())
                    fresh = False
                tickets = self.look()
                if tickets and (self._running is None or self._running.done()):
                    self._running = self._line.submit(self._try, tickets)
                self._looking.works()
            except Exception as error:  # whatever is wrong around it, the watch goes on
                self._looking.fails(error)
            over.wait(self._settings.poll_seconds)
        self.close()

    def close(self) -> None:
        """Stop what runs: what is not done is taken up at the next start."""
        if self._batch:
            self._batch.office.shop.pool.close()
        self._line.shutdown(wait=True, cancel_futures=True)

    def _try(self, tickets: Mapping[str, Ticket]) -> None:
        try:
            self.work(tickets)
            self._working.works()
        except Exception as error:  # what is not done waits
            self._working.fails(error)

    def _looked(self) -> Look:
        listing = list_inbox(self._order.source, self._settings)
        with scratch_folder() as scratch:
            found = dropped(listing, self._home.ledger, scratch)
        clocks = Clocks(time.time(), time.monotonic())
        judged = [(each, judge(each.drop, self._seen.get(each.drop.key), clocks, self._settings.quiet_seconds)) for each in found]
        self._seen = look_again(self._seen, [each.drop for each in found], clocks.own)
        ledger = self._home.ledger
        known = ledger.cases_of([each.drop.key for each in found])
        cases = [
            known.get(each.drop.key) or (ledger.enrol(each.drop.key) if now.state == "whole" else None) for each, now in judged
        ]
        return Look(
            tuple((each, now, case_id) for (each, now), case_id in zip(judged, cases, strict=True)), frozenset(listing.beside)
        )

    def _put_back_lapsed(self) -> None:
        standing = self._claims.standing()
        for case_id in self._lapses.of(standing, time.monotonic()):
            if self._claims.put_back(case_id, standing[case_id]):
                self._home.ledger.note(case_id, LAPSED, {"fence": standing[case_id].fence})
                log.warning("case %s: whoever worked on it has fallen silent; it is done again", case_id)

    def _offered(self, look: Look, standing: dict[str, Standing]) -> dict[str, Standing]:
        """Offer what is whole and not known yet; take back what was cancelled, or is no longer there."""
        changed = False
        for each, judged, case_id in look.found:
            known = standing.get(case_id or "")
            if case_id and judged.state == "whole":
                work = hashlib.sha256(f"{each.drop.mark} {self._law}".encode()).hexdigest()
                if known is None or known.wanted != work or known.state == "withdrawn":
                    self._claims.offer(case_id, work)
                    changed = True
        there = {case_id for _, judged, case_id in look.found if judged.state != "cancelled"}
        for case_id, known in standing.items():
            if case_id not in there and known.state in ("waiting", "failed"):
                self._claims.withdraw(case_id)
                changed = True
        return self._claims.standing() if changed else standing

    def _may_begin(self, case_id: str, standing: Standing | None) -> bool:
        """Whether it waits, and not for a surrounding that has just failed it."""
        if standing is None or standing.state != "waiting":
            return False
        attempts, now = standing.attempts, time.monotonic()
        if attempts and self._later.get(case_id, (0, 0.0))[0] != attempts:
            self._later[case_id] = (attempts, now + min(LONGEST_PAUSE, self._settings.poll_seconds * 2 ** min(attempts - 1, 10)))
        return not attempts or self._later[case_id][1] <= now


def _law(order: Order) -> str:
    """A digest of what besides the material decides what comes out: rules, program, models."""
    made_by = engine(Reader().version, voice_version())
    decides = (load_profile(order.profile).sha256, order.as_of, made_by.model_dump_json())
    return hashlib.sha256(repr(decides).encode()).hexdigest()
