"""The limit on sign-in: after some failures for one name or from one address no more are tried for a while."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable

WINDOW = 15 * 60.0
"""Seconds."""
BY_NAME, BY_ADDRESS = 5, 30
MOST = 10_000
"""Names and addresses that are remembered at once."""


class Throttle:
    """Failures of the last quarter of an hour."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def closed(self, name: str, address: str) -> bool:
        """Whether nothing may be tried now."""
        with self._lock:
            return self._count(f"name {name}") >= BY_NAME or self._count(f"address {address}") >= BY_ADDRESS

    def failed(self, name: str, address: str) -> None:
        with self._lock:
            if len(self._failures) > MOST:
                self._failures = defaultdict(deque, {key: times for key, times in self._failures.items() if self._count(key)})
            for key in (f"name {name}", f"address {address}"):
                self._failures[key].append(self._clock())

    def succeeded(self, name: str) -> None:
        with self._lock:
            self._failures.pop(f"name {name}", None)

    def _count(self, key: str) -> int:
        times = self._failures.get(key, deque())
        while times and times[0] < self._clock() - WINDOW:
            times.popleft()
        return len(times)
