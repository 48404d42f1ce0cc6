"""The files of a dossier, and what became of each."""

import re
from typing import Literal

from schemas.base import Value
from schemas.geometry import Box, PageRef

ARCHIVE = re.compile(r"\.(zip|7z|rar|tar|t(ar\.)?(gz|bz2?|xz|zst))$", re.IGNORECASE)

FileStatus = Literal["read", "unreadable", "encrypted", "empty", "unsupported", "ignored"]


class FileError(Value):
    """Why a file was not read: a code for machines, a message for the clerk (Chinese; what to do about it)."""

    code: Literal["damaged", "password", "limit", "unsupported", "empty", "lock_file", "system_file", "timeout", "crashed"]
    message: str


SignatureState = Literal["intact", "altered", "appended", "unverifiable"]


class Signature(Value):
    """An electronic signature or seal in a file, and what can be said of it here: never that its signer is to be trusted.

    `kind`: ``seal`` is an organisation's, ``signature`` a person's. `state`: ``intact``, what was signed is unchanged and signed
    with the key of the certificate that lies beside it; ``altered``, it is not; ``appended``, content came after it, on the
    pages `changed`; ``unverifiable``, the method is not known here or the signature cannot be understood. `self_issued`:
    the signer's certificate vouches for itself. `signer_masked`: an organisation's name, a person's family name. `signed_on`:
    ISO day, as the signer says. `page` and `box` (displayed fractions): where it is to be seen, if anywhere.
    """

    kind: Literal["signature", "seal"]
    state: SignatureState
    signer_masked: str | None = None
    signed_on: str | None = None
    covers_whole_document: bool = False
    self_issued: bool = False
    changed: tuple[int, ...] = ()
    page: int | None = None
    box: Box | None = None


class FileRecord(Value):
    """One file as delivered, members of archives included. Sizes in bytes; `pages` is 0 where it has none."""

    path: str
    sha256: str
    size: int
    media_type: str
    pages: int
    status: FileStatus
    error: FileError | None = None
    signatures: tuple[Signature, ...] = ()


class Delivered(Value):
    """One file as it lies in the store, before it is opened. `path` is the path inside the dossier, NFC.

    `round` is the one in which these bytes arrived.
    """

    path: str
    sha256: str
    size: int
    round: int = 1


class Submission(Value):
    """What one applicant handed in: the key, when, and the files. Dates are ISO.

    `received_at` is the day of receipt, recorded once. `declared_path` is what the submitting system's sidecar says,
    `archive` whether the dossier came as one archive (then `files` holds just that).
    """

    key: str
    received_at: str
    submitted_on: str
    declared_path: Literal["employed", "freelance"] | None = None
    archive: bool = False
    files: tuple[Delivered, ...]


class PageSource(Value):
    """A page that can be read: where it belongs, the hash of its content, and where its bytes lie.

    `key` is the hash of the file's bytes and the page's number. `local` is the path of the (unpacked, decoded) file on
    this machine, `index` counts from 0 inside it.
    """

    ref: PageRef
    key: str
    kind: Literal["pdf", "image", "flow"]
    local: str
    index: int


class Opened(Value):
    """What one delivered file turned out to be: itself and, for an archive, its members; and the pages to read."""

    files: tuple[FileRecord, ...]
    pages: tuple[PageSource, ...] = ()


class Limits(Value):
    """Budgets for hostile input, counted on real bytes. Sizes in bytes, `longest_side` in pixels."""

    archive_entries: int = 2_000
    archive_bytes: int = 2_000_000_000
    archive_ratio: float = 200.0
    archive_depth: int = 3
    file_bytes: int = 1_000_000_000
    pages_per_file: int = 2_000
    image_pixels: int = 200_000_000
    longest_side: int = 4_000
    xml_bytes: int = 200_000_000


def is_archive(name: str) -> bool:
    """Whether the name has an archive's extension."""
    return ARCHIVE.search(name) is not None
