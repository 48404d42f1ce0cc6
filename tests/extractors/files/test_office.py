"""Old word-processor files by way of the office suite, which stays for the next file and outlives none that harms it."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.files import office, suite
from extractors.files.word import flow_page

SEEDS = Path(__file__).parents[2] / "fuzz" / "seeds"


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    suite.end()
    yield
    suite.end()


def rtf(words):
    return rb"{\rtf1\ansi " + words.encode() + rb"\par}"


def said(bench, name, data):
    (page,) = bench.pages(name, data)
    return [line.text for line in flow_page(page).lines]


def test_one_start_serves_one_file_after_the_other_and_a_broken_one_between(bench):
    form = (SEEDS / "form.doc").read_bytes()
    assert {"姓名", "林知远", "副高级"} <= set(said(bench, "form.wps", form))  # WPS writes as .wps what Word writes as .doc
    (running,) = suite._SUITES
    broken = bench.open("a.doc", form[:512] + bytes(len(form) // 2) + form[-9_000:])
    assert bench.statuses(broken) == {"a.doc": "unreadable:damaged"}
    assert {"姓名", "林知远", "副高级"} <= set(said(bench, "form.odt", (SEEDS / "form.odt").read_bytes()))
    assert suite._SUITES[0] is running


def test_one_that_died_or_hangs_is_replaced(bench, monkeypatch):
    said(bench, "a.rtf", rtf("first"))
    os.killpg(suite._SUITES[0]._process.pid, signal.SIGKILL)
    assert said(bench, "b.rtf", rtf("second")) == ["second"]
    os.killpg(suite._SUITES[0]._process.pid, signal.SIGSTOP)
    monkeypatch.setattr(office, "TIMEOUT", 0.2)
    assert bench.statuses(bench.open("c.rtf", rtf("third"))) == {"c.rtf": "unreadable:timeout"}
    assert suite._SUITES == []


@pytest.mark.slow
def test_it_leaves_when_nothing_comes_and_nothing_stays_of_it(bench, monkeypatch):
    monkeypatch.setattr(suite, "IDLE", 0.1)
    monkeypatch.setattr(suite, "MOST", 2)
    said(bench, "a.rtf", rtf("first"))
    (running,) = suite._SUITES
    end = time.monotonic() + 60
    while running._process.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.02)
    assert said(bench, "b.rtf", rtf("second")) == ["second"]
    assert not running._folder.exists()
