"""The case page: the page image on the left, on the right one of its panels. A panel alone is sent when htmx asks for it."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse

from desk.web.acts_view import ending, second_check, served
from desk.web.checklist import articles
from desk.web.deciding_view import questions
from desk.web.history import history
from desk.web.listing import items
from desk.web.paper import page
from desk.web.papers import documents, files, loose
from desk.web.record_view import blocks
from desk.web.room import Folder
from desk.web.rounds_view import comparison
from desk.web.seats import Reader, Seat, Unmasker
from desk.web.views import open_count, spots
from flows.kept import late_findings
from schemas.acts import closings

router = APIRouter()

PANELS = {
    "open": "待决", "items": "清单", "record": "记录", "papers": "材料", "checks": "审核表",
    "notice": "告知书", "ending": "办结", "history": "经过",
}  # fmt: skip


@router.get("/cases/{case_id}")
def case(case_id: str, seat: Reader) -> Response:
    """The panel that the case is waiting at."""
    folder = seat.room.folder(case_id, seat.account.organ)
    panel = "papers" if folder.quarantined else "open" if open_count(folder) else "notice" if folder.round.issued else "items"
    return RedirectResponse(f"/cases/{case_id}/{panel}", 303)


@router.get("/cases/{case_id}/{panel}")
def shown(request: Request, case_id: str, panel: str, seat: Reader, round: Annotated[int | None, Query(ge=1)] = None) -> Response:
    """One panel of the case, of this round or of the last."""
    if panel not in PANELS:
        raise HTTPException(404, "没有这一页。")
    return show(request, seat, seat.room.folder(case_id, seat.account.organ, round), panel)


@router.post("/cases/{case_id}/number")
def number(request: Request, case_id: str, seat: Unmasker) -> Response:
    """The whole ID number, for whoever asks for it; that it was asked for is written down."""
    folder = seat.room.folder(case_id, seat.account.organ)
    seat.room.note(case_id, "id_shown", seat.account.id)
    return page(request, "number.html", number=folder.record.applicant.id_number or "（未载明）")


def show(request: Request, seat: Seat, folder: Folder, panel: str, **more: Any) -> Response:
    """The whole page, or for htmx the head and the panel."""
    seat.room.refresh()
    entry = seat.room.entry(folder.entry.case_id, seat.account.organ)
    last = entry.round == folder.round.number
    values = {
        "folder": folder._replace(entry=entry), "panel": panel, "panels": PANELS, "open_count": open_count(folder),
        "others": seat.room.others(entry.case_id, seat.account.name), "last": last,
        "editable": last and not folder.round.issued and not folder.round.closed and seat.may("decide"),
        "closings": closings(folder.acts), **_filled(panel, folder, seat), **more,
    }  # fmt: skip
    return page(request, "case_panel.html" if request.headers.get("hx-request") else "case.html", **values)


def _filled(panel: str, folder: Folder, seat: Seat) -> dict[str, Any]:
    """What the panel's template is given."""
    record, told = folder.record, folder.told
    if panel == "open":
        return {"questions": questions(record, told, seat.room.profile)}
    if panel == "items":
        return {"items": items(record, told)}
    if panel == "record":
        return {"blocks": blocks(record, spots)}
    if panel == "papers":
        return {"documents": documents(record), "loose": loose(record), "files": files(record)}
    late = late_findings(seat.room.home.store, folder.entry.case_id, folder.round.number)
    if panel == "checks":
        return {"articles": articles(record, seat.room.profile, () if seat.may("supervise") else late)}
    if panel == "history":
        return {"acts": history(folder, seat)}
    if panel == "ending":
        return {"ending": ending(folder, seat, date.today())}
    return {
        "compared": comparison(folder, seat.room), "sheets": _sheets(folder, seat),
        "late": late if seat.may("supervise") else (), "check": second_check(folder, seat), "served": served(folder, seat),
    }  # fmt: skip


def _sheets(folder: Folder, seat: Seat) -> int:
    """How many pages the notice has."""
    if "notice.pdf" not in (folder.round.outputs or {}):
        return 0
    return seat.room.pictures.sheets(seat.room.notice(folder, "pdf"))
