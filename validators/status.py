"""Where a round stands, as its list says (CONTRACT §3, `status`)."""

from collections.abc import Iterable

from schemas.deficiencies import Flag, Item, Referral
from schemas.record import Status

SECRET = "FIL-08"


def status_of(items: Iterable[Item], referrals: Iterable[Referral], flags: Iterable[Flag]) -> Status:
    """A secret page comes first, until a named person has released the dossier; then whatever a person must still decide;
    then whether anything is to be supplied.
    """
    flags = tuple(flags)
    if any(flag.code == SECRET and flag.state == "open" for flag in flags):
        return "quarantined"
    if any(referral.blocked_by is None for referral in referrals) or any(flag.undecided for flag in flags):
        return "needs_review"
    return "deficient" if any(item.state != "dismissed" for item in items) else "complete"
