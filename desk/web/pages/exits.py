"""退出名单 (Art. 11): who had to leave, kept by a supervisor. Of whom somebody recommended nothing is kept or counted."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response

from desk.web.paper import page
from desk.web.saying import said
from desk.web.seats import Seat, Supervisor
from flows.recommenders import enter
from infra.ledger import OvertakenError
from infra.ledger_recommenders import Recommenders
from schemas.recommenders import Entry, standing

router = APIRouter()

DONE = {"add": "已列入", "remove": "已移出"}


@router.get("/recommenders")
def listed(request: Request, seat: Supervisor) -> Response:
    """The list, and how it came about."""
    return _shown(request, seat)


@router.post("/recommenders")
def change(
    request: Request,
    seat: Supervisor,
    kind: Annotated[Literal["add", "remove"], Form()],
    name: Annotated[str, Form(max_length=40)],
    unit: Annotated[str, Form(max_length=100)],
    on: Annotated[str, Form(max_length=10)],
    reason: Annotated[str, Form(max_length=1_000)],
    seen: Annotated[int, Form()],
) -> Response:
    """Put somebody on it or take somebody off, on the list as it was seen."""
    if len(_kept(seat).entries()) != seen:
        raise OvertakenError("the list is not as it was seen")
    entry = said(Entry, seat, kind=kind, name=name, unit=unit.strip(), on=on, reason=reason)
    enter(seat.room.home, seat.account.organ, entry, datetime.now().astimezone())
    return _shown(request, seat, f"{DONE[kind]}：{entry.name}（{entry.unit}）。")


def _shown(request: Request, seat: Seat, done: str = "") -> Response:
    entries = _kept(seat).entries()
    template = "exits_list.html" if request.headers.get("hx-request") else "exits.html"
    return page(request, template, listed=standing(entries), entries=entries[::-1], done=done, kinds=DONE)


def _kept(seat: Seat) -> Recommenders:
    return Recommenders(seat.room.home.ledger.engine, seat.account.organ)
