"""summary.json: one row a dossier (CONTRACT.md §2)."""

from schemas.base import Value


class DossierError(Value):
    """Why a dossier could not be processed at all: a code, and what to do (Chinese)."""

    code: str
    message: str


class SummaryRow(Value):
    key: str
    case_id: str | None
    round: int | None
    status: str
    files: int
    pages: int
    items: int
    referrals: int
    flags: int
    seconds: float
    error: DossierError | None = None


class Summary(Value):
    """`ignored` names the files beside the dossiers that belong to none."""

    dossiers: tuple[SummaryRow, ...]
    ignored: tuple[str, ...] = ()
