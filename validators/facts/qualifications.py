"""The list of urgently needed overseas qualifications by version and day of submission (Art. 3, item 2; SPEC §3.1)."""

import re

from schemas.document import Document
from schemas.profile import Catalogue, Profile, Qualification
from schemas.terms.organisations import same
from schemas.terms.text import fold
from validators.context import Context

_FELLOW = re.compile(
    r"会士|院士|高级会员|资深会员|杰出会员|终身会员|fellow|seniormember|distinguishedmember|chartered|特许\w{0,6}会员"
)


def catalogue_on(profile: Profile, day: str) -> Catalogue | None:
    """The version in force on an ISO day; None before the first."""
    return next((c for c in profile.catalogues if c.since <= day and (c.until is None or day < c.until)), None)


def listed(name: str, catalogue: Catalogue) -> Qualification | None:
    """The entry that a certificate's name means, by any of its names."""
    written = _bare(name)
    return next((entry for entry in catalogue.urgent if any(_bare(known) in written for known in entry.names)), None)


def is_fellow_grade(name: str) -> bool:
    """Whether the name says a grade such as the list is made of: what is not found then is a question."""
    return bool(_FELLOW.search(_bare(name)))


def overseas(c: Context) -> tuple[Document, ...]:
    """The certificates of overseas qualifications handed in, and the results of their verification."""
    return c.case.of_type("overseas_qualification", "overseas_verification")


def is_issuer(c: Context, organisation: str) -> bool:
    """Whether the organisation granted one of the certificates, under any of its names."""
    issuers = [str(paper["issuer"].value) for paper in overseas(c) if paper["issuer"].present]
    return any(same_body(c.profile, organisation, issuer) == "same" for issuer in issuers)


def same_body(profile: Profile, one: str, other: str) -> str:
    """Whether two names mean one certifying body: ``same``, ``different`` or ``unclear`` (another language, an office)."""
    entries = [body(profile, one), body(profile, other)]
    if all(entries):
        return "same" if entries[0] == entries[1] else "different"
    if re.search(r"代表处|办事处|中国区|中国\w{0,4}(中心|委员会|分会)|分会|china", fold(one) + fold(other)):
        return "unclear"
    if fold(one).isascii() != fold(other).isascii():
        return "unclear"
    return same(one, other)


def body(profile: Profile, name: str) -> tuple[str, ...]:
    """All the names of a body of the lists; empty for one that none of them has."""
    written = _bare(name)
    issuers = (entry.issuer for catalogue in profile.catalogues for entry in catalogue.urgent)
    return next((names for names in issuers if any(_names(known, written) for known in names)), ())


def _names(known: str, written: str) -> bool:
    """A short mark (IEEE) must stand alone in the name; a full one may have words around it."""
    bare = _bare(known)
    return (
        bare == written
        or (len(bare) > 6 and bare in written)
        or (bare.isascii() and bool(re.search(rf"(?<![a-z]){bare}(?![a-z])", written)))
    )


def _bare(name: str) -> str:
    return re.sub(r"[()\"'.,\-]", "", fold(name))
