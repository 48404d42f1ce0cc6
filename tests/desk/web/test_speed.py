"""With 5,000 cases in the ledger: pages answer in under 200 ms at the median, a page's picture appears in under 300 ms."""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import insert

from flows.home import open_home
from infra.accounts import Accounts
from infra.ledger_tables import dossiers
from infra.register import Entry, Register
from infra.settings import load_settings
from tests.desk.web.conftest import PASSWORD, Desk, served
from validators.profile import load_profile

MANY = 5_000


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[Desk]:
    """A desk over a ledger of its own with many cases in its register."""
    organ = load_profile("beijing-2023-12").organ["id"]
    entries = [_entry(number, organ) for number in range(MANY)]
    with open_home(str(tmp_path), load_settings({})) as home:
        with home.ledger.engine.begin() as db:
            rows = [{"case_id": each.case_id, "key": each.key, "enrolled_at": "2026-01-01"} for each in entries]
            db.execute(insert(dossiers), rows)
        home.ledger.note("", "opened", {})
        Register(home.ledger.engine).put(entries, 1)
        Accounts(home.ledger.engine).add("某主管", "主管", organ, PASSWORD)
    with served(tmp_path, tmp_path / "log") as desk:
        yield desk


def _entry(number: int, organ: str) -> Entry:
    day = date(2026, 1, 1) + timedelta(days=number % 300)
    stages = ("new", "review", "ready", "noticed", "complete")
    return Entry.model_validate(
        {
            "case_id": f"{number:032x}", "organ": organ, "key": f"卷宗{number}", "stage": stages[number % 5], "round": 1,
            "name": f"某人{number}", "employer": f"北京第{number % 700}研究所", "id_number": f"{number:018d}",
            "received_on": day.isoformat(), "issued_at": day.isoformat() if number % 5 == 3 else None,
            "deadline": (day + timedelta(days=30)).isoformat() if number % 5 == 3 else None,
            "last_day": (day + timedelta(days=31)).isoformat() if number % 5 == 3 else None, "codes": "PUB-02 REC-04",
            "outcomes": 500, "asked": 3, "clerk": "某主管",
        }
    )  # fmt: skip


def test_the_queue_its_search_and_the_overview_answer_at_once(crowded: Desk) -> None:
    with crowded.sit("某主管") as client:
        assert "某人4321" in client.post("/cases", data={"q": "某人4321"}).text
        assert took(lambda: client.get("/cases")) < 0.2
        assert took(lambda: client.get("/cases?stage=overdue")) < 0.2
        assert took(lambda: client.post("/cases", data={"q": "第321研究所"})) < 0.2
        assert took(lambda: client.get("/overview")) < 0.2


def test_a_case_and_its_pictures_appear_at_once(desk: Desk) -> None:
    case = f"/cases/{desk.case_id('江望舒')}"
    with desk.sit("文主管") as client:
        client.get(f"{case}/files/0/pages/1/picture")  # a child has started
        assert took(lambda: client.get(f"{case}/files/1/pages/1/picture"), 1) < 0.3
        assert took(lambda: client.get(f"{case}/record")) < 0.2
        assert took(lambda: client.get(f"{case}/checks")) < 0.2
        assert took(lambda: client.get(f"{case}/notice")) < 0.2
        assert took(lambda: client.get(f"{case}/ending")) < 0.2
        assert took(lambda: client.get("/recommenders")) < 0.2


def took(ask: Callable[[], httpx.Response], times: int = 5) -> float:
    """The median of the seconds to a whole answer."""
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        assert ask().status_code == 200
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)
