"""A list of awards as one achievement sees it: what the row of that title says stands for the paper."""

from schemas.document import Document
from schemas.terms.text import fold, similar

ALIKE = 0.6
"""From which likeness a row is that of the achievement, and not only one of the applicant's."""


def as_claimed(document: Document, title: str) -> Document:
    """The document with the fields of the row whose title, or award, is most like the achievement's; any other as it is."""
    rows = document.of_kind("award")
    names = [[fold(str(row[name].value)) for name in ("title", "award") if row[name].present] for row in rows]
    alike = [max((_alike(fold(title), name) for name in held), default=0.0) for held in names]
    if not rows or max(alike) < ALIKE:
        return document
    return document.model_copy(update={"fields": {**document.fields, **rows[alike.index(max(alike))].fields}})


def _alike(title: str, name: str) -> float:
    return 1.0 if name and name in title else similar(title, name)
