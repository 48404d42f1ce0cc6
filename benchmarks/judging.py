"""The judging alone, on cases built from the generator's truth, without OCR: `python -m benchmarks.judging [--count N]`.

Each case is what a perfect reader makes of a random dossier with planted faults; the table says what the rules make of it, with
Wilson's 95 % intervals. The use of a seed that no rule was mended on is the user's to see to.
"""

import argparse
import math
import sys
import time
from collections.abc import Sequence

from tests.generator.judged import Judged, judged
from tests.generator.undrawn import undrawn
from validators.deficiencies import list_deficiencies
from validators.judge import judge
from validators.profile import load_profile

Z = 1.96


def main(arguments: Sequence[str]) -> None:
    """Judges and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=2026)
    given = parser.parse_args(arguments)
    profile, results, spent = load_profile("beijing-2023-12"), [], 0.0
    for number in range(given.count):
        case, truth = undrawn(given.seed, number)
        law = profile.on(case.submitted_on)
        began = time.perf_counter()
        checks = judge(case, law, case.received_at)
        told = list_deficiencies(case, checks, law)
        spent += time.perf_counter() - began
        results.append(judged(case, checks, told, truth))
        if not results[-1].right:
            print(f"{truth['dossier']}: {results[-1]}")
    print(table(results))
    print(f"judging: {1000 * spent / len(results):.0f} ms a case")


def table(results: Sequence[Judged]) -> str:
    """The rows of the table: what, how many of how many, the share and its interval."""
    planted = sum(one.planted for one in results)
    hints, announced = sum(one.hints for one in results), sum(one.announced for one in results)
    rows = [
        ("planted deficiencies in the notice", sum(one.found for one in results), planted),
        ("… asked of a person, as the truth allows", sum(len(one.asked) for one in results), planted),
        ("… announced with what could not be opened", sum(len(one.awaited) for one in results), planted),
        ("… missed", sum(len(one.missed) for one in results), planted),
        ("cases with a false demand", sum(bool(one.false_demands) for one in results), len(results)),
        ("cases with an undue referral", sum(bool(one.undue_referrals) for one in results), len(results)),
        ("planted hints shown", hints - sum(len(one.missed_hints) for one in results), hints),
        ("requirements announced", announced - sum(len(one.not_announced) for one in results), announced),
        ("cases wholly right", sum(one.right for one in results), len(results)),
    ]
    return "\n".join(f"{name:44}{part:6} /{whole:6}  {shown(part, whole)}" for name, part, whole in rows)


def shown(part: int, whole: int) -> str:
    """The share with its interval, in hundredths."""
    if not whole:
        return ""
    low, high = wilson(part, whole)
    return f"{part / whole:7.2%}  [{low:.2%}, {high:.2%}]"


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Wilson's interval of a share."""
    share, weight = part / whole, Z * Z / whole
    middle, half = share + weight / 2, Z * math.sqrt(share * (1 - share) / whole + weight / (4 * whole))
    return max(0.0, (middle - half) / (1 + weight)), min(1.0, (middle + half) / (1 + weight))


if __name__ == "__main__":
    main(sys.argv[1:])
