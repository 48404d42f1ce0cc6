"""The queue: the organisation's cases by stage, the most urgent first; what is looked for is found as it is typed."""

from datetime import date
from math import ceil
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from desk.web.paper import page
from desk.web.seats import Reader, Seat
from desk.web.views import Due, due, stage_name
from infra.register import FOUND_AT_ONCE, Entry, Search

router = APIRouter()

Stage = Annotated[str, Query(max_length=20)]
At = Annotated[int, Query(ge=1, le=10_000)]


class Row(NamedTuple):
    """A line of the queue: the case, its stage in words, how far the deadline is, who is on it now."""

    entry: Entry
    stage: str
    due: Due | None
    present: list[str]


@router.get("/")
def home() -> Response:
    return RedirectResponse("/cases", 303)


@router.get("/cases")
def queue(request: Request, seat: Reader, stage: Stage = "", mine: bool = False, at: At = 1) -> Response:
    """The page as it is first shown."""
    return _found(request, seat, "queue.html", Search(organ=seat.account.organ, stage=stage, page=at), mine)


@router.post("/cases")
def find(
    request: Request,
    seat: Reader,
    q: Annotated[str, Form(max_length=100)] = "",
    stage: Annotated[str, Form(max_length=20)] = "",
    mine: Annotated[bool, Form()] = False,
    at: Annotated[int, Form(ge=1, le=10_000)] = 1,
) -> Response:
    """The list for what is looked for. Asked by POST: names and numbers do not belong in an address."""
    return _found(request, seat, "queue_list.html", Search(organ=seat.account.organ, words=q, stage=stage, page=at), mine)


def _found(request: Request, seat: Seat, template: str, search: Search, mine: bool) -> Response:
    seat.room.refresh()
    today = date.today()
    search = search.model_copy(update={"clerk": seat.account.name if mine else ""})
    found, count = seat.room.register.find(search, today.isoformat())
    counts = seat.room.register.counts(search, today.isoformat())
    rows = [_row(entry, seat, today) for entry in found]
    pages = max(1, ceil(count / FOUND_AT_ONCE))
    return page(request, template, rows=rows, count=count, counts=counts, search=search, mine=mine, pages=pages)


def _row(entry: Entry, seat: Seat, today: date) -> Row:
    return Row(entry, stage_name(entry, today), due(entry, today), seat.room.present(entry.case_id))
