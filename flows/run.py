"""A batch: every dossier of a source, on threads that wait for the children's work. No server, nothing started beforehand."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path, PurePath, PurePosixPath
from typing import NamedTuple, Protocol

from extractors.pages.crop_reader import voice_version
from extractors.pages.reader import Reader
from flows.bench import Progress, Shop
from flows.dossier import Office, OutsideError, attempt, given_up
from flows.feeding import feed
from flows.holding import Holding
from flows.home import FOLDER, Home, open_home
from flows.intake import Days, Ticket, strays, tickets
from flows.publish import SUMMARY, publish_rows, publish_summary
from flows.source import Listing, list_folder, list_store
from infra.ledger import Ledger
from infra.settings import Settings
from infra.store import S3_SCHEME, open_store
from infra.workers import Pool
from schemas.summary import Summary, SummaryRow
from validators.profile import check_in_force, load_profile

DEFAULT_PROFILE = "beijing-2023-12"
MIXED = "输出位置不能是来源位置本身，也不能在某份卷宗之内；请另选 --out。"


class Order(NamedTuple):
    """What is asked for: addresses of source and output (a folder or ``s3://bucket/prefix``), the day of receipt if said,
    and the day whose law is to be applied (by default each dossier's day of submission).
    """

    source: str
    out: str
    received_on: str | None = None
    profile: str = DEFAULT_PROFILE
    as_of: str | None = None


class SourceError(Exception):
    """The source is not there or cannot be listed."""

    code = "no_source"


class ServerError(Exception):
    """The Prefect server that was named cannot be used."""

    code = "prefect_unavailable"


class Watcher(Progress, Protocol):
    """Who is told of the batch's progress. Called from several threads."""

    def dossiers(self, count: int) -> None:
        """So many dossiers are in the batch."""

    def dossier(self) -> None:
        """One of them is done."""


class Batch(NamedTuple):
    """The dossiers of a source by case id, in order of key, and all that they need around them.

    With a `holding` others may be at the same dossiers: each is claimed before it is begun.
    """

    tickets: dict[str, Ticket]
    ignored: tuple[str, ...]
    office: Office
    watcher: Watcher
    holding: Holding | None = None

    def attempt(self, case_id: str) -> SummaryRow | None:
        """One dossier; ``None`` where somebody else has it. Raises `OutsideError`."""
        if self.holding is None:
            return attempt(self.tickets[case_id], case_id, self.office)
        return self.holding.during(case_id, lambda: attempt(self.tickets[case_id], case_id, self.office))

    def give_up(self, case_id: str, code: str) -> SummaryRow:
        """The row of a dossier for which what is around it never worked."""
        return given_up(self.tickets[case_id], case_id, code)

    def finish(self, rows: Iterable[SummaryRow | None]) -> Summary:
        """Publish the summary: of a part of the dossiers beside what is known of the others."""
        own = [row for row in rows if row]
        if self.holding is None:
            return publish_summary(self.office.out, own, self.ignored)
        return publish_rows(self.office.out, done_rows(self.office.home.ledger), own)


def done_rows(ledger: Ledger) -> list[SummaryRow]:
    """The row of every dossier that was done, as the ledger has it."""
    return [SummaryRow.model_validate(row) for row in ledger.rows()[0].values()]


def run(batch: Batch) -> Summary:
    """Every dossier, as many at once as keep the children busy."""
    threads = ThreadPoolExecutor(batch.office.shop.settings.workers + 1)
    try:
        return batch.finish(threads.map(lambda case_id: _one(batch, case_id), batch.tickets))
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


def _one(batch: Batch, case_id: str) -> SummaryRow | None:
    try:
        row = batch.attempt(case_id)
    except OutsideError as error:
        row = batch.give_up(case_id, error.code)
    batch.watcher.dossier()
    return row


@contextmanager
def opened(order: Order, settings: Settings, today: str, watcher: Watcher) -> Iterator[Batch]:
    """The batch of this order. Leaving it ends all that it started.

    Raises `SourceError`, `ProfileError`, `StoreError` and `LedgerError` before any work is begun.
    """
    check_in_force(load_profile(order.profile), order.as_of)
    listing = _listing(order, settings)
    waiting = tickets(listing)
    with open_home(order.out, settings) as home, staffed(order, home, settings, today, watcher) as office:
        by_case = {home.ledger.enrol(ticket.key): ticket for ticket in waiting}
        home.save()
        feed(home)
        watcher.dossiers(len(waiting))
        yield Batch(by_case, strays(listing), office, watcher)


@contextmanager
def staffed(order: Order, home: Home, settings: Settings, today: str, watcher: Watcher) -> Iterator[Office]:
    """The office for this order, with its children. Leaving it ends them."""
    profile = load_profile(order.profile)
    with Pool(settings.workers, settings.worker_memory) as pool:
        shop = Shop(pool, home.store, settings, order.profile, Reader().version, voice_version(), watcher)
        days = Days(today, order.received_on)
        organ = profile.organ["id"]
        yield Office(home, open_store(order.out, settings), shop, days, profile.sha256, organ, order.as_of)


def checked_inbox(order: Order) -> Order:
    """The same order, whose source is an inbox to be watched. Raises `SourceError` where it cannot be."""
    inbox, out = order.source, order.out
    if inbox.startswith(S3_SCHEME) == out.startswith(S3_SCHEME):
        inside = (
            PurePosixPath(out).is_relative_to(PurePosixPath(inbox))
            if inbox.startswith(S3_SCHEME)
            else Path(out).resolve().is_relative_to(Path(inbox).resolve())
        )
        if inside:
            raise SourceError("输出位置不能在收件位置之内；请另选 --out。")
    if not inbox.startswith(S3_SCHEME) and not Path(inbox).is_dir():
        raise SourceError("收件位置不是文件夹；请核对 --inbox，或先建立该文件夹。")
    return order


def _listing(order: Order, settings: Settings) -> Listing:
    source, out = order.source.rstrip("/") or "/", order.out.rstrip("/") or "/"
    try:
        if source.startswith(S3_SCHEME):
            below = _inside(PurePosixPath(out), PurePosixPath(source)) if out.startswith(S3_SCHEME) else None
            return list_store(open_store(source, settings), below)
        below = _inside(Path(out).resolve(), Path(source).resolve()) if not out.startswith(S3_SCHEME) else None
        if below and not _may_be_an_output(Path(out)):
            raise SourceError(MIXED)
        return list_folder(Path(source), below)
    except OSError as error:
        raise SourceError(f"来源位置无法读取（{error.strerror}）；请核对 SOURCE 的路径和权限。") from None


def _inside(out: PurePath, source: PurePath) -> str | None:
    """The name under which the output lies in the source, if it does. Raises `SourceError` where dossiers would mix with it."""
    if not out.is_relative_to(source):
        return None
    parts = out.relative_to(source).parts
    if len(parts) != 1:
        raise SourceError(MIXED)
    return parts[0]


def _may_be_an_output(folder: Path) -> bool:
    """Whether it is new, empty, or was written by us: else it is a dossier."""
    return not folder.exists() or not any(folder.iterdir()) or any((folder / name).exists() for name in (SUMMARY, FOLDER))
