"""Somebody falls silent in the middle of publishing; others do it; then he wakes up."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from flows import dossier
from flows.dossier import Office, OutsideError, attempt
from flows.home import Home, open_home
from flows.intake import Ticket, tickets
from flows.line import Made
from flows.run import Order, staffed
from flows.source import list_folder
from flows.watch import Silent
from infra.claims import Claim, Claims
from infra.settings import load_settings
from schemas.event import Gist

SETTINGS = load_settings({"JUJIAN_WORKERS": "1"})


def made(said: bytes) -> Made:
    """As the line makes it, but for what it says."""
    return Made(
        published={"case.json": said, "deficiencies.json": said}, kept=said, status="deficient", files=1, pages=1, items=1,
        referrals=0, flags=0, gist=Gist(organ="organ", codes=()),
    )  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with open_home(str(tmp_path / "out"), SETTINGS) as home:
        yield home


@pytest.fixture
def ticket(tmp_path: Path) -> Ticket:
    (tmp_path / "inbox" / "甲").mkdir(parents=True)
    (tmp_path / "inbox" / "甲" / "a.pdf").write_bytes(b"a")
    (ticket,) = tickets(list_folder(tmp_path / "inbox"))
    return ticket


@contextmanager
def machine(folder: Path, home: Home, claim: Claim) -> Iterator[Office]:
    """One that holds this claim."""
    with staffed(Order(str(folder / "inbox"), str(folder / "out")), home, SETTINGS, "2026-03-02", Silent()) as office:
        yield office._replace(claim=lambda _: claim)


@pytest.mark.parametrize("silent_in", ["keep", "publish"])
def test_who_fell_silent_in_the_middle_of_writing_writes_nothing_more(
    tmp_path: Path, home: Home, ticket: Ticket, monkeypatch: pytest.MonkeyPatch, silent_in: str
) -> None:
    claims, case_id = Claims(home.ledger.engine), home.ledger.enrol(ticket.key)
    claims.offer(case_id, "work")
    late = claims.take(case_id)
    assert late
    goes_on = getattr(dossier, silent_in)

    def falls_silent(*arguments: Any) -> None:
        """The lease lapses, another does it, and he goes on where he was."""
        monkeypatch.setattr(dossier, silent_in, goes_on)
        monkeypatch.setattr(dossier, "process", lambda *_: made(b"of the other"))
        assert claims.put_back(case_id, claims.standing()[case_id])
        other = claims.take(case_id)
        assert other
        with machine(tmp_path, home, other) as office:
            attempt(ticket, case_id, office)
        goes_on(*arguments)

    monkeypatch.setattr(dossier, silent_in, falls_silent)
    monkeypatch.setattr(dossier, "process", lambda *_: made(b"of the late one"))
    with machine(tmp_path, home, late) as office, pytest.raises(OutsideError, match="overtaken"):
        attempt(ticket, case_id, office)
    round = tmp_path / "out" / "甲" / "round-1"
    assert {path.name: path.read_bytes() for path in round.iterdir()} == dict.fromkeys(
        ("case.json", "deficiencies.json"), b"of the other"
    )
    assert home.store.get(f"cases/{case_id}/round-1.json.gz") == b"of the other"
    assert [each.event for each in home.ledger.trail_of(case_id)].count("recorded") == 1
