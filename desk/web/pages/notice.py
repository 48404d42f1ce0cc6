"""The notice: seen as it will print, issued when nothing is open, downloaded."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response

from desk.web.pages.case import show
from desk.web.seats import Downloader, Issuer, Reader
from flows.issue import Wish, issue

router = APIRouter()

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@router.post("/cases/{case_id}/issue")
def issue_it(
    request: Request,
    case_id: str,
    seat: Issuer,
    seen: Annotated[str, Form(max_length=40)],
    deadline: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """Number and freeze it. What is still open is named instead."""
    day = _day(deadline)
    entry = seat.room.entry(case_id, seat.account.organ)
    with seat.room.docket(entry, seen) as docket:
        issued = issue(docket, Wish(deadline=day, by=seat.account.name), datetime.now().astimezone())
    seat.room.note(case_id, "issued_by", seat.account.id)
    said = f"告知书 {issued.stamp.number} 已印发。" if issued.stamp else "材料齐全，无须出具告知书。"
    return show(request, seat, seat.room.folder(case_id, seat.account.organ), "notice", said=said)


@router.get("/cases/{case_id}/notice/{number}/page/{page}")
def picture(case_id: str, number: int, page: int, seat: Reader) -> Response:
    """A page of the notice of this round, as it prints."""
    here = seat.room.folder(case_id, seat.account.organ, number)
    content = seat.room.pictures.of_notice(seat.room.notice(here, "pdf"), page)
    return Response(content, media_type="image/jpeg")


@router.get("/cases/{case_id}/notice/{number}/{kind}")
def download(case_id: str, number: int, kind: str, seat: Downloader) -> Response:
    """The notice of this round as a file."""
    if kind not in MEDIA:
        raise HTTPException(404, "没有这种格式。")
    here = seat.room.folder(case_id, seat.account.organ, number)
    content = seat.room.notice(here, kind)
    seat.room.note(case_id, "downloaded", seat.account.id, round=number)
    headers = {"Content-Disposition": f'attachment; filename="notice-{case_id[:8]}-{number}.{kind}"'}
    return Response(content, media_type=MEDIA[kind], headers=headers)


def _day(said: str) -> str | None:
    try:
        return date.fromisoformat(said).isoformat() if said else None
    except ValueError:
        raise HTTPException(422, "截止日期应写作 年-月-日。") from None
