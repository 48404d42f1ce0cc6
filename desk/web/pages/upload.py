"""Handing material in at the desk: files, folders and archives, with progress; the line runs in the background."""

from typing import Annotated
from unicodedata import normalize

from fastapi import APIRouter, File, Form, HTTPException, Request, Response, UploadFile

from desk.web.paper import page
from desk.web.room import NoSuchCaseError
from desk.web.seats import Seat, Uploader
from desk.web.uploads import BROKEN, Upload, UploadError
from schemas.files import ARCHIVE

router = APIRouter()


@router.get("/upload")
def ask(request: Request, seat: Uploader, case: str = "") -> Response:
    """The place to drop things; for a case that is there already, its further material."""
    entry = seat.room.entry(case, seat.account.organ) if case else None
    return page(request, "upload.html", entry=entry)


@router.post("/upload")
def begin(seat: Uploader) -> Response:
    """A new hand-in: its id."""
    return Response(seat.room.uploads.open(seat.account.id).id, media_type="text/plain")


@router.post("/upload/{id}/file")
def lay(
    id: str,
    seat: Uploader,
    path: Annotated[str, Form(max_length=1_000)],
    file: Annotated[UploadFile, File()],
    name: Annotated[str, Form(max_length=60)] = "",
    case: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """One file with its path; into a dossier that is there already, by its case id."""
    upload = _own(id, seat)
    if upload.state != "open":
        raise HTTPException(409, "这次上传已经开始处理。")
    if case:
        key = seat.room.entry(case, seat.account.organ).key
        upload.lay(f"{key}/{path}", file.file, key)
    else:
        upload.lay(path, file.file, name.strip())
    return Response(status_code=204)


@router.post("/upload/{id}/start")
def start(request: Request, id: str, seat: Uploader) -> Response:
    """Everything is there."""
    upload = _own(id, seat)
    if upload.state != "open" or not upload.files:
        raise HTTPException(409, "没有可处理的文件。")
    _refuse_foreign(upload, seat)
    seat.room.uploads.start(upload)
    return page(request, "upload_progress.html", upload=upload, broken=BROKEN)


@router.get("/upload/{id}")
def progress(request: Request, id: str, seat: Uploader) -> Response:
    """How far it is."""
    upload = _own(id, seat)
    if upload.state == "done":
        seat.room.refresh()
        for row in upload.rows:
            if row.case_id:
                seat.room.note(row.case_id, "uploaded", seat.account.id)
        upload.state = "told"
    return page(request, "upload_progress.html", upload=upload, broken=BROKEN)


def _own(id: str, seat: Seat) -> Upload:
    upload = seat.room.uploads.get(id, seat.account.id)
    if upload is None:
        raise NoSuchCaseError
    return upload


def _refuse_foreign(upload: Upload, seat: Seat) -> None:
    """Raises `UploadError` where a dossier of that name is another organisation's."""
    seat.room.refresh()
    for child in upload.folder.iterdir():
        name = child.name if child.is_dir() else ARCHIVE.sub("", child.name)
        case_id = seat.room.home.ledger.case_of(normalize("NFC", name))
        if case_id and seat.room.register.get(case_id, seat.account.organ) is None:
            raise UploadError("这个卷宗名称不能使用，请换一个名称。")
