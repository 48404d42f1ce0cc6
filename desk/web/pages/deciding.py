"""Deciding: what a person says of a question, an item, a hint or a value. The case is judged anew at once."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Request, Response

from desk.web.pages.case import show
from desk.web.seats import Decider, Seat
from flows.again import release
from flows.decide import decide
from flows.undo import undo
from schemas.decision import Decision, Verb
from validators.status import SECRET

router = APIRouter()

Seen = Annotated[str, Form(max_length=40)]
Panel = Annotated[str, Form(max_length=20)]
Said = Annotated[str, Form(max_length=2_000)]
CHOICES = {"true": True, "false": False, "null": None}


@router.post("/cases/{case_id}/decide")
def say(
    request: Request,
    case_id: str,
    seat: Decider,
    code: Annotated[str, Form(max_length=20)],
    verb: Annotated[Verb, Form()],
    seen: Seen,
    panel: Panel = "open",
    subject: Annotated[str, Form(max_length=200)] = "",
    reason: Said = "",
    severity: Annotated[str, Form(max_length=20)] = "",
    message: Said = "",
    remedy: Said = "",
) -> Response:
    """Of a check by its rule and subject. Only a supervisor lets a dossier out of quarantine."""
    if code == SECRET and not seat.may("supervise"):
        raise HTTPException(403, "解除隔离须由主管作出。")
    wording = {"message": message.strip(), "remedy": remedy.strip()} if message and remedy else None
    value: Any = wording if verb == "confirm" else severity or None if verb == "promote" else None
    wish = Decision(
        code=code, subject=subject or None, decision=verb, value=value, reason=reason.strip(), by=seat.account.name
    )  # fmt: skip
    return done(request, case_id, seat, seen, panel, wish)


@router.post("/cases/{case_id}/correct")
def correct(
    request: Request,
    case_id: str,
    seat: Decider,
    pointer: Annotated[str, Form(max_length=200)],
    seen: Seen,
    value: Said = "",
    kind: Annotated[str, Form(max_length=10)] = "text",
    reason: Said = "",
) -> Response:
    """Of a value of the record: a person's word in place of the machine's, which stays to be seen."""
    said: Any = CHOICES.get(value) if kind == "choice" else _value(pointer, value.strip())
    wish = Decision(pointer=pointer, decision="correct", value=said, reason=reason.strip(), by=seat.account.name)
    return done(request, case_id, seat, seen, "record", wish)


@router.post("/cases/{case_id}/undo")
def take_back(request: Request, case_id: str, seat: Decider, seen: Seen, panel: Panel = "open") -> Response:
    """The last decision of the round."""
    entry = seat.room.entry(case_id, seat.account.organ)
    with seat.room.docket(entry, seen) as docket:
        undo(docket, seat.account.name, datetime.now().astimezone())
    return show(request, seat, seat.room.folder(case_id, seat.account.organ), panel, said="已撤回上一步。")


def done(request: Request, case_id: str, seat: Seat, seen: str, panel: str, wish: Decision, **more: Any) -> Response:
    """Take the wish, and show what the panel has then."""
    entry = seat.room.entry(case_id, seat.account.organ)
    now = datetime.now().astimezone()
    with seat.room.docket(entry, seen) as docket:
        docket, wishes = release(docket, (wish,), now)
        if wishes:
            decide(docket, wishes, now)
    return show(request, seat, seat.room.folder(case_id, seat.account.organ), panel, said="已记录。", **more)


def _value(pointer: str, value: str) -> Any:
    """As the record holds it: conditions are a list of numbers, nothing at all is none."""
    if pointer == "/application/conditions":
        return [int(digit) for digit in value if digit in "1234"]
    return value or None
