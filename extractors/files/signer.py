"""Who signed, as far as a record may say it: from the certificate beside an electronic signature; nobody vouches for it."""

import re
from typing import Any, NamedTuple

from schemas.terms.organisations import kind
from schemas.terms.text import is_han

_PART = re.compile(r"[@,;|]")  # some authorities write a code, a name and a number into one field


class Signer(NamedTuple):
    """`masked`: an organisation's name whole, a person's family name. `seal`: it is an organisation. None: it does not say."""

    masked: str | None
    seal: bool | None
    self_issued: bool


def signer(certificate: Any) -> Signer:
    """Of an X.509 certificate (asn1crypto)."""
    subject = certificate.subject.native
    self_issued = certificate.subject.dump() == certificate.issuer.dump()
    names = [str(subject[key]) for key in ("common_name", "organization_name") if subject.get(key)]
    name = next((part for said in names for part in _PART.split(said) if any(map(is_han, part))), names[0] if names else "")
    name = re.sub(r"\s+", "", name) if any(map(is_han, name)) else name.strip()
    if not name:
        return Signer(None, None, self_issued)
    organisation = kind(name) != "unknown" or (all(map(is_han, name)) and len(name) > 4)
    return Signer(name if organisation else name[0] + "*" * (len(name) - 1), organisation, self_issued)
