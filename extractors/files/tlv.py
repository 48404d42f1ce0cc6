"""DER as a tree of tags: enough to find a part by its shape in what a signature holds, whatever edition it follows."""

from collections.abc import Iterator
from typing import NamedTuple

_MOST_DEEP = 24
_MOST = 20_000  # nodes


class Node(NamedTuple):
    """One element: its first tag byte, its content, and all its bytes."""

    tag: int
    content: bytes
    whole: bytes

    def inner(self) -> list["Node"]:
        """What a constructed element holds; nothing of a plain one."""
        return list(_read(self.content)) if self.tag & 0x20 else []


def nodes(data: bytes) -> Iterator[Node]:
    """Every element, the outer before the inner ones; what is no DER ends it."""
    waiting = [(node, 0) for node in reversed(list(_read(data)))]
    count = 0
    while waiting and count < _MOST:
        node, depth = waiting.pop()
        count += 1
        yield node
        if depth < _MOST_DEEP:
            waiting += [(each, depth + 1) for each in reversed(node.inner())]


def _read(data: bytes) -> Iterator[Node]:
    at = 0
    while at + 2 <= len(data):
        tag, size, start = data[at], data[at + 1], at + 2
        if tag & 0x1F == 0x1F or size == 0x80:
            return
        if size & 0x80:
            more = size & 0x7F
            size, start = int.from_bytes(data[start : start + more], "big"), start + more
        if start + size > len(data):
            return
        yield Node(tag, data[start : start + size], data[at : start + size])
        at = start + size
