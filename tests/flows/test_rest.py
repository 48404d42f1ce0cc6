"""Between two pages a reader gives back the memory in which it worked, and reads as before."""

import hashlib
from pathlib import Path

from extractors.files.open import open_file
from infra.workers import Pool
from schemas.files import Delivered, Limits

SCAN = Path(__file__).parents[2] / "samples" / "dossiers" / "s4-one-scan" / "全部材料扫描件.pdf"


def test_a_reader_holds_less_between_two_pages_than_while_it_reads_and_the_same_page_gives_the_same(tmp_path: Path) -> None:
    content = SCAN.read_bytes()
    file = Delivered(path="a.pdf", sha256=hashlib.sha256(content).hexdigest(), size=len(content))
    one, other, *_ = open_file(file, SCAN, tmp_path, Limits()).pages
    with Pool(1, memory=3_000_000_000) as pool:
        first, _, again = (pool.run("flows.steps:read_one", page, seconds=250) for page in (one, other, one))
        (child,) = pool._children
        told = dict(line.split(":", 1) for line in Path(f"/proc/{child.pid}/status").read_text().splitlines())
    assert isinstance(first, bytes)
    assert first == again
    held, most = (int(told[name].split()[0]) for name in ("VmRSS", "VmHWM"))
    print(f"held {held / 1e3:.0f} MB, at most {most / 1e3:.0f} MB")
    assert held < 0.8 * most
