"""Who calls: the token that is shown, what its scopes allow, and how often it may ask."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Annotated, NamedTuple

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from desk.api.shelf import Shelf
from infra.tokens import Scope, Token, Tokens

MINUTE = 60.0
ASKED = 600
"""Requests of one token in a minute. Wrong tokens are not counted: nobody finds one of 256 bits by trying, and an address is
shared by those who have a right one.
"""


class RefusedError(Exception):
    """A request that is not answered: an HTTP status, a code, and why (Chinese)."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message


class Limit:
    """So many in a minute for each who asks."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._times: dict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def full(self, who: str) -> bool:
        """Whether no more are due now."""
        with self._lock:
            return len(self._recent(who)) >= self._most

    def count(self, who: str) -> None:
        with self._lock:
            self._times[who].append(self._clock())

    def _recent(self, who: str) -> deque[float]:
        times = self._times.get(who, deque())
        while times and times[0] <= self._clock() - MINUTE:
            times.popleft()
        return times


class Gate(NamedTuple):
    """All that the routes share."""

    shelf: Shelf
    tokens: Tokens
    asked: Limit


class Caller(NamedTuple):
    """The program that asks, and what it may read from."""

    token: Token
    shelf: Shelf

    def note(self, case_id: str, what: str, number: int) -> None:
        """What holds personal data and was given out stands in the audit trail."""
        self.shelf.home.ledger.note(case_id, "api_read", {"token": self.token.id, "what": what, "round": number})


shown = HTTPBearer(auto_error=False, description="jujian token add")


def caller_of(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(shown)]) -> Caller:
    """Raises `RefusedError`: 401 without a token in force, 429 for who asks too often."""
    gate = request.app.state.gate
    assert isinstance(gate, Gate)
    token = gate.tokens.holder(given.credentials) if given else None
    if token is None:
        raise RefusedError(401, "no_token", "未出示有效令牌。")
    if gate.asked.full(token.id):
        raise RefusedError(429, "too_many_requests", "请求过于频繁，请稍后再试。")
    gate.asked.count(token.id)
    return Caller(token, gate.shelf)


AnyCaller = Annotated[Caller, Depends(caller_of)]


class Scoped:
    """The guard of one or more scopes, any of which will do: gives the caller; 403 for whoever has none of them."""

    def __init__(self, *scopes: Scope) -> None:
        self._scopes = set(scopes)

    def __call__(self, caller: AnyCaller) -> Caller:
        if not self._scopes & set(caller.token.scopes):
            raise RefusedError(403, "out_of_scope", f"令牌无此权限：{'、'.join(sorted(self._scopes))}。")
        return caller


Follower = Annotated[Caller, Depends(Scoped("feed"))]
CaseReader = Annotated[Caller, Depends(Scoped("cases:read", "cases:read-redacted"))]
FullReader = Annotated[Caller, Depends(Scoped("cases:read"))]
NoticeReader = Annotated[Caller, Depends(Scoped("notices"))]
