"""One worker that reads page after page: what it holds in memory. Scans that all differ, in size and noise too."""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.scale.burden import memory_of
from benchmarks.scale.lines import Curve, Panel, drawn
from extractors.files.open import open_file
from infra.settings import load_settings
from infra.workers import Failure, Pool
from samples import wear
from samples.broken import scanned_pdf
from samples.forms import Press
from schemas.files import Delivered, Limits, PageSource
from tests.generator.random_dossiers import invented

EVERY = 20
SETTLED = 0.1
"""The part of the pages after which memory is to be flat: by then models are loaded and every kind of page was seen."""
WITHIN, MOST = 0.10, 1600.0
"""How flat it is to be, and megabytes that it may hold at most."""
DPI = (150, 200, 200, 300)


class Held(NamedTuple):
    """After so many pages: megabytes, and seconds since the first."""

    pages: int
    megabytes: float
    seconds: float


def pages_read(count: int, seed: int = 1) -> Iterator[Held]:
    """Reads so many pages in one child, one after the other, and says what it holds every `EVERY` pages."""
    settings = load_settings(os.environ)
    with tempfile.TemporaryDirectory(prefix="jujian-pages-") as made, Pool(1, settings.worker_memory) as pool:
        began = time.perf_counter()
        for number, source in enumerate(_sources(count, seed, Path(made)), 1):
            outcome = pool.run("flows.steps:read_one", source, seconds=settings.page_seconds)
            if isinstance(outcome, Failure):
                raise SystemExit(f"page {number} was given up ({outcome.code})")
            if number % EVERY == 0:
                yield Held(number, memory_of(os.getpid()).largest, time.perf_counter() - began)


def _sources(count: int, seed: int, folder: Path) -> Iterator[PageSource]:
    """Scanned pages of one invented dossier after the other, each made when its turn comes and gone after it."""
    number = done = 0
    with Press() as press:
        while done < count:
            rng = Random(f"pages-{seed}-{number}")
            _, _, sheets = invented(rng, f"P{number}")
            number += 1
            for paper in sheets:
                for page in wear.pages(press.pdf(paper.template, paper.data, paper.marks), rng.choice(DPI)):
                    if done < count:
                        yield from _scanned(wear.scan(page, rng, grey=rng.random() < 0.2), folder)
                        done += 1


def _scanned(sheet: wear.Page, folder: Path) -> Iterator[PageSource]:
    file = folder / "page.pdf"
    file.write_bytes(scanned_pdf([sheet]))
    delivered = Delivered(path=file.name, sha256="0" * 64, size=file.stat().st_size)
    yield from open_file(delivered, file, folder, Limits()).pages


def told(held: list[Held]) -> str:
    """How much it held once it was settled, and whether that is flat."""
    last = held[-1]
    settled = [each.megabytes for each in held if each.pages >= SETTLED * last.pages]
    half = len(settled) // 2
    first, second = sum(settled[:half]) / half, sum(settled[half:]) / (len(settled) - half)
    flat = max(settled) / min(settled) - 1
    return "\n".join(
        (
            f"{last.pages} pages in {last.seconds:.0f} s: {held[0].megabytes:.0f} MB after {held[0].pages} pages, "
            f"{last.megabytes:.0f} MB at the end, {max(settled):.0f} MB at most (allowed: {MOST:.0f})",
            f"after the first {SETTLED:.0%}: {min(settled):.0f} to {max(settled):.0f} MB, {flat:.0%} apart; "
            f"second half against first: {second / first:.3f} (flat: {1 - WITHIN:.2f} to {1 + WITHIN:.2f})",
        )
    )


def plot(held: list[Held]) -> str:
    """As SVG."""
    points = [(float(each.pages), each.megabytes) for each in held]
    return drawn([Panel("megabytes held by one worker, by number of pages read", [Curve("resident memory", points)])])
