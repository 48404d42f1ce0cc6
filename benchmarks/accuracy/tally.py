"""Counting: shares with their intervals, and how far the reader's own confidence can be trusted."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from benchmarks.accuracy.compare import Seen, Typed
from benchmarks.accuracy.values import kind_of
from benchmarks.judging import wilson

T = TypeVar("T", bound=Hashable)
BOUNDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.001)
"""Of the classes of confidence: each from its bound up to the next, which it leaves out."""


class Share(NamedTuple):
    """So many of so many, and Wilson's 95 % interval."""

    part: int
    whole: int

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.part, self.whole)


class Class(NamedTuple):
    """The values that the reader was about equally sure of: its mean confidence, and how many are right."""

    low: float
    mean: float
    right: Share


def shares(values: Iterable[Seen], key: Callable[[Seen], T]) -> dict[T, Share]:
    """How many are right, for each value of `key`."""
    counted: defaultdict[T, list[bool]] = defaultdict(list)
    for each in values:
        counted[key(each)].append(each.right)
    return {name: Share(sum(right), len(right)) for name, right in counted.items()}


def reliability(values: Iterable[Seen]) -> dict[tuple[str, str], list[Class]]:
    """For each kind of field and each way of reading, the classes of confidence with what came of them."""
    sorted_: defaultdict[tuple[str, str], list[Seen]] = defaultdict(list)
    for each in values:
        if each.confidence is not None:
            sorted_[kind_of(f"/{each.field}"), each.method].append(each)
    return {name: _classes(some) for name, some in sorted(sorted_.items())}


def _classes(values: Sequence[Seen]) -> list[Class]:
    found = []
    for low, high in pairwise(BOUNDS):
        some = [each for each in values if each.confidence is not None and low <= each.confidence < high]
        if some:
            mean = sum(each.confidence or 0.0 for each in some) / len(some)
            found.append(Class(low, mean, Share(sum(each.right for each in some), len(some))))
    return found


def wrong_and_sure(values: Iterable[Seen], limit: float) -> list[Seen]:
    """Values that are wrong, above the limit of confidence, and about which nobody is asked."""
    return [each for each in values if not each.right and not each.asked and (each.confidence or 0.0) >= limit]


def confusion(documents: Iterable[Typed]) -> list[tuple[str, str, int]]:
    """What was taken for what, the most common first."""
    mixed = Counter((each.truth, each.read) for each in documents if each.truth != each.read)
    return [(truth, read, count) for (truth, read), count in mixed.most_common()]
