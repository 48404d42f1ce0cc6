"""An inbox with a watch that is looked through by hand, and a line that reads nothing: for what is around the line."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from flows.home import Home, open_home
from flows.run import Batch, Order
from flows.watch import Silent, Watch
from infra.settings import load_settings
from schemas.files import Delivered
from schemas.summary import DossierError, Summary, SummaryRow


def row(key: str, error: DossierError | None = None) -> SummaryRow:
    return SummaryRow(
        key=key, case_id="c", round=1, status="error" if error else "deficient", files=1, pages=2, items=3, referrals=1,
        flags=0, seconds=1, error=error,
    )  # fmt: skip


class Office:
    """A watch that is looked through by hand. What the line would do is done by `does`: an error, an exception, or nothing."""

    def __init__(self, root: Path, watch: Watch, inbox: Path, home: Home) -> None:
        self.root, self.watch, self.inbox, self.home = root, watch, inbox, home
        self.done: list[str] = []
        self.does: DossierError | Exception | None = None

    def perform(self, batch: Batch) -> Summary:
        assert batch.holding
        return batch.finish([batch.holding.during(each, partial(self.one, batch, each)) for each in batch.tickets])

    def one(self, batch: Batch, case_id: str) -> SummaryRow:
        """What the line does of one dossier, without reading anything."""
        if isinstance(self.does, Exception):
            raise self.does
        ticket, ledger = batch.tickets[case_id], batch.office.home.ledger
        delivered = [
            Delivered(path=each.path, sha256=hashlib.sha256(each.path.encode()).hexdigest(), size=each.size)
            for each in ticket.child.look().entries
        ]
        made = row(ticket.key, self.does)
        round = ledger.receive(case_id, delivered, None, "2026-03-02")
        if not made.error:
            update = {"outputs": {}, "row": made.model_dump(mode="json")}
            ledger.record(round.model_copy(update=update), batch.office.claim(case_id))
        self.done.append(ticket.key)
        return made

    def drop(self, path: str, content: bytes = b"content") -> None:
        file = self.inbox / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def turn(self) -> None:
        """Look, work, and look again, so that what became of it is said."""
        self.watch.work(self.watch.look())
        self.watch.look()

    def settle(self) -> None:
        """Until what lies there has been seen to be quiet."""
        self.watch.look()
        self.turn()

    def told(self, key: str) -> str:
        return (self.inbox / f"{key}.状态.txt").read_text("utf-8-sig")


@contextmanager
def opened_office(root: Path, **variables: str) -> Iterator[Office]:
    """Inbox, output and home below `root`."""
    inbox = root / "inbox"
    inbox.mkdir()
    prompt = {"JUJIAN_QUIET_SECONDS": "0", "JUJIAN_POLL_SECONDS": "0.001", "JUJIAN_WORKERS": "1"}
    settings = load_settings(prompt | variables)
    with open_home(str(root / "out"), settings) as home:
        order = Order(str(inbox), str(root / "out"))
        office: Office
        watch = Watch(order, settings, home, Silent(), lambda batch: office.perform(batch))
        office = Office(root, watch, inbox, home)
        yield office
        watch.close()
