"""What a back-up holds: its list, written last, so that a back-up is whole or not there."""

from schemas.base import Value


class Audit(Value):
    """The audit trail at that moment: entries, and the digest of the last."""

    entries: int
    digest: str


class Backup(Value):
    """`out` and `home` say which object (by SHA-256) lay under which key; `ledger` is the object of its database.

    `made_at` is a moment (ISO, UTC).
    """

    made_at: str
    out: dict[str, str]
    home: dict[str, str]
    ledger: str
    audit: Audit
