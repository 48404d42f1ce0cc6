"""Reads a document of a type from pages written as text, and gives what it says."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from extractors.documents.recommendation_form import read
from extractors.extract import extract
from schemas.document import Document
from schemas.page import Sheet
from schemas.profile import Profile

Parts = Sequence[Any]


@pytest.fixture
def form(document: Callable[..., Document], profile: Profile) -> Callable[..., Document]:
    """Reads sheets as one 举荐表."""

    def make(*sheets: Sheet) -> Document:
        return read(document("recommendation_form", *sheets), sheets, profile)

    return make


@pytest.fixture
def read_as(sheet: Callable[..., Sheet], profile: Profile) -> Callable[..., Document]:
    """``read_as("paper", (rows of page 1), (rows of page 2))`` is the document with its fields."""

    def read(type: str, *pages: Parts, **more: Any) -> Document:
        sheets = [sheet(*parts, page=number, **more) for number, parts in enumerate(pages, 1)]
        document = Document(id="d1", type=type, pages=tuple(page.ref for page in sheets))  # type: ignore[arg-type]
        return extract(document, sheets, profile)

    return read


@pytest.fixture
def said(read_as: Callable[..., Document]) -> Callable[..., dict[str, Any]]:
    """``said("paper", (rows …))`` is a mapping of the fields that are present to their values."""

    def values(type: str, *pages: Parts, **more: Any) -> dict[str, Any]:
        return {name: field.value for name, field in read_as(type, *pages, **more).fields.items() if field.present}

    return values
