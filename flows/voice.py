"""Asking the second reader: what it said before is taken from the store, the rest is asked in a few runs at once."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from itertools import chain

from extractors.second_voice import CropAnswer, CropRequest, by_page
from flows.line import Answers
from flows.readings import Shelf
from infra.workers import Failure, Outcome
from schemas.files import PageSource

Submit = Callable[[list[CropRequest], list[PageSource]], Future[Outcome]]
"""Has a child ask for these lines of these pages."""


def ask(
    requests: Sequence[CropRequest],
    pages: Sequence[PageSource],
    runs: int,
    shelf: Shelf,
    version: str,
    submit: Submit,
    given_up: Callable[[Failure], None],
) -> tuple[CropAnswer, ...]:
    """The answers, page by page. In at most so many `runs`: each loads the reader's model anew. One that fails says nothing."""
    asked = by_page(requests)
    heard = {page: said for page, of_page in asked.items() if (said := _stored(of_page, shelf, version)) is not None}
    missing = [page for page in asked if page not in heard]
    shares = [missing[n::runs] for n in range(runs) if missing[n::runs]]
    waiting = [submit(*_work(share, asked, pages)) for share in shares]
    for share, future in zip(shares, waiting, strict=True):
        outcome = future.result()
        if isinstance(outcome, Failure):
            given_up(outcome)
            continue
        said = Answers.model_validate_json(outcome).answers
        for page in share:
            heard[page] = tuple(answer for answer in said if answer.key == page)
            shelf.put(answers_key(asked[page]), version, Answers(answers=heard[page]).model_dump_json().encode())
    return tuple(chain.from_iterable(heard[page] for page in asked if page in heard))


def _work(
    share: Sequence[str], asked: Mapping[str, list[CropRequest]], pages: Sequence[PageSource]
) -> tuple[list[CropRequest], list[PageSource]]:
    """What is asked of these pages, and where they lie."""
    return [request for page in share for request in asked[page]], [page for page in pages if page.key in share]


def _stored(requests: list[CropRequest], shelf: Shelf, version: str) -> tuple[CropAnswer, ...] | None:
    kept = shelf.get(answers_key(requests), version)
    return Answers.model_validate_json(kept).answers if kept else None


def answers_key(requests: list[CropRequest]) -> str:
    """Answers are kept under what was asked."""
    return hashlib.sha256("".join(request.model_dump_json() for request in requests).encode()).hexdigest()
