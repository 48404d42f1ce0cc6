"""The first-day guide: every picture it shows is there, and is one that the tests make."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
GUIDE = (ROOT / "docs" / "first-day.md").read_text(encoding="utf-8")


def test_every_picture_of_the_guide_is_there_and_made_by_the_tests() -> None:
    shown = set(re.findall(r"\(first-day/([\w-]+)\.png\)", GUIDE))
    tests = (ROOT / "tests" / "desk" / "web").glob("test_*.py")
    made = {name for path in tests for name in re.findall(r'shoot\(page, "([\w-]+)"\)', path.read_text())}
    assert len(shown) > 6
    assert shown == made == {path.stem for path in (ROOT / "docs" / "first-day").glob("*.png")}


def test_every_role_is_explained() -> None:
    assert all(f"| {role} |" in GUIDE for role in ("受理", "复核", "主管", "只读", "管理"))
