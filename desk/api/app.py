"""The read-only API as an application: routes, headers, and what is said when something goes wrong."""

import logging
from collections.abc import Awaitable, Callable
from importlib.metadata import version

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from desk.api.callers import ASKED, Gate, Limit, RefusedError
from desk.api.routes import router
from desk.api.shelf import AbsentError, Shelf
from infra.faults import fault
from infra.ledger import LedgerError
from infra.store import StoreError
from infra.tokens import Tokens

log = logging.getLogger("jujian.api")

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def make_api(shelf: Shelf, tokens: Tokens) -> FastAPI:
    """The API over this shelf."""
    app = FastAPI(title="Jujian", version=version("jujian"), openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)
    app.state.gate = Gate(shelf, tokens, Limit(ASKED))
    app.include_router(router)
    app.middleware("http")(_sealed)
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(AbsentError, _absent)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _other)
    for kind in (StoreError, LedgerError):
        app.add_exception_handler(kind, _outside)
    return app


async def _sealed(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    try:
        response = await call_next(request)
    except Exception as error:  # what an exception says may hold what a page says: only its place is logged
        log.error("%s: %s", request.method, fault(error))
        response = _said(500, "internal_error", "程序内部错误；请将运行日志交技术人员。")
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    more = {401: {"WWW-Authenticate": "Bearer"}, 429: {"Retry-After": "10"}}.get(error.status)
    return _said(error.status, error.code, error.message, more)


def _absent(_: Request, __: Exception) -> Response:
    return _said(404, "not_found", "没有这份卷宗、这一轮或这份文件，或者它不属于令牌所在的机构。")


def _malformed(_: Request, __: Exception) -> Response:
    """What was sent is not repeated."""
    return _said(422, "malformed", "请求不合要求，请核对 /api/openapi.json。")


def _other(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _said(error.status_code, "no_such_way", "没有这一接口。", dict(error.headers or {}))


def _outside(_: Request, error: Exception) -> Response:
    log.warning("%s", getattr(error, "code", ""))
    return _said(503, "unavailable", "存储或台账暂时不可用，请稍后重试。", {"Retry-After": "10"})


def _said(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"code": code, "message": message}, status, headers)
