"""A client of the read-only API: events from a cursor that the caller keeps, records as typed values.

It needs the standard library, pydantic and the folder `schemas/`, nothing else of Jujian: copy both where it is wanted.

    client = Client("https://jujian.example", token)
    for event in client.events(after=cursor):
        record = client.record(event.data.case_id)
        cursor = int(event.sequence)      # keep it together with what was made of the event
"""

import json
import random
import time
from collections.abc import Callable, Iterator
from typing import Literal, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from schemas.base import Value
from schemas.deficiencies import DeficiencyList
from schemas.event import Event
from schemas.record import CaseRecord
from schemas.redacted import RedactedRecord

V = TypeVar("V", bound=Value)

PASSING = (429, 500, 502, 503, 504)
"""Statuses after which trying again may help."""
LONGEST_PAUSE = 60.0


class ApiError(Exception):
    """The API did not answer as wished: HTTP status (0: no answer at all) and its code."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code = status, code


class Client:
    """Reads with this token. `tries` in all for what may pass; `timeout` in seconds for each."""

    def __init__(
        self, base: str, token: str, timeout: float = 30, tries: int = 6, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._base, self._token, self._timeout, self._tries, self._sleep = base.rstrip("/"), token, timeout, tries, sleep
        self._open = build_opener(_Nowhere).open

    def events(self, after: int = 0, limit: int = 100) -> Iterator[Event]:
        """Every event after the cursor that is there now, in order. A cursor is the `sequence` of an event; 0 is before all.

        Raises `ApiError`, as all that asks.
        """
        while True:
            page = json.loads(self._get("feed", after=after, limit=limit))
            yield from (Event.model_validate(each, extra="ignore") for each in page["events"])
            if page["next"] == after:
                return
            after = page["next"]

    def record(self, case_id: str, round: int | None = None) -> CaseRecord:
        """The whole record of a round, by default the last."""
        return _read(CaseRecord, self._get(f"cases/{case_id}", form="full", round=round))

    def redacted(self, case_id: str, round: int | None = None) -> RedactedRecord:
        """The record without whom it is about."""
        return _read(RedactedRecord, self._get(f"cases/{case_id}", form="redacted", round=round))

    def deficiencies(self, case_id: str, round: int) -> DeficiencyList:
        """The one-shot list of a round."""
        return _read(DeficiencyList, self._get(f"cases/{case_id}/rounds/{round}/deficiencies"))

    def notice(self, case_id: str, round: int, kind: Literal["pdf", "docx"] = "pdf") -> bytes:
        """The notice of a round; 404 until it is issued."""
        return self._get(f"cases/{case_id}/rounds/{round}/notice.{kind}")

    def _get(self, path: str, **query: str | int | None) -> bytes:
        said = urlencode({name: value for name, value in query.items() if value is not None})
        request = Request(f"{self._base}/api/{path}?{said}", headers={"Authorization": f"Bearer {self._token}"})
        pause = 0.5
        for left in reversed(range(self._tries)):
            try:
                with self._open(request, timeout=self._timeout) as answer:
                    return bytes(answer.read())
            except HTTPError as error:
                if error.code not in PASSING or not left:
                    raise ApiError(error.code, _code(error)) from None
                wait = _seconds(error.headers.get("Retry-After"))
                error.close()
            except (URLError, OSError) as error:
                if not left:
                    raise ApiError(0, type(error).__name__) from None
                wait = 0.0
            self._sleep(max(wait, pause * random.uniform(0.5, 1)))
            pause = min(2 * pause, LONGEST_PAUSE)
        raise ApiError(0, "no_try")


class _Nowhere(HTTPRedirectHandler):
    """Follows nobody elsewhere: the token would go along."""

    def redirect_request(self, *_: object) -> None:
        return None


def _read(kind: type[V], content: bytes) -> V:
    """What a newer server says beyond what is known here is passed over."""
    return kind.model_validate_json(content, extra="ignore")


def _code(error: HTTPError) -> str:
    try:
        return str(json.loads(error.read())["code"])
    except (ValueError, KeyError, TypeError, OSError):
        return "unknown"
    finally:
        error.close()


def _seconds(said: str | None) -> float:
    return min(float(said), LONGEST_PAUSE) if said and said.isdigit() else 0.0
