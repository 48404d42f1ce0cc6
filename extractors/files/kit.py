"""LibreOffice as a library (LibreOfficeKit): load a document, save it as another kind. Runs as a process of its own.

Standard library only. The interface is that of LibreOfficeKit.h, which only ever grows at its end: each object is a pointer
to a table whose first entry is its size.
"""

import ctypes
import os
import sys
from pathlib import Path
from typing import Any

_LIBRARIES = ("libmergedlo.so", "libsofficeapp.so")  # as Debian builds it, and as others do
_LOAD, _SAVE = 2, 2  # places in the tables of the office and of a document
_PLACE, _TEXT = ctypes.c_void_p, ctypes.c_char_p


def library_beside(program: Path) -> Path:
    """The library of the office suite whose program this is."""
    folder = program.resolve().parent
    return next((folder / name for name in _LIBRARIES if (folder / name).exists()), folder / _LIBRARIES[0])


def convert(library: str, profile: str, source: str, target: str, kind: str) -> bool:
    """Whether it was done. All but the library's path are URLs; `kind` is an extension."""
    start = ctypes.CDLL(library, mode=ctypes.RTLD_GLOBAL).libreofficekit_hook_2
    start.restype, start.argtypes = _PLACE, [_TEXT, _TEXT]
    office = start(os.fsencode(Path(library).parent), profile.encode())
    document = office and _method(office, _LOAD, _PLACE, _TEXT)(office, source.encode())
    if not document:
        return False
    return bool(_method(document, _SAVE, ctypes.c_int, _TEXT, _TEXT, _TEXT)(document, target.encode(), kind.encode(), b""))


def _method(thing: int, place: int, answer: Any, *arguments: Any) -> Any:
    table = ctypes.cast(ctypes.cast(thing, ctypes.POINTER(_PLACE))[0] or 0, ctypes.POINTER(_PLACE))
    return ctypes.CFUNCTYPE(answer, _PLACE, *arguments)(table[place] or 0)


if __name__ == "__main__":
    os._exit(0 if convert(*sys.argv[1:6]) else 1)  # not by way of the suite's own clearing up, which may hang
