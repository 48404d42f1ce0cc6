"""Signing in and out."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from desk.web.paper import page
from desk.web.seats import COOKIE, AnySeat, room_of
from infra.accounts import RIGHTS

router = APIRouter()

WRONG = "账号或口令不正确。"
CLOSED = "失败次数过多，请 15 分钟后再试，或请管理员重置口令。"


@router.get("/signin")
def ask(request: Request) -> Response:
    return page(request, "signin.html", wrong="", name="")


@router.post("/signin")
def sign_in(
    request: Request, name: Annotated[str, Form(max_length=80)], password: Annotated[str, Form(max_length=400)]
) -> Response:
    """A session in a cookie that scripts cannot read and that other sites do not send."""
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, "请从本系统的登录页登录。")
    room, address = room_of(request), request.client.host if request.client else ""
    if room.throttle.closed(name, address):
        return _again(request, CLOSED, name, 429)
    done = room.accounts.sign_in(name, password)
    if done is None:
        room.throttle.failed(name, address)
        return _again(request, WRONG, name, 401)
    room.throttle.succeeded(name)
    token, account = done
    answer = RedirectResponse("/cases" if "see" in RIGHTS[account.role] else "/accounts", 303)
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/")
    return answer


@router.post("/signout")
def sign_out(request: Request, seat: AnySeat) -> Response:
    seat.room.accounts.sign_out(request.cookies[COOKIE])
    answer = Response(status_code=204, headers={"HX-Redirect": "/signin"})
    answer.delete_cookie(COOKIE, path="/")
    return answer


def _again(request: Request, wrong: str, name: str, status: int) -> Response:
    answer = page(request, "signin.html", wrong=wrong, name=name)
    answer.status_code = status
    return answer
