"""The overview: one page of plots; and what people corrected, as labelled data for measuring the reading."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from fastapi import APIRouter, Request, Response

from desk.web.figures import figures
from desk.web.paper import page
from desk.web.room import Folder
from desk.web.seats import Exporter, Reader
from schemas.geometry import Place
from schemas.record import Provenance

router = APIRouter()


@router.get("/overview")
def overview(request: Request, seat: Reader) -> Response:
    seat.room.refresh()
    entries = seat.room.register.counted(seat.account.organ)
    return page(request, "overview.html", figures=figures(entries, seat.room.profile, date.today()))


@router.get("/labels")
def labels(seat: Exporter) -> Response:
    """One JSON object a line: where the value stands (file by its SHA-256, page, box), the machine's value and the person's."""
    seat.room.refresh()
    entries = [each for each in seat.room.register.all(seat.account.organ) if each.corrected]
    lines = [line for each in entries for line in _lines(seat.room.folder(each.case_id, seat.account.organ))]
    seat.room.note("", "exported", seat.account.id, lines=len(lines))
    headers = {"Content-Disposition": 'attachment; filename="labels.jsonl"'}
    return Response("".join(f"{line}\n" for line in lines), media_type="application/x-ndjson", headers=headers)


def _lines(folder: Folder) -> Iterator[str]:
    sums = {file.path: file.sha256 for file in folder.record.files}

    def seen(pointer: str) -> Sequence[Place | Provenance]:
        if pointer.startswith("/pages/"):
            page = folder.record.pages[int(pointer.rsplit("/", 1)[-1])]
            return (Place(file=page.file, page=page.page),)
        return folder.record.provenance.get(pointer, ())

    for each in folder.record.decisions:
        if each.pointer:
            places = [{"sha256": sums.get(place.file), "page": place.page, "box": place.box} for place in seen(each.pointer)]
            label = {"pointer": each.pointer, "machine": each.machine, "human": each.human, "places": places}
            yield json.dumps(label, ensure_ascii=False)
