"""What only people do, beside deciding: 复核, 送达, 视为放弃, 查实 and taking back. Each is one act of the signed-in person."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response

from desk.web.pages.case import show
from desk.web.saying import said
from desk.web.seats import Checker, Issuer, Seat, Supervisor
from flows.acts import abandon, find_fraud, reinstate, serve
from flows.checking import check
from flows.docket import Docket
from schemas.acts import Abandonment, FraudFinding, Reinstatement, Service

router = APIRouter()

Seen = Annotated[str, Form(max_length=40)]
Day = Annotated[str, Form(max_length=10)]
Name = Annotated[str, Form(max_length=40)]
Words = Annotated[str, Form(max_length=1_000)]


@router.post("/cases/{case_id}/check")
def record_check(request: Request, case_id: str, seat: Checker, seen: Seen) -> Response:
    """A second person has looked at what is to be issued."""
    return _done(request, case_id, seat, seen, "notice", lambda at, now: check(at, seat.account.name, now), "已记录复核。")


@router.post("/cases/{case_id}/serve")
def record_service(
    request: Request, case_id: str, seat: Issuer, seen: Seen, how: Name, on: Day, received_by: Name = "", note: Words = ""
) -> Response:
    """How the last notice reached the applicant."""
    act = said(Service, seat, how=how, on=on, received_by=received_by.strip(), note=note.strip())
    return _done(request, case_id, seat, seen, "notice", lambda at, now: serve(at, act, now), "已记录送达。")


@router.post("/cases/{case_id}/abandon")
def record_abandonment(request: Request, case_id: str, seat: Supervisor, seen: Seen, grounds: Words) -> Response:
    """视为放弃."""
    act = said(Abandonment, seat, grounds=grounds)
    return _done(request, case_id, seat, seen, "ending", lambda at, now: abandon(at, act, now), "已记录视为放弃，卷宗办结。")


@router.post("/cases/{case_id}/fraud")
def record_fraud(
    request: Request,
    case_id: str,
    seat: Supervisor,
    seen: Seen,
    found_by: Name,
    verified_on: Day,
    grounds: Words,
    documents: Annotated[list[str] | None, Form(max_length=500)] = None,
) -> Response:
    """A fraud that people have verified."""
    act = said(
        FraudFinding, seat, found_by=found_by, documents=tuple(documents or ()), verified_on=verified_on, grounds=grounds
    )  # fmt: skip
    return _done(request, case_id, seat, seen, "ending", lambda at, now: find_fraud(at, act, now), "已记录查实结论，卷宗办结。")


@router.post("/cases/{case_id}/reinstate")
def take_back(request: Request, case_id: str, seat: Supervisor, seen: Seen, reason: Words) -> Response:
    """The last ending taken back."""
    act = said(Reinstatement, seat, reason=reason)
    return _done(request, case_id, seat, seen, "ending", lambda at, now: reinstate(at, act, now), "已撤销。")


def _done(
    request: Request,
    case_id: str,
    seat: Seat,
    seen: str,
    panel: str,
    act: Callable[[Docket, datetime], Any],
    told: str,
) -> Response:
    entry = seat.room.entry(case_id, seat.account.organ)
    with seat.room.docket(entry, seen) as docket:
        act(docket, datetime.now().astimezone())
    return show(request, seat, seat.room.folder(case_id, seat.account.organ), panel, said=told)
