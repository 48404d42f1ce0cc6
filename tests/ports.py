"""Ports for servers."""

import socket
from random import SystemRandom

OURS = range(10_000, 20_000)
"""Below those the kernel gives to whoever connects: a server that was killed must find its port free when it starts again."""


def free_ports(count: int) -> list[int]:
    """Ports that are free together with the one 10,000 above, which SeaweedFS takes as well."""
    found: list[int] = []
    while len(found) < count:
        port = SystemRandom().choice(OURS)
        with socket.socket() as probe, socket.socket() as above:
            try:
                probe.bind(("127.0.0.1", port))
                above.bind(("127.0.0.1", port + 10_000))
            except OSError:
                continue
        if port not in found:
            found.append(port)
    return found
