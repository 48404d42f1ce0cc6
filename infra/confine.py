"""What a child process may still do before it touches hostile bytes: no network, no writing outside its scratch folder.

Three means of the Linux kernel, none of which needs privileges, all inherited by whatever the child starts and taken back
by nothing: rlimits (a file's size, how many are open), a seccomp filter (sockets, sessions, other processes' memory), and
Landlock (writing; TCP once more). Where a kernel lacks one the child runs without it; `offers` says so.
"""

import ctypes
import os
import platform
import resource
import struct
from pathlib import Path
from typing import NamedTuple

LARGEST_FILE = 2_500_000_000
"""Bytes: what one file written by a child may grow to; more than the largest member that is ever unpacked."""

OPEN_FILES = 1_024

_NO_NEW_PRIVS, _SET_SECCOMP, _GET_SECCOMP, _FILTER = 38, 22, 21, 2
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_OLDEST_LANDLOCK = 2  # the first that lets a file be renamed into another folder
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO with EACCES
_AF_UNIX = 1

_WRITE_FILE, _TRUNCATE, _REFER = 1 << 1, 1 << 14, 1 << 13
_CHANGE_FOLDERS = 0b1_1111_1111_0000  # remove folders and files; make folders, files, sockets, pipes, links, devices
_MAKE_DEVICES = 1 << 6 | 1 << 11


class Offers(NamedTuple):
    """What this kernel offers: a child without `network`, and one `fenced` in its scratch folder."""

    network: bool
    fenced: bool


class _Machine(NamedTuple):
    """Numbers of the kernel's interface (linux/audit.h, asm/unistd.h): the architecture, and calls that are refused."""

    audit: int
    socket: int
    refused: tuple[int, ...]
    foreign: int | None = None


# refused: setsid (would leave the session that is killed as a whole), ptrace, process_vm_readv/writev, io_uring_setup
# (opens sockets past this filter), pidfd_getfd. `foreign`: numbers from here on are the x32 dialect's.
_MACHINES = {
    "x86_64": _Machine(0xC000003E, 41, (112, 101, 310, 311, 425, 438), 0x4000_0000),
    "aarch64": _Machine(0xC00000B7, 198, (157, 117, 270, 271, 425, 438)),
}


def offers() -> Offers:
    """What can be had here, without confining anything."""
    return Offers(network=_machine() is not None, fenced=_landlock_version() >= _OLDEST_LANDLOCK)


def confine(scratch: Path) -> None:
    """Confine this process, which must have one thread, for good. Raises `OSError` where what the kernel offers fails."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _lower(resource.RLIMIT_FSIZE, LARGEST_FILE)
    _lower(resource.RLIMIT_NOFILE, OPEN_FILES)
    os.umask(0o077)
    _libc_call("prctl", _NO_NEW_PRIVS, 1, 0, 0, 0)
    if (version := _landlock_version()) >= _OLDEST_LANDLOCK:
        _fence(scratch, version)
    if (machine := _machine()) is not None:
        _filter(machine)


def _lower(limit: int, wanted: int) -> None:
    _, hard = resource.getrlimit(limit)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(limit, (most, most))


def _machine() -> _Machine | None:
    """This machine's numbers; None where they are not known here or the kernel has no seccomp."""
    known = _MACHINES.get(platform.machine()) if struct.calcsize("P") == 8 else None
    return known if known and _libc().prctl(_GET_SECCOMP, 0, 0, 0, 0) >= 0 else None


def _filter(machine: _Machine) -> None:
    """The classic BPF program: load, compare, answer. Jumps count the instructions that are passed over."""
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    refused = machine.refused
    steps = [(load, 0, 0, 4), (equal, 1, 0, machine.audit), (answer, 0, 0, _REFUSE), (load, 0, 0, 0)]
    if machine.foreign:
        steps += [(at_least, 0, 1, machine.foreign), (answer, 0, 0, _REFUSE)]
    for number in refused:
        steps += [(equal, 0, 1, number), (answer, 0, 0, _REFUSE)]
    steps += [
        (equal, 1, 0, machine.socket),
        (answer, 0, 0, _ALLOW),
        (load, 0, 0, 16),  # socket's first argument
        (equal, 0, 1, _AF_UNIX),
        (answer, 0, 0, _ALLOW),
        (answer, 0, 0, _REFUSE),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code))
    _libc_call("prctl", _SET_SECCOMP, _FILTER, ctypes.c_char_p(program), 0, 0)


def _landlock_version() -> int:
    """The version of Landlock that runs here, 0 where none does."""
    return max(0, int(_libc().syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1)))


def _fence(scratch: Path, version: int) -> None:
    """Writing only below `scratch` and into /dev/null; from version 4 on no TCP, from 6 on no signals to others."""
    files = _WRITE_FILE | (_TRUNCATE if version >= 3 else 0)
    change = files | _REFER | _CHANGE_FOLDERS
    wanted = struct.pack("QQQ", change, 3, 3)[: 8 if version < 4 else 16 if version < 6 else 24]
    rules = _libc_call("syscall", _LANDLOCK_CREATE, ctypes.c_char_p(wanted), ctypes.c_size_t(len(wanted)), 0)
    try:
        _permit(rules, scratch, change & ~_MAKE_DEVICES)
        _permit(rules, Path(os.devnull), files)
        _libc_call("syscall", _LANDLOCK_RESTRICT, rules, 0)
    finally:
        os.close(rules)


def _permit(rules: int, place: Path, rights: int) -> None:
    handle = os.open(place, os.O_PATH | os.O_CLOEXEC)
    try:
        _libc_call("syscall", _LANDLOCK_ADD, rules, 1, ctypes.c_char_p(struct.pack("=Qi", rights, handle)), 0)
    finally:
        os.close(handle)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _libc_call(name: str, *arguments: object) -> int:
    """The call's answer. Raises `OSError`."""
    answer = int(getattr(_libc(), name)(*arguments))
    if answer < 0:
        raise OSError(ctypes.get_errno(), f"{name}: {os.strerror(ctypes.get_errno())}")
    return answer
