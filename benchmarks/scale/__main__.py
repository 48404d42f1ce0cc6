"""What the service costs as it grows: `python -m benchmarks.scale night|prefect|workers|pages|ledger` (benchmarks/README.md)."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.scale import night, pages, prefect_cost, workers
from benchmarks.scale.ledger import paces
from infra.settings import load_settings

Does = Callable[[argparse.Namespace, Path], None]


def main(arguments: Sequence[str]) -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, help="where to keep what is made and measured; by default nothing is kept")
    kinds = parser.add_subparsers(required=True)

    def kind(name: str, does: Does, about: str, count: int) -> argparse.ArgumentParser:
        of_kind = kinds.add_parser(name, help=about, description=about)
        of_kind.add_argument("--count", type=int, default=count, help=f"how many; by default {count}")
        of_kind.set_defaults(does=does)
        return of_kind

    of_night = kind("night", _night, "a night of small dossiers: cost and memory against their number", 1000)
    of_night.add_argument("--plot", type=Path, help="an SVG of it")
    of_prefect = kind("prefect", _prefect, "Prefect's own cost, on unchanged dossiers", 200)
    of_prefect.add_argument("--seconds", type=float, help="of CPU that reading an average dossier takes (see `workers`)")
    kind("workers", _workers, "two workers against one, on scanned dossiers; bytes and requests a dossier", 6)
    of_pages = kind("pages", _pages, "memory of one worker, page after page", 2000)
    of_pages.add_argument("--plot", type=Path, help="an SVG of it")
    of_ledger = kind("ledger", _ledger, "dossiers a minute that the ledger takes (JUJIAN_LEDGER: a database)", 2000)
    of_ledger.add_argument("--writers", type=int, default=4, help="at once")
    chosen = parser.parse_args(arguments)
    with _folder(chosen.folder) as folder:
        chosen.does(chosen, folder)


def _night(chosen: argparse.Namespace, folder: Path) -> None:
    samples = night.night(chosen.count, 1, folder)
    _draw(chosen.plot, night.plot(samples))
    print(night.told(samples))


def _prefect(chosen: argparse.Namespace, folder: Path) -> None:
    print(prefect_cost.told(prefect_cost.prefect_cost(chosen.count, folder), chosen.seconds))


def _workers(chosen: argparse.Namespace, folder: Path) -> None:
    with workers.counted() as asked:
        done = workers.turns(chosen.count, folder)
    print(workers.told(done))
    for name, (files, size) in workers.stored(folder / "out").items():
        print(f"{name}: {files} files, {size / 1e6:.2f} MB")
    a_dossier = {name: count / (len(done) * chosen.count) for name, count in sorted(asked.items())}
    print("asked of the store, a dossier: " + ", ".join(f"{name} {count:.1f}" for name, count in a_dossier.items()))


def _pages(chosen: argparse.Namespace, _folder: Path) -> None:
    held = []
    for each in pages.pages_read(chosen.count):
        held.append(each)
        print(f"{each.pages} pages: {each.megabytes:.0f} MB, {each.seconds:.0f} s", flush=True)
    _draw(chosen.plot, pages.plot(held))
    print(pages.told(held))


def _ledger(chosen: argparse.Namespace, folder: Path) -> None:
    database = load_settings(os.environ).ledger
    address = database.get_secret_value() if database else folder / "ledger.sqlite"
    every = max(chosen.writers, chosen.count // 10)
    for pace in paces(address, folder, chosen.count, every, chosen.writers):
        print(f"{pace.done} dossiers: {pace.a_minute:.0f} a minute; one alone takes {1000 * pace.alone:.0f} ms", flush=True)


def _draw(file: Path | None, picture: str) -> None:
    if file:
        file.write_text(picture, encoding="utf-8")


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given:
        given.mkdir(parents=True, exist_ok=True)
        yield given.resolve()
    else:
        with tempfile.TemporaryDirectory(prefix="jujian-scale-") as made:
            yield Path(made)


if __name__ == "__main__":
    main(sys.argv[1:])
