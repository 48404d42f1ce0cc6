"""Traces: by what pages of evidence are known again in other dossiers. Forms, identity papers and near-empty pages leave none."""

import hashlib
from collections.abc import Sequence

import numpy as np

from schemas.document import EVIDENCE_TYPES, Document
from schemas.geometry import PageRef
from schemas.page import Page, Sheet
from schemas.terms.text import fold
from schemas.traces import PageTrace

ENOUGH_TEXT = 40
"""Characters below which two pages may well say the same by chance."""
LONGEST = 6000
"""How many characters of a page are looked at."""


def traces(documents: Sequence[Document], sheets: Sequence[Sheet]) -> dict[PageRef, PageTrace]:
    """The traces of the pages of 业绩成果佐证材料 that say enough to be known again."""
    wanted = {ref for document in documents if document.type in EVIDENCE_TYPES for ref in document.pages}
    found = {sheet.ref: trace(sheet.page) for sheet in sheets if sheet.ref in wanted}
    return {ref: each for ref, each in found.items() if each}


def trace(page: Page) -> PageTrace | None:
    """``None`` for a page that says too little, or was not read."""
    text = fold(page.text[:LONGEST])
    if len(text) < ENOUGH_TEXT or page.quality == "unreadable":
        return None
    return PageTrace(key=page.key, picture=page.fingerprint, words=_words(text))


def _words(text: str) -> str:
    """Of the hashes of all pairs of neighbouring characters, each bit as most of them have it (a SimHash)."""
    pairs = sorted({text[at : at + 2] for at in range(len(text) - 1)})
    hashed = b"".join(hashlib.blake2b(pair.encode(), digest_size=8).digest() for pair in pairs)
    bits = np.unpackbits(np.frombuffer(hashed, dtype=np.uint8).reshape(-1, 8), axis=1).sum(axis=0) * 2 > len(pairs)
    return np.packbits(bits).tobytes().hex()
