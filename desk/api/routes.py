"""What may be asked: the feed, a case, its list, its notice, the schemas. Nothing here changes anything."""

import hashlib
import json
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Response

from desk.api.callers import AnyCaller, CaseReader, Follower, FullReader, NoticeReader, RefusedError
from desk.api.shelf import AbsentError
from desk.schema import PUBLISHED, schema_of
from flows.publish import json_of
from infra.feed import AT_ONCE, read
from schemas.base import Value
from schemas.deficiencies import DeficiencyList
from schemas.event import Event
from schemas.record import CaseRecord
from schemas.redacted import RedactedRecord, redacted

FURTHEST = 10**12 - 1
"""The last number that a slot of the feed can have."""


class Fault(Value):
    """Why there is no answer: a code, and a sentence (Chinese)."""

    code: str
    message: str


class Page(Value):
    """Events after a cursor, in order; `next` is the cursor to go on from, the same where there was nothing new."""

    events: tuple[Event, ...]
    next: int


class Kind(StrEnum):
    """The form of a notice."""

    pdf = "pdf"
    docx = "docx"


MEDIA = {
    Kind.pdf: "application/pdf",
    Kind.docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FAULTS: dict[int | str, dict[str, Any]] = {
    status: {"model": Fault, "description": said}
    for status, said in {
        401: "No token in force was shown.",
        403: "The token's scopes do not allow it.",
        404: "There is no such thing in the token's organisation.",
        422: "The request is malformed.",
        429: "Too many requests; see Retry-After.",
        503: "Store or ledger do not work just now.",
    }.items()
}
SAME: dict[int | str, dict[str, Any]] = {304: {"description": "As the caller has it already."}}

router = APIRouter(prefix="/api", responses=FAULTS)

CaseId = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]
Number = Annotated[int, Path(ge=1, le=10_000)]
Known = Annotated[str | None, Header(alias="If-None-Match")]


@router.get("/feed")
def feed(
    caller: Follower,
    after: Annotated[int, Query(ge=0, le=FURTHEST)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = AT_ONCE,
) -> Page:
    """Events of the token's organisation after the cursor. Scope: feed."""
    found = read(caller.shelf.home.store, after, limit)
    events = (Event.model_validate_json(each.body) for each in found)
    mine = tuple(event for event in events if event.data.organ == caller.token.organ)
    return Page(events=mine, next=found[-1].seq if found else after)


@router.get("/cases/{case_id}", response_model=CaseRecord | RedactedRecord, responses=SAME)
def case(
    caller: CaseReader,
    case_id: CaseId,
    round: Annotated[int | None, Query(ge=1, le=10_000)] = None,
    form: Annotated[str | None, Query(pattern="^(full|redacted)$")] = None,
    known: Known = None,
) -> Response:
    """A case record, by default of the last published round: in full with scope cases:read, else redacted."""
    found = caller.shelf.published(case_id, caller.token.organ, round)
    if "cases:read" in caller.token.scopes and form != "redacted":
        return _given(found.content, known, lambda: caller.note(case_id, "record", found.round.number))
    if form == "full":
        raise RefusedError(403, "out_of_scope", "令牌只能读取脱敏记录。")
    return _given(json_of(redacted(found.record)), known)


@router.get("/cases/{case_id}/rounds/{number}/deficiencies", response_model=DeficiencyList, responses=SAME)
def deficiencies(caller: FullReader, case_id: CaseId, number: Number, known: Known = None) -> Response:
    """The one-shot list of a round. Scope: cases:read, for its sentences may name people."""
    found = caller.shelf.published(case_id, caller.token.organ, number)
    content = caller.shelf.deficiencies(found)
    return _given(content, known, lambda: caller.note(case_id, "deficiencies", number))


@router.get(
    "/cases/{case_id}/rounds/{number}/notice.{kind}",
    response_class=Response,
    responses=SAME | {200: {"content": {media: {} for media in MEDIA.values()}, "description": "The notice."}},
)
def notice(caller: NoticeReader, case_id: CaseId, number: Number, kind: Kind, known: Known = None) -> Response:
    """The notice of a round, once it is issued. Scope: notices."""
    found = caller.shelf.published(case_id, caller.token.organ, number)
    content = caller.shelf.notice(found, kind)
    return _given(content, known, lambda: caller.note(case_id, f"notice.{kind}", number), MEDIA[kind])


@router.get("/schemas")
def schemas(_: AnyCaller) -> dict[str, dict[str, Any]]:
    """The JSON Schemas of all that comes out, by name. Any token."""
    return {name: json.loads(schema_of(noun)) for name, noun in PUBLISHED.items()}


@router.get("/schemas/{name}", response_model=dict[str, Any], responses=SAME)
def schema(_: AnyCaller, name: Annotated[str, Path(pattern="^[a-z]+$")], known: Known = None) -> Response:
    """One JSON Schema. Any token."""
    if name not in PUBLISHED:
        raise AbsentError
    return _given(schema_of(PUBLISHED[name]).encode(), known, media="application/schema+json")


def _given(
    content: bytes, known: str | None, note: Callable[[], None] | None = None, media: str = "application/json"
) -> Response:
    """The content under its digest as ETag; nothing where the caller has it. What is given out is noted first."""
    tag = f'"{hashlib.sha256(content).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if known and tag in [each.strip().removeprefix("W/") for each in known.split(",")]:
        return Response(status_code=304, headers=headers)
    if note:
        note()
    return Response(content, media_type=media, headers=headers)
