"""What runs inside a child process: the stages as functions from plain arguments to bytes.

A reader is made once a process, and its models are loaded when the first page asks for them: a dossier of word-processor
files never waits for them.
"""

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import cv2

from extractors.files.open import open_file
from extractors.files.refusal import Refusal
from extractors.pages import crop_reader
from extractors.pages.read import read_page
from extractors.pages.reader import Reader
from extractors.second_voice import CropAnswer, CropRequest
from flows import line
from flows.judging import made
from flows.kept import unpacked
from flows.line import Answers, Matter, Understood
from flows.readings import Reading, pack, unpack, unread
from infra.memory import give_back, resident
from schemas.files import Delivered, FileRecord, Limits, PageSource
from schemas.profile import Profile
from validators.profile import load_profile

# As many children as cores: each keeps to one thread.
cv2.setNumThreads(1)


def open_one(file: Delivered, local: Path, scratch: Path, limits: Limits) -> bytes:
    """`Opened` as JSON."""
    return open_file(file, local, scratch, limits).model_dump_json().encode()


AMPLE = 1_300_000_000
"""Bytes that a reader may keep from one page to the next. Beyond, what it has freed goes back to the system; where that is not
enough, so does what its engines work in, which they take anew for the next page: after every page it would cost a sixteenth of
the speed.
"""


def read_one(source: PageSource) -> bytes:
    """The page, packed; a damaged one says so."""
    try:
        return pack(read_page(source, _reader()))
    except Refusal as refusal:
        return pack(unread(source, _reader().version, refusal.code))
    finally:
        _make_room()


def _make_room() -> None:
    for way in (give_back, _reader().rest, give_back):
        if resident(os.getpid()) > AMPLE:
            way()


def understand(readings: tuple[Reading, ...], profile: str) -> bytes:
    """`Understood` as JSON."""
    return line.understand([unpack(each) for each in readings], _profile(profile)).model_dump_json().encode()


def answer(requests: Sequence[CropRequest], pages: Sequence[PageSource]) -> bytes:
    """`Answers` as JSON; a page that cannot be drawn gives none."""
    try:
        return Answers(answers=crop_reader.answer(requests, pages)).model_dump_json().encode()
    except Refusal:
        return Answers(answers=()).model_dump_json().encode()


def conclude(
    matter: Matter,
    files: tuple[FileRecord, ...],
    readings: tuple[Reading, ...],
    understood: Understood,
    answers: tuple[CropAnswer, ...],
    profile: str,
) -> bytes:
    """`Made` as JSON."""
    sheets = [unpack(each) for each in readings]
    return line.conclude(matter, files, sheets, understood, answers, _profile(profile)).model_dump_json().encode()


def judge(matter: Matter, kept: bytes, profile: str) -> bytes:
    """`Made` as JSON, of a case that is put together already."""
    case = unpacked(kept).case
    if case is None:
        raise ValueError("of a dossier in quarantine nothing is kept that could be judged")
    return made(matter, case, _profile(profile)).model_dump_json().encode()


@cache
def _reader() -> Reader:
    return Reader()


@cache
def _profile(id_or_path: str) -> Profile:
    return load_profile(id_or_path)
