"""The night: what lies in the inbox against what is known, what failed from outside again, stored bytes against their hashes.

Nothing here starts a clock: `jujian nightly` does it once, and a schedule does it every night.
"""

import hashlib
import logging
from collections import Counter
from datetime import date, timedelta

from flows.home import Home
from flows.night_page import page
from flows.publish import SUMMARY, folder, json_of
from flows.registering import bring_up_to_date
from flows.run import Order
from flows.watch import LAPSED, Watch
from infra.claims import Claims
from infra.register import Entry, Register
from infra.scratch import scratch_folder
from infra.settings import Settings
from infra.store import NotStoredError, Store, open_store
from schemas.night import NightReport, Overdue, Share
from schemas.summary import Summary
from validators.profile import load_profile

log = logging.getLogger("jujian.nightly")

NIGHTS = 28
"""In so many nights everything stored has been looked at once."""
LATELY = timedelta(days=2)
MOST_COMMON = 20
DAYS_SHOWN = 30


def nightly(order: Order, settings: Settings, home: Home, watch: Watch, today: str) -> NightReport:
    """The whole night, and its report, which is kept as ``reports/<day>.json`` and ``.html`` in the home."""
    claims, out = Claims(home.ledger.engine), open_store(order.out, settings)
    profile = load_profile(order.profile)
    outputs = verify_outputs(home, out, claims, date.fromisoformat(today))
    tried_again = _put_back_failed(claims)
    sweep(watch)
    register = Register(home.ledger.engine)
    bring_up_to_date(register, home, out, profile)
    report = _report(register.all(profile.organ["id"]), claims, _summary(out), today).model_copy(
        update={
            "tried_again": tried_again,
            "overdue": mark_overdue(home, today),
            "originals": verify_originals(home.store, date.fromisoformat(today)),
            "outputs": outputs,
        }
    )
    home.store.put(f"reports/{today}.json", json_of(report))
    home.store.put(f"reports/{today}.html", page(report).encode())
    home.save()
    return report


def sweep(watch: Watch) -> None:
    """Look and work until nothing waits that could be begun."""
    watch.look()
    begun: set[str] = set()
    while tickets := {case_id: ticket for case_id, ticket in watch.look().items() if case_id not in begun}:
        begun |= tickets.keys()
        watch.work(tickets)


def verify_originals(store: Store, today: date) -> Share:
    """Tonight's share of the originals against the hashes that they are named by."""
    stored = [each.key for each in store.list("originals/")]
    mine = [key for key in stored if _is_tonight(key.rpartition("/")[2], today)]
    with scratch_folder() as scratch:
        damaged = []
        for number, key in enumerate(mine):
            local = scratch / str(number)
            store.fetch(key, local)
            with local.open("rb") as source:
                if hashlib.file_digest(source, "sha256").hexdigest() != key.rpartition("/")[2]:
                    damaged.append(key.rpartition("/")[2])
            local.unlink()
    if damaged:
        log.error("%d originals are not as they were received", len(damaged))
    return Share(looked_at=len(mine), of=len(stored), damaged=tuple(damaged))


def verify_outputs(home: Home, out: Store, claims: Claims, today: date) -> Share:
    """Tonight's share of what was published against the ledger; what is lost or altered is made again before the notice.

    What somebody fell silent over lately is looked at beside it: he may have written on when others had done it.
    """
    rows = home.ledger.rows()[0]
    lapsed = home.ledger.noted(LAPSED, (today - LATELY).isoformat())
    mine = [case_id for case_id in sorted(rows) if _is_tonight(case_id, today) or case_id in lapsed]
    damaged = []
    for case_id in mine:
        round = home.ledger.last_round(case_id)
        if round and round.outputs and not _as_written(round.outputs, folder(rows[case_id]["key"], round.number), out):
            damaged.append(case_id)
            claims.again(case_id)
    return Share(looked_at=len(mine), of=len(rows), damaged=tuple(damaged))


def mark_overdue(home: Home, today: str) -> tuple[Overdue, ...]:
    """The notices whose day has passed with nothing handed in since; each is written in the audit trail once."""
    overdue = tuple(Overdue(case_id=case_id, round=number, deadline=day) for case_id, number, day in home.ledger.overdue(today))
    for each in overdue:
        said = [entry.detail.get("round") for entry in home.ledger.trail_of(each.case_id) if entry.event == "overdue"]
        if each.round not in said:
            home.ledger.note(each.case_id, "overdue", {"round": each.round, "deadline": each.deadline})
    return overdue


def _put_back_failed(claims: Claims) -> int:
    """What failed may have failed for reasons that are gone: each is tried once a night."""
    failed = {case_id: each for case_id, each in claims.standing().items() if each.state == "failed"}
    return sum(claims.put_back(case_id, each) for case_id, each in failed.items())


def _report(entries: tuple[Entry, ...], claims: Claims, summary: Summary, today: str) -> NightReport:
    standing = claims.standing().values()
    codes = Counter(code for each in entries for code in set(each.codes.split()))
    days = Counter(each.received_on for each in entries if each.received_on)
    nothing = Share(looked_at=0, of=0)
    return NightReport(
        day=today,
        received=len(entries),
        done=sum(each.round > 0 for each in entries),
        deficient=sum(each.items > 0 for each in entries),
        waiting=sum(each.state in ("waiting", "running") for each in standing),
        failed=dict(sorted(Counter(each.code or "unknown" for each in standing if each.state == "failed").items())),
        pages=sum(each.pages for each in entries),
        seconds=round(sum(row.seconds for row in summary.dossiers), 1),
        tried_again=0,
        overdue=(),
        deficiencies=dict(codes.most_common(MOST_COMMON)),
        by_day=dict(sorted(days.items())[-DAYS_SHOWN:]),
        originals=nothing,
        outputs=nothing,
    )


def _summary(out: Store) -> Summary:
    try:
        return Summary.model_validate_json(out.get(SUMMARY))
    except NotStoredError:
        return Summary(dossiers=())


def _is_tonight(name: str, today: date) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % NIGHTS == today.toordinal() % NIGHTS


def _as_written(outputs: dict[str, str], here: str, out: Store) -> bool:
    try:
        return all(hashlib.sha256(out.get(f"{here}/{name}")).hexdigest() == sha256 for name, sha256 in outputs.items())
    except NotStoredError:
        return False
