"""The ledger's database under many writers, and when it is restarted, refuses, or is not what was meant."""

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from infra import database
from infra.accounts import Accounts
from infra.database import writing
from infra.ledger import Ledger, LedgerError, OvertakenError, TakenError, open_ledger
from infra.register import Register
from schemas.files import Delivered
from schemas.notice import Stamp
from tests.certificates import certificates
from tests.postgresql import Postgresql

Address = Path | str
STAMP = Stamp(number="评〔2026〕001号", deadline="2026-04-01", issued_at="2026-03-10T09:00:00+08:00")
WRITER = """
import sys
from pathlib import Path
from infra.ledger import open_ledger
address, entries = sys.argv[1:]
ledger = open_ledger(address if "://" in address else Path(address))
case = ledger.enrol("同一卷宗")
for number in range(int(entries)):
    ledger.note(case, "looked_at", {"number": number, "outputs": {"b": "2", "a": "1"}})
"""


@pytest.fixture
def address(postgresql: Postgresql) -> str:
    return postgresql.address(postgresql.make())


def at_once(writers: int, address: Address, entries: int) -> None:
    command = [sys.executable, "-c", WRITER, str(address), str(entries)]
    for process in [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(writers)]:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said.decode()


def test_eight_processes_write_one_unbroken_trail(ledger_address: Address) -> None:
    """They also start at once, on a database where nothing is yet."""
    at_once(8, ledger_address, 20)
    ledger = open_ledger(ledger_address)
    assert ledger.audit_trail()._replace(digest="") == (1 + 8 * 20, "", None)
    ledger.close()


def test_a_ledger_of_an_earlier_version_is_brought_up_to_date_by_four_that_start_at_once(ledger_address: Address) -> None:
    ledger = open_ledger(ledger_address)
    with ledger.engine.begin() as db:
        db.execute(text("alter table decisions drop column salt"))
        db.execute(text("alter table decisions drop column machine"))
    at_once(4, ledger_address, 1)
    assert ledger.decisions(ledger.enrol("同一卷宗")) == ()
    ledger.close()


def test_tables_made_by_sixteen_at_once_are_made_once(ledger_address: Address) -> None:
    def start(_: int) -> None:
        ledger = open_ledger(ledger_address)
        Accounts(ledger.engine)
        Register(ledger.engine)
        ledger.close()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(start, range(16)))


def test_of_twelve_that_decide_on_the_same_round_at_once_one_is_heard(ledger: Ledger) -> None:
    seen = ledger.receive(ledger.enrol("k"), [Delivered(path="a.pdf", sha256="a" * 64, size=1)], None, "2026-03-02")
    start = threading.Barrier(12)

    def decide(number: int) -> bool:
        start.wait()
        try:
            ledger.decide(seen.model_copy(update={"outputs": {"case.json": f"{number:064}"}}), [], seen)
        except OvertakenError:
            return False
        return True

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(decide, range(12))) == 1
    assert ledger.audit_is_whole()


def test_a_number_asked_for_by_eight_cases_at_once_is_given_to_one(ledger: Ledger) -> None:
    cases = [ledger.enrol(f"k{number}") for number in range(8)]
    rounds = [ledger.receive(case, [Delivered(path="a.pdf", sha256="a" * 64, size=1)], None, "2026-03-02") for case in cases]
    start = threading.Barrier(8)

    def issue(number: int) -> bool:
        start.wait()
        try:
            ledger.issue(rounds[number], STAMP)
        except TakenError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(issue, range(8))) == 1
    assert (ledger.notice_numbers(), ledger.audit_is_whole()) == ((STAMP.number,), True)


@pytest.mark.postgresql
def test_a_server_that_went_away_is_told_and_when_it_is_back_the_next_call_works(
    postgresql: Postgresql, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0)
    ledger = open_ledger(address)
    case = ledger.enrol("林知远")
    postgresql.stop()
    try:
        with pytest.raises(LedgerError) as caught:
            ledger.enrol("周以宁")
    finally:
        postgresql.start()
    assert caught.value.code == "ledger_unavailable"
    assert "is the database up" in str(caught.value)
    assert (ledger.case_of("林知远"), ledger.case_of("周以宁")) == (case, None)
    ledger.close()


