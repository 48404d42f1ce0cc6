"""Known vulnerabilities of what requirements.lock names, by pip-audit: `make vulnerabilities`.

It needs the network, and an environment of its own: what checks is not part of what is checked. pip-audit itself calls
what it could not look up a success; this does not. Exit status 0: all were looked up and nothing is known; 1: something is
known; 3: it could not be looked up, and nothing is known of what was not.
"""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
LOCK = ROOT / "requirements.lock"
ENVIRONMENT = ROOT / ".venv" / "audit"
TOOL = "pip-audit>=2.9,<3"
PATIENCE = 900
NOT_KNOWN = 3


def main() -> int:
    """Looks up and prints."""
    program = _program()
    if program is None:
        return _not_known("pip-audit cannot be installed; is a package index reachable?")
    with tempfile.TemporaryDirectory() as scratch:
        answer = Path(scratch) / "answer.json"
        command = [str(program), "--requirement", str(LOCK), "--disable-pip", "--require-hashes", "--progress-spinner", "off"]
        try:
            done = subprocess.run(
                [*command, "--format", "json", "--output", str(answer)],
                capture_output=True, text=True, timeout=PATIENCE, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return _not_known("the advisory database does not answer in time")
        if not answer.exists() or not answer.read_text():
            last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
            return _not_known(f"the advisory database cannot be asked ({last[:200]})")
        return told(json.loads(answer.read_text()))


def told(answer: dict[str, Any]) -> int:
    """Prints what pip-audit has found; the exit status."""
    skipped = [each for each in answer["dependencies"] if "skip_reason" in each]
    looked_at = [each for each in answer["dependencies"] if "skip_reason" not in each]
    known = [(each, one) for each in looked_at for one in each["vulns"]]
    for package, one in known:
        cure = ", ".join(one["fix_versions"]) or "none yet"
        print(f"{package['name']} {package['version']}: {one['id']} (mended in: {cure})")
    print(f"{len(looked_at)} packages looked up, {len(known)} known vulnerabilities")
    if known:
        return 1
    if not looked_at:
        return _not_known(
            "the package index knows no advisories of any package; ask another one (PIP_AUDIT_VULNERABILITY_SERVICE=osv)"
        )
    if skipped:
        return _not_known(f"not looked up: {', '.join(each['name'] for each in skipped)}")
    return 0


def _program() -> Path | None:
    """The tool in its own environment, which is made where it is not there."""
    program = ENVIRONMENT / "bin" / "pip-audit"
    if program.exists():
        return program
    venv.create(ENVIRONMENT, with_pip=True)
    done = subprocess.run([ENVIRONMENT / "bin" / "python", "-m", "pip", "install", "--quiet", TOOL], check=False)
    return program if done.returncode == 0 else None


def _not_known(why: str) -> int:
    print(f"vulnerabilities: NOT CHECKED: {why}", file=sys.stderr)
    return NOT_KNOWN


if __name__ == "__main__":
    sys.exit(main())
