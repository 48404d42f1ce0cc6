"""A placing: where a person puts a page. It outranks how the machine divided the dossier."""

from typing import Literal

from schemas.base import Value
from schemas.document import DocumentType
from schemas.geometry import PageRef

PlacingKind = Literal["new", "with", "blank", "duplicate", "unassigned"]


class Placing(Value):
    """One page put somewhere: ``new`` begins a document of `type` with it, ``with`` puts it into the document that the page
    `other` is in, the others say that it belongs to none.

    `rest`: the pages that come after it in its document go the same way. So a document is split (a later page of it ``new``
    with the rest), merged (its first page ``with`` another's, with the rest) and retyped (its first page ``new``, with the
    rest).
    """

    ref: PageRef
    to: PlacingKind
    type: DocumentType | None = None
    other: PageRef | None = None
    rest: bool = False
