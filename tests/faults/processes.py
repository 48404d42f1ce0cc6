"""Which processes there are, as the kernel tells it."""

from pathlib import Path


def of(root: Path) -> dict[int, str]:
    """The processes in whose environment this folder stands, by pid, each with its command line."""
    found = {}
    for path in Path("/proc").iterdir():
        try:
            if path.name.isdigit() and str(root).encode() in (path / "environ").read_bytes():
                found[int(path.name)] = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


def started_by(pid: int | None) -> dict[int, str]:
    """The children of a process, by pid, each with its command line."""
    found = {}
    for file in Path(f"/proc/{pid}").glob("task/*/children"):
        try:
            for child in file.read_text().split():
                found[int(child)] = Path("/proc", child, "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found
