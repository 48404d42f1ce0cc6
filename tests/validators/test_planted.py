"""Defects planted at random, several at a time: each is demanded, and nothing else is."""

import random

import pytest


def spoil(group, name, value=None):
    def change(case):
        target = getattr(case, group)
        (target if isinstance(target, dict) else target[0])[name] = value

    return change


def expert(index, **values):
    return lambda case: case.experts[index].update(values)


def document(id, **values):
    return lambda case: case.documents[id].update(values)


def same_person(case):
    case.experts[2].update({name: case.experts[1][name] for name in ("name", "phone", "employer")})


def other_level(case):
    case.documents["form"]["blocks"] = ({"kind": "application", **case.application, "level": "副高级"},)


DEFECTS = {
    "FIL-01": lambda case: case.files.update({"坏.pdf": {"status": "unreadable"}}),
    "FIL-02": lambda case: case.files.update({"锁.pdf": {"status": "encrypted"}}),
    "FIL-04": lambda case: case.files.update({"空.pdf": {"status": "empty"}}),
    "APP-03": document("card", birth_date="1984-02-06"),
    "APP-05": spoil("application", "level"),
    "APP-06": spoil("application", "specialty"),
    "APP-09": spoil("applicant", "phone"),
    "EMP-04": document("contract", end="2026-01-31"),
    "EMP-05": document("contract", sealed=False),
    "REC-02": expert(0, name=None),
    "REC-03": expert(1, title=None),
    "REC-04": expert(1, title="副研究员"),
    "REC-06": same_person,
    "REC-08": expert(0, opinion=None),
    "REC-09": expert(0, signed=False),
    "REC-10": expert(1, signed_on=None),
    "REC-11": expert(0, employer=None),
    "REC-12": expert(1, opinion="史书瑶同志长期从事数据库研究，郑重举荐史书瑶参加考核认定。"),
    "PLU-03": spoil("plus_one", "name"),
    "PLU-04": spoil("plus_one", "position"),
    "PLU-08": spoil("plus_one", "signed", False),
    "PLU-09": spoil("plus_one", "opinion"),
    "PLU-15": spoil("plus_one", "signed_on"),
    "PUB-01": spoil("publicity", "end"),
    "PUB-02": spoil("publicity", "end", "2026-04-15"),
    "PUB-04": spoil("publicity", "result"),
    "PUB-05": spoil("publicity", "result", "收到异议一件"),
    "PUB-07": spoil("publicity", "issuer", "北京远帆软件有限公司"),
    "PUB-08": spoil("publicity", "holders", ["王明远"]),
    "UNI-01": spoil("opinion", "conclusion", "none"),
    "UNI-03": spoil("opinion", "sealed", False),
    "UNI-04": spoil("opinion", "signed_on"),
    "UNI-05": spoil("opinion", "seal_text", "河北恒源重型机械厂"),
    "EVD-03": lambda case: case.achievements[2].update({"role": "第一完成人"}),
    "EVD-04": document("patent", tags=("patent_application",)),
    "XCH-01": document("diploma", holder="沈知瑶"),
    "XCH-02": other_level,
}

APART = [
    {"REC-03", "REC-04"}, {"PUB-01", "PUB-02"}, {"PUB-04", "PUB-05"}, {"UNI-03", "UNI-05"}, {"APP-05", "XCH-02"},
    {"REC-06", "REC-03", "REC-04", "REC-10", "REC-12"}, {"FIL-01", "FIL-02", "EVD-04"}, {"APP-06", "XCH-02"},
]  # fmt: skip
"""Defects of one and the same slot, of which a dossier can have only one at a time."""


def chosen(chance):
    codes = chance.sample(sorted(DEFECTS), chance.randint(1, 6))
    for group in APART:
        both = [code for code in codes if code in group]
        codes = [code for code in codes if code not in both[1:]]
    return sorted(codes)


@pytest.mark.parametrize("seed", range(120))
def test_what_is_planted_is_demanded_and_nothing_else(case, listed, seed):
    chance = random.Random(seed)
    case.under(chance.choice([1, 2, 3, 4]))
    codes = chosen(chance)
    for code in codes:
        DEFECTS[code](case)
    found = listed(case)
    assert sorted(item.code for item in found.items) == codes
    assert [one.code for one in found.referrals if one.blocked_by is None] == []


@pytest.mark.parametrize("code", DEFECTS)
def test_each_defect_alone_is_demanded_alone(case, listed, code):
    DEFECTS[code](case)
    assert [item.code for item in listed(case).items] == [code]
