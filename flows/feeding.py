"""Send what waits in the outbox to the feed: after every change, and at the start for what a crash has left behind."""

import logging

from flows.home import Home
from flows.trouble import trouble
from infra.feed import publish
from infra.ledger import LedgerError
from infra.outbox import Outbox
from infra.store import StoreError

log = logging.getLogger("jujian.feed")


def feed(home: Home) -> int:
    """How many events were sent. A ledger on a copy is made to last first: what is in the feed must never be unknown to it.

    A store that does not work now holds nothing up: the events wait for the next change or start.
    """
    outbox = Outbox(home.ledger.engine)
    try:
        if not outbox.waiting():
            return 0
        home.save()
        return publish(outbox, home.store)
    except (StoreError, LedgerError) as error:
        log.warning("the feed waits (%s)", trouble(error))
        return 0
