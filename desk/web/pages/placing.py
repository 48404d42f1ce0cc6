"""Placing: pages split off, merged, filed elsewhere, documents retyped. Files are named by their places in the record."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request, Response

from desk.web.moves import moves
from desk.web.pages.deciding import Said, Seen, done
from desk.web.paper import page as rendered
from desk.web.seats import Decider
from schemas.decision import Decision

router = APIRouter()


@router.get("/cases/{case_id}/pages/{number}/moves")
def offered(request: Request, case_id: str, number: int, seat: Decider, whole: Annotated[bool, Query()] = False) -> Response:
    """The forms for one page, or for the document that begins with it."""
    folder = seat.room.folder(case_id, seat.account.organ)
    if folder.quarantined or not 0 <= number < len(folder.record.pages):
        raise HTTPException(404, "没有这一页。")
    return rendered(request, "moves.html", folder=folder, moves=moves(folder.record, number, whole))


@router.post("/cases/{case_id}/place")
def place(
    request: Request,
    case_id: str,
    seat: Decider,
    page: Annotated[str, Form(pattern=r"^/pages/\d{1,6}$")],
    value: Annotated[str, Form(pattern=r"^[a-z_]+(:[a-z_0-9/]+)?(\+rest)?$", max_length=80)],
    seen: Seen,
    rest: Annotated[bool, Form()] = False,
    reason: Said = "",
) -> Response:
    """Of a page, and with the rest of those after it in its document."""
    said = f"{value}+rest" if rest and not value.endswith("+rest") else value
    wish = Decision(pointer=page, decision="place", value=said, reason=reason.strip(), by=seat.account.name)
    return done(request, case_id, seat, seen, "papers", wish, moved=int(page.rsplit("/", 1)[-1]))
