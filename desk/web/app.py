"""The application: pages, the guards in front of them, and what is said when something goes wrong."""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles

from desk.web.pages import acting, case, deciding, exits, help, notice, overview, people, picture, placing, queue, signin, upload
from desk.web.paper import page
from desk.web.room import NoSuchCaseError, Room
from desk.web.seats import SignedOutError
from desk.web.uploads import UploadError
from flows.docket import CaseError, OpenError
from flows.pictures import NoPictureError
from infra.accounts import AccountError
from infra.faults import fault
from infra.ledger import LedgerError, OvertakenError
from infra.store import StoreError
from validators.decisions import DecisionError

log = logging.getLogger("jujian.desk")

STATIC = Path(__file__).parent / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
BROKEN = "程序内部错误，这一步没有保存；请将运行日志交技术人员。"
OVERTAKEN = "这份卷宗刚被他人处理过，您的这一步没有保存。已载入最新内容，请核对后再决定。"


def make_app(room: Room) -> FastAPI:
    """The desk of this room."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.room = room
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for module in (signin, queue, case, picture, deciding, placing, notice, acting, exits, people, help, upload, overview):
        app.include_router(module.router)
    app.middleware("http")(_sealed)
    app.add_exception_handler(SignedOutError, _to_sign_in)
    app.add_exception_handler(NoSuchCaseError, _not_there)
    app.add_exception_handler(NoPictureError, _not_there)
    app.add_exception_handler(OvertakenError, _overtaken)
    app.add_exception_handler(RequestValidationError, _malformed)
    for kind in (CaseError, OpenError, DecisionError, AccountError, UploadError, HTTPException, StoreError, LedgerError):
        app.add_exception_handler(kind, _told)
    return app


async def _sealed(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Every answer with the headers that keep scripts out; nothing personal stays in a shared cache."""
    try:
        response = await call_next(request)
    except Exception as error:  # what an exception says may hold what a page says: only its place is logged
        log.error("%s: %s", request.method, fault(error))
        response = _said(request, 500, BROKEN)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not request.url.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _to_sign_in(request: Request, _: Exception) -> Response:
    if request.headers.get("hx-request"):
        return Response(status_code=204, headers={"HX-Redirect": "/signin"})
    return RedirectResponse("/signin", 303)


def _not_there(request: Request, _: Exception) -> Response:
    return _said(request, 404, "没有这份卷宗或这一页，或者它不属于您所在的机构。")


def _overtaken(request: Request, _: Exception) -> Response:
    return _said(request, 409, OVERTAKEN)


def _malformed(request: Request, _: Exception) -> Response:
    """What was sent is not repeated: it may hold a name."""
    return _said(request, 422, "填写的内容不合要求，请核对后重试。")


def _told(request: Request, error: Exception) -> Response:
    """What went wrong, as our own rooms put it."""
    if isinstance(error, HTTPException):
        return _said(request, error.status_code, str(error.detail))
    if isinstance(error, CaseError) and error.code == "not_entitled":
        return _said(request, 403, "您的角色无权进行此项操作。")
    outside = isinstance(error, StoreError | LedgerError)
    return _said(request, 503 if outside else 422, "存储或台账暂时不可用，请稍后重试。" if outside else str(error))


def _said(request: Request, status: int, text: str) -> Response:
    """As a line on the page where it was asked, else as a page of its own."""
    if request.headers.get("hx-request"):
        answer = page(request, "message.html", text=text, status=status)
        answer.headers.update({"HX-Retarget": "#message", "HX-Reswap": "innerHTML"})
    else:
        answer = page(request, "error.html", text=text, status=status)
    answer.status_code = status
    return answer
