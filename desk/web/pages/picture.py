"""Pages as pictures, and what of the record stands on each: files go by their number in the record, never by name."""

from typing import NamedTuple

from fastapi import APIRouter, Request, Response

from desk.web.paper import page as paper
from desk.web.record_view import blocks
from desk.web.room import Folder, NoSuchCaseError
from desk.web.seats import Downloader, Reader
from desk.web.views import spots
from flows.intake import original
from flows.pictures import NoPictureError
from infra.store import NotStoredError
from schemas.geometry import PageRef

router = APIRouter()

DAY = 86_400


class Area(NamedTuple):
    """A box of the page in thousandths, and the value that was read there."""

    pointer: str
    label: str
    x: int
    y: int
    width: int
    height: int


@router.get("/cases/{case_id}/files/{number}/pages/{page}/picture")
def picture(case_id: str, number: int, page: int, seat: Reader) -> Response:
    """JPEG or SVG. Raises `NoPictureError` for what is not there or may not be shown."""
    folder = _folder(case_id, number, seat)
    content = seat.room.pictures.of(PageRef(file=folder.record.files[number].path, page=page), folder.round.materials)
    media = "image/svg+xml" if content.startswith(b"<svg") else "image/jpeg"
    return Response(content, media_type=media, headers={"Cache-Control": f"private, max-age={DAY}"})


@router.get("/cases/{case_id}/files/{number}/pages/{page}/areas")
def areas(request: Request, case_id: str, number: int, page: int, seat: Reader) -> Response:
    """The boxes of all values of the record that stand on this page, the smaller on top of the larger."""
    folder = _folder(case_id, number, seat)
    found = [
        _area(value.pointer, f"{block.title} · {value.label}", spot.box)
        for block in blocks(folder.record, spots)
        for value in block.values
        for spot in value.places
        if (spot.file, spot.page) == (number, page) and spot.box
    ]
    return paper(request, "areas.html", areas=sorted(found, key=lambda area: -area.width * area.height))


@router.get("/cases/{case_id}/files/{number}/original")
def download(case_id: str, number: int, seat: Downloader) -> Response:
    """The file as it was handed in, to be saved and never shown; of an archive's member, the archive."""
    folder = _folder(case_id, number, seat)
    path = folder.record.files[number].path
    held = [each for each in folder.round.materials if path == each.path or path.startswith(f"{each.path}!/")]
    try:
        content = seat.room.home.store.get(original(max(held, key=lambda each: len(each.path)).sha256))
    except (NotStoredError, ValueError):
        raise NoPictureError from None
    seat.room.note(case_id, "downloaded", seat.account.id, file=number)
    suffix = held[-1].path.rsplit(".", 1)[-1].lower()
    ending = suffix if suffix.isalnum() and suffix.isascii() and len(suffix) <= 5 else "bin"
    headers = {"Content-Disposition": f'attachment; filename="{case_id[:8]}-{number}.{ending}"'}
    return Response(content, media_type="application/octet-stream", headers=headers)


def _folder(case_id: str, number: int, seat: Reader) -> Folder:
    folder = seat.room.folder(case_id, seat.account.organ)
    if folder.quarantined or not 0 <= number < len(folder.record.files):
        raise NoSuchCaseError
    return folder


def _area(pointer: str, label: str, box: str) -> Area:
    x0, y0, x1, y1 = map(int, box.split())
    return Area(pointer, label, x0, y0, x1 - x0, y1 - y0)