@pytest.mark.postgresql
def test_a_server_that_is_restarted_is_waited_for(postgresql: Postgresql, address: str) -> None:
    ledger = open_ledger(address)
    postgresql.stop()
    back = threading.Timer(1, postgresql.start)
    back.start()
    try:
        case = ledger.enrol("林知远")
    finally:
        back.join()
    assert ledger.case_of("林知远") == case
    ledger.close()


@pytest.mark.postgresql
def test_what_breaks_off_in_the_middle_leaves_nothing_half_written(postgresql: Postgresql, address: str) -> None:
    ledger = open_ledger(address)
    case = ledger.enrol("林知远")

    def interrupted() -> None:
        with writing(ledger.engine) as db:
            db.execute(text("delete from audit"))
            postgresql.stop()
            db.execute(text("delete from dossiers"))

    try:
        with pytest.raises(LedgerError):
            interrupted()
    finally:
        postgresql.start()
    assert (ledger.case_of("林知远"), ledger.audit_trail().entries, ledger.audit_is_whole()) == (case, 1, True)
    ledger.close()


@pytest.mark.postgresql
def test_who_waits_too_long_for_the_others_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "SESSION", "-c lock_timeout=200ms")
    ledger, other = open_ledger(address), open_ledger(address)
    with writing(other.engine), pytest.raises(LedgerError, match="others write"):
        ledger.enrol("林知远")
    assert ledger.enrol("林知远")
    ledger.close()
    other.close()


@pytest.mark.postgresql
def test_a_writer_that_falls_silent_loses_its_lock(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "SESSION", "-c idle_in_transaction_session_timeout=300ms")
    ledger, other = open_ledger(address), open_ledger(address)

    def silent() -> None:
        with writing(other.engine) as db:
            db.execute(text("delete from dossiers"))
            ledger.enrol("林知远")

    with pytest.raises(LedgerError):
        silent()
    assert ledger.case_of("林知远")
    ledger.close()
    other.close()


@pytest.mark.postgresql
def test_a_reader_waits_for_no_writer(address: str) -> None:
    ledger, other = open_ledger(address), open_ledger(address)
    with writing(other.engine):
        begun = time.monotonic()
        assert ledger.case_of("林知远") is None
        assert time.monotonic() - begun < 2
    ledger.close()
    other.close()


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("password", "name", "query", "why"),
    [
        ("wröng/secret", "", {}, "refuses the user or the password"),
        (Postgresql.PASSWORD, "nowhere", {}, "does not exist"),
        (Postgresql.PASSWORD, "", {"port": "1"}, "is the database up"),
        (Postgresql.PASSWORD, "", {"sslmode": "verify-full", "sslrootcert": "OTHER"}, "cannot be verified"),
    ],
)
def test_a_database_that_lets_nobody_in_is_told_without_its_address(
    postgresql: Postgresql, tmp_path: Path, password: str, name: str, query: dict[str, str], why: str
) -> None:
    certificates(tmp_path)
    asked = {key: value.replace("OTHER", str(tmp_path / "ca.pem")) for key, value in query.items()}
    with pytest.raises(LedgerError, match=why) as caught:
        open_ledger(postgresql.address(name or postgresql.make(), password, **asked))
    assert [each for each in (password, "127.0.0.1", "ledger_", "nowhere") if each in str(caught.value)] == []


@pytest.mark.postgresql
def test_a_server_is_known_by_its_certificate(postgresql: Postgresql) -> None:
    ledger = open_ledger(postgresql.address(postgresql.make(), sslmode="verify-full", sslrootcert=str(postgresql.authority)))
    with ledger.engine.connect() as db:
        assert db.scalar(text("select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
    ledger.close()


@pytest.mark.postgresql
def test_a_database_that_cannot_hold_chinese_is_refused(postgresql: Postgresql) -> None:
    with pytest.raises(LedgerError, match="ENCODING"):
        open_ledger(postgresql.address(postgresql.make("ENCODING 'SQL_ASCII' TEMPLATE template0")))


@pytest.mark.parametrize("address", ["mysql://u:hidden@h/n", "no address: hidden", "postgresql://u:hidden@h:port/n"])
def test_what_is_no_address_of_a_ledger_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(LedgerError, match="JUJIAN_LEDGER") as caught:
        open_ledger(address)
    assert "hidden" not in str(caught.value)
