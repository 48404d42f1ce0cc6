"""Judging is quick: a clerk who answers a question sees the list again at once."""

import gc
import time

import pytest

from validators.conclude import conclude

MOST = 10.0
"""Of the time in which the same machine, in the same moment, squares and sums a million numbers (some 0.04 s): judging a
dossier of 200 pages with more than 5,000 outcomes needs five of it. Seconds would measure the machine, not the judging."""

PAGES = 200


def long_dossier(case):
    """The complete dossier with as many awards, papers and claims as make 200 pages of text."""
    words = "本项目面向高并发场景下的数据一致性问题，提出一种分布式事务处理方法，经多家单位应用，取得良好的经济和社会效益。" * 12
    for number in range(PAGES - len(case.documents)):
        kind = ("award_certificate", "paper", "patent_certificate", "project_acceptance", "other")[number % 5]
        id = f"paper{number}"
        case.documents[id] = {
            "type": kind, "title": f"高并发存储平台第{number}期", "holders": ["沈知遥", "岳青"], "issuer": "北京市人民政府",
            "issued_on": "2024-11-08", "rank": 3, "text": f"沈知遥 {words}",
        }  # fmt: skip
        if number % 5 != 4 and number < 60:
            claim = {"title": f"高并发存储平台第{number}期", "kind": "奖项", "date": "2024-11", "role": "第三完成人"}
            case.achievements.append(claim | {"documents": (id,)})
    return case


@pytest.fixture
def quiet():
    """The other tests' objects are not looked through whenever memory is tidied while the clock runs."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def seconds(work):
    began = time.process_time()
    work()
    return time.process_time() - began


def a_million_squares():
    return sum(number * number for number in range(1_000_000))


@pytest.mark.usefixtures("quiet")
def test_a_dossier_of_200_pages_is_judged_while_a_machine_squares_ten_million_numbers(case, profile):
    made = long_dossier(case).case()
    assert len(made.pages) == PAGES
    assert len(conclude(made, profile, (), None, ()).checks) > 5_000
    rounds = [(seconds(lambda: conclude(made, profile, (), None, ())), seconds(a_million_squares)) for _ in range(7)]
    assert min(judging / unit for judging, unit in rounds) < MOST, rounds
