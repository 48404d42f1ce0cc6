"""A port is looked at before anything is begun on it, so that one that is taken is told in one line."""

import errno
import socket

from desk.errors import WRONG_USAGE, stop


def want_port(host: str, port: int, cure: str = "--port") -> None:
    """Stop with one line where nobody can listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            stop(WRONG_USAGE, "port_taken", f"端口 {port} 已被占用；请用 {cure} 另选。")
        stop(WRONG_USAGE, "bad_address", f"不能在该地址的端口 {port} 上监听；请核对 --host 和端口（1024 以下须有权限）。")
