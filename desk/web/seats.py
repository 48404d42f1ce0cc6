"""Who sits at the desk: the signed-in person, what the role allows, and the guards that every route stands behind."""

from secrets import compare_digest
from typing import Annotated, NamedTuple

from fastapi import Depends, HTTPException, Request

from desk.web.room import Room
from infra.accounts import RIGHTS, Account

COOKIE = "jujian"


class SignedOutError(Exception):
    """Nobody is signed in."""


class Seat(NamedTuple):
    """The person, the token that each act must show, and the room."""

    account: Account
    csrf: str
    room: Room

    def may(self, right: str) -> bool:
        return right in RIGHTS[self.account.role]


def room_of(request: Request) -> Room:
    room = request.app.state.room
    assert isinstance(room, Room)
    return room


def seat_of(request: Request) -> Seat:
    """Raises `SignedOutError`; 403 for an act without the session's token."""
    room = room_of(request)
    session = room.accounts.session(request.cookies.get(COOKIE, ""))
    if session is None:
        raise SignedOutError
    acts = request.method not in ("GET", "HEAD")
    if acts and not compare_digest(request.headers.get("x-csrf", "").encode(), session.csrf.encode()):
        raise HTTPException(403, "页面已过期，请刷新后重试。")
    request.state.seat = Seat(session.account, session.csrf, room)
    return Seat(session.account, session.csrf, room)


AnySeat = Annotated[Seat, Depends(seat_of)]


class Entitled:
    """The guard of a right: gives the seat; 403 for whoever's role does not allow it."""

    def __init__(self, right: str) -> None:
        self._right = right

    def __call__(self, seat: AnySeat) -> Seat:
        if not seat.may(self._right):
            raise HTTPException(403, f"您的角色（{seat.account.role}）无权进行此项操作。")
        return seat


Reader = Annotated[Seat, Depends(Entitled("see"))]
Decider = Annotated[Seat, Depends(Entitled("decide"))]
Checker = Annotated[Seat, Depends(Entitled("check"))]
Issuer = Annotated[Seat, Depends(Entitled("issue"))]
Downloader = Annotated[Seat, Depends(Entitled("download"))]
Unmasker = Annotated[Seat, Depends(Entitled("unmask"))]
Uploader = Annotated[Seat, Depends(Entitled("upload"))]
Supervisor = Annotated[Seat, Depends(Entitled("supervise"))]
Exporter = Annotated[Seat, Depends(Entitled("export"))]
Keeper = Annotated[Seat, Depends(Entitled("accounts"))]
