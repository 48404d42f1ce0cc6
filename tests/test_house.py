"""The house itself: what is locked, what is imported, how long a room may be, and what no file may say."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("schemas", "extractors", "validators", "infra", "flows", "desk")
SOURCES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_the_lock_names_no_registry_and_every_package_has_a_hash() -> None:
    assert not re.search(r"https?://", LOCK)
    pinned = re.findall(r"^[A-Za-z0-9_.\[\]-]+==.+ \\$", LOCK, re.MULTILINE)
    assert len(pinned) > 100
    assert len(pinned) == len(re.findall(r"^[A-Za-z0-9_.\[\]-]+==", LOCK, re.MULTILINE))


def test_the_unrelated_package_validators_is_kept_out() -> None:
    assert not re.search(r"^validators==", LOCK, re.MULTILINE)


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = re.findall(r'^    "[a-z0-9-]+[><=~].*$', text, re.MULTILINE)
    assert len(lines) > 20
    assert [line for line in lines if "#" not in line] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_says_its_subject_and_fits(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "its first line says what it is about"
    assert text.count("\n") <= 400
    longest = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and (n.end_lineno or 0) - n.lineno > 60]
    assert [function.name for function in longest] == []


def test_nothing_in_the_tree_depends_on_this_machine() -> None:
    kinds = (".py", ".md", ".toml", ".yaml", ".yml", ".typ", ".sh")
    folders = (*ROOMS, "tests", "samples", "benchmarks", "docs")
    texts = [path for name in folders for path in (ROOT / name).rglob("*") if path.suffix in kinds]
    texts += [path for path in ROOT.iterdir() if path.suffix in kinds or path.name == "Makefile"]
    assert len(texts) > 50
    home = re.compile("/" + "work/|/" + "root/")
    assert [path.name for path in texts if home.search(path.read_text(encoding="utf-8"))] == []


def test_only_the_flows_import_prefect() -> None:
    importers = {
        path.relative_to(ROOT).parts[0]
        for path in SOURCES
        if re.search(r"^\s*(import|from) prefect", path.read_text(), re.MULTILINE)
    }
    assert importers <= {"flows"}
