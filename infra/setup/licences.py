"""The licences of all installed packages, by their metadata, against licences.yaml: `make licences`.

It says what the packages say of themselves. What a wheel carries within it (models, C libraries) stands in its own notices.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import NamedTuple

import yaml

OURS = "jujian"
PREFIX = "License :: "


class Terms(NamedTuple):
    """Allowed licences (SPDX), how packages spell them (in small letters), and the exceptions: what a package
    says, and the reason."""

    allowed: frozenset[str]
    spelt: dict[str, str]
    exceptions: dict[str, dict[str, str]]


class Package(NamedTuple):
    """A package and its licence: an expression of SPDX where it can be told, else what it says, "" where it says nothing."""

    name: str
    licence: str


def load_terms() -> Terms:
    """What licences.yaml says."""
    said = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return Terms(frozenset(said["allowed"]), said["spelt"], said["exceptions"])


def installed(terms: Terms, found: Iterable[Distribution] | None = None) -> list[Package]:
    """All packages of this environment but ourselves, in order of name."""
    packages = {_name(each): Package(_name(each), licence_of(each, terms)) for each in found or distributions()}
    return sorted(package for name, package in packages.items() if name != OURS)


def licence_of(package: Distribution, terms: Terms) -> str:
    """By its expression, else by the field where authors write what they like, else by its classifiers, of which one counts."""

    def said(field: str) -> list[str]:
        return [str(each) for each in package.metadata.get_all(field) or ()]

    if expression := said("License-Expression"):
        return expression[0]
    lines = "".join(said("License")).strip().splitlines()
    free = _spdx(lines[0], terms) if lines else ""
    classes = [each.removeprefix(PREFIX) for each in said("Classifier") if each.startswith(PREFIX)]
    named = [_spdx(each.removeprefix("OSI Approved :: "), terms) for each in classes if " :: " in each]
    return free if may_be_used(free, terms.allowed) or not named else " OR ".join(named)


def may_be_used(expression: str, allowed: frozenset[str]) -> bool:
    """Whether an expression of SPDX leaves a way that is allowed; what is no such expression does not."""
    words = re.findall(r"[()]|[^\s()]+", expression)
    try:
        answer = _either(words, allowed)
    except IndexError:
        return False
    return answer and not words


def refused(packages: Iterable[Package], terms: Terms) -> list[Package]:
    """The packages that no rule lets in, nor an exception for what they say."""

    def excepted(package: Package) -> bool:
        return package.name in terms.exceptions and terms.exceptions[package.name]["says"] == package.licence

    return [each for each in packages if not may_be_used(each.licence, terms.allowed) and not excepted(each)]


def needless(packages: Iterable[Package], terms: Terms) -> list[str]:
    """The exceptions for packages that are not there, or need none."""
    need = {each.name for each in packages if not may_be_used(each.licence, terms.allowed)}
    return sorted(terms.exceptions.keys() - need)


def main() -> int:
    """Prints which packages are under which licence, and what may not be used; whether all may, as an exit status."""
    terms = load_terms()
    packages = installed(terms)
    by_licence = defaultdict(list)
    for each in packages:
        by_licence[each.licence or "(says nothing)"].append(each.name)
    for licence, names in sorted(by_licence.items()):
        print(f"{licence}: {', '.join(names)}")
    for name, exception in terms.exceptions.items():
        print(f"exception: {name}: {exception['reason']}")
    wrong = refused(packages, terms)
    for each in wrong:
        print(f"may not be used: {each.name} ({each.licence or 'says nothing'}); see infra/setup/licences.yaml", file=sys.stderr)
    return 1 if wrong else 0


def _either(words: list[str], allowed: frozenset[str]) -> bool:
    answer = _all(words, allowed)
    while words and words[0].upper() == "OR":
        words.pop(0)
        answer = _all(words, allowed) or answer
    return answer


def _all(words: list[str], allowed: frozenset[str]) -> bool:
    answer = _one(words, allowed)
    while words and words[0].upper() == "AND":
        words.pop(0)
        answer = _one(words, allowed) and answer
    return answer


def _one(words: list[str], allowed: frozenset[str]) -> bool:
    word = words.pop(0)
    if word != "(":
        return word in allowed
    answer = _either(words, allowed)
    words.pop(0)
    return answer


def _spdx(said: str, terms: Terms) -> str:
    return terms.spelt.get(said.strip().lower(), said.strip())


def _name(package: Distribution) -> str:
    return re.sub(r"[-_.]+", "-", package.metadata["Name"]).lower()


if __name__ == "__main__":
    sys.exit(main())
