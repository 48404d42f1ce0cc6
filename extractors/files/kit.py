"""LibreOffice as a library (LibreOfficeKit): load a document, save it as another kind. Runs as a process of its own.

Starting it takes ten times as long as a small file does, so it stays for the next one, and leaves when none comes. It is asked
in lines of source, target and kind (two URLs, an extension; tabs between), and answers each with a byte, ``1`` where it is done.

Standard library only. The interface is that of LibreOfficeKit.h, which only ever grows at its end: each object is a pointer
to a table whose first entry is its size.
"""

import ctypes
import os
import select
import sys
from pathlib import Path
from typing import Any

_LIBRARIES = ("libmergedlo.so", "libsofficeapp.so")  # as Debian builds it, and as others do
_LOAD, _CLOSE, _SAVE = 2, 1, 2  # places in the tables of the office and of a document
_PLACE, _TEXT = ctypes.c_void_p, ctypes.c_char_p


def library_beside(program: Path) -> Path:
    """The library of the office suite whose program this is."""
    folder = program.resolve().parent
    return next((folder / name for name in _LIBRARIES if (folder / name).exists()), folder / _LIBRARIES[0])


def serve(library: str, profile: str, idle: float) -> None:
    """Converts what standard input asks for, until it ends or nothing has come for so many seconds. `profile` is a URL."""
    answers = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever the suite may print is no answer
    start = ctypes.CDLL(library, mode=ctypes.RTLD_GLOBAL).libreofficekit_hook_2
    start.restype, start.argtypes = _PLACE, [_TEXT, _TEXT]
    office = start(os.fsencode(Path(library).parent), profile.encode())
    while office and select.select([0], [], [], idle)[0] and (asked := os.read(0, 65_536)):
        os.write(answers, b"1" if convert(office, *asked.rstrip(b"\n").split(b"\t")) else b"0")


def convert(office: int, source: bytes, target: bytes, kind: bytes) -> bool:
    """Whether it was done."""
    document = _method(office, _LOAD, _PLACE, _TEXT)(office, source)
    if not document:
        return False
    done = _method(document, _SAVE, ctypes.c_int, _TEXT, _TEXT, _TEXT)(document, target, kind, b"")
    _method(document, _CLOSE, None)(document)
    return bool(done)


def _method(thing: int, place: int, answer: Any, *arguments: Any) -> Any:
    table = ctypes.cast(ctypes.cast(thing, ctypes.POINTER(_PLACE))[0] or 0, ctypes.POINTER(_PLACE))
    return ctypes.CFUNCTYPE(answer, _PLACE, *arguments)(table[place] or 0)


if __name__ == "__main__":
    try:
        serve(sys.argv[1], sys.argv[2], float(sys.argv[3]))
    finally:
        os._exit(0)  # not by way of the suite's own clearing up, which may hang
