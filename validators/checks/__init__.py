"""The checks, one small named function each, by the groups of the catalogue. Importing this registers them all."""

from validators.checks import (
    applicant,
    categories,
    claims,
    consistency,
    contracts,
    deadlines,
    evidence,
    experts,
    files,
    opinion,
    plus_one,
    presence,
    publicity,
)

__all__ = [
    "applicant", "categories", "claims", "consistency", "contracts", "deadlines", "evidence", "experts", "files",
    "opinion", "plus_one", "presence", "publicity",
]  # fmt: skip
