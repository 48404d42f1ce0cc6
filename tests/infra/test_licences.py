"""Every installed package is under a licence that was thought about; known vulnerabilities are never silently "none"."""

from email.message import Message
from importlib.metadata import Distribution
from typing import Any

import pytest

from infra.setup.licences import Package, installed, licence_of, load_terms, may_be_used, needless, refused
from infra.setup.vulnerabilities import told

TERMS = load_terms()


class Said(Distribution):
    """A package that says this of itself."""

    def __init__(self, **said: str) -> None:
        self._said = said

    @property
    def metadata(self) -> Any:
        message = Message()
        for name, value in self._said.items():
            message[name.replace("_", "-")] = value
        return message

    def read_text(self, filename: str) -> str | None: ...

    def locate_file(self, path: Any) -> Any: ...


def test_every_installed_package_may_be_used() -> None:
    packages = installed(TERMS)
    assert len(packages) > 100
    assert refused(packages, TERMS) == []


def test_no_exception_is_kept_that_is_not_needed_any_more_and_each_says_why() -> None:
    assert needless(installed(TERMS), TERMS) == []
    assert all(len(exception["reason"]) > 20 for exception in TERMS.exceptions.values())


def test_what_says_nothing_or_something_else_may_not_be_used() -> None:
    unknown = [Package("silent", ""), Package("odd", "Proprietary"), Package("free", "AGPL-3.0-only"), Package("good", "MIT")]
    assert [each.name for each in refused(unknown, TERMS)] == ["silent", "odd", "free"]


def test_an_exception_counts_only_for_the_licence_that_was_looked_at() -> None:
    then, now = Package("psycopg", "LGPL-3.0-only"), Package("psycopg", "AGPL-3.0-only")
    assert refused([then, now], TERMS) == [now]


@pytest.mark.parametrize(
    ("expression", "may"),
    [
        ("MIT", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("MPL-2.0 AND (Apache-2.0 OR GPL-3.0-only)", True),
        ("(MIT OR ISC) AND AGPL-3.0-only", False),
        ("MIT AND", False),
        ("(MIT", False),
        ("MIT licence, or so", False),
        ("", False),
    ],
)
def test_an_expression_is_allowed_where_it_leaves_a_way(expression: str, may: bool) -> None:
    assert may_be_used(expression, TERMS.allowed) is may


def test_a_licence_is_told_by_expression_field_or_classifier() -> None:
    assert licence_of(Said(License_Expression="MIT AND ISC", License="odd"), TERMS) == "MIT AND ISC"
    assert licence_of(Said(License="The MIT License (MIT)\n\nCopyright"), TERMS) == "MIT"
    assert licence_of(Said(License="Dual", Classifier="License :: OSI Approved :: BSD License"), TERMS) == "BSD-3-Clause"
    assert licence_of(Said(Name="nothing"), TERMS) == ""


def test_what_could_not_be_looked_up_is_not_taken_for_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    fine = {"name": "a", "version": "1", "vulns": []}
    bad = {"name": "b", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]}
    skipped = {"name": "c", "skip_reason": "not found"}
    assert [told({"dependencies": each}) for each in ([fine], [fine, bad], [fine, skipped], [])] == [0, 1, 3, 3]
    said = capsys.readouterr()
    assert "b 1: X-1 (mended in: 2)" in said.out
    assert said.err.count("NOT CHECKED") == 2
