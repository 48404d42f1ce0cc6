"""Seal names: the lettering of a seal, read loosely off its ring, told by the organisations that the dossier names.

The reader may begin anywhere on the ring and lose characters under print, so the lettering is compared at every rotation.
The value becomes the name that it clearly is; `raw` keeps what was read, and the confidence says how alike the two are.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from extractors.assembly.slips import one_slip, told_apart
from schemas.field import Field
from schemas.terms.organisations import same
from schemas.terms.text import fold

ALIKE, CORE = 0.55, 0.3
"""From which likeness a lettering is taken for a name: as a whole, and without what all names of a city share."""
MARGIN = 0.08
"""By how much it must be more alike than to any other name."""
_COMMON = re.compile(r"北京市?|股份|有限|责任|公司|集团")
_TAIL = re.compile(r"(?<=有限公司)[\u4e00-\u9fff]{1,2}$")
"""What the reader read once more when it came round to where it had begun."""
_SPECIAL = re.compile(r"(?:合同|财务|人事|业务|发票|职称|登记|项目)?专?用章?$|[\d*★☆]+")

_SLOT = re.compile(r"(?:[\u4e00-\u9fff]{2}|用人单位)?(?:公章|印章|盖章|签章)处?")
"""What is printed where a seal belongs; read off a seal it is none of its lettering."""


def named(lettering: Field, names: Iterable[str], public: Iterable[str] = ()) -> Field:
    """The lettering as the organisation it names, if it names one of these clearly, or is one slip away from one of them or of
    the `public` bodies; as it was read otherwise.
    """
    if not lettering.present:
        return lettering
    text = str(lettering.value)
    if _SLOT.fullmatch(text):
        return lettering.model_copy(update={"value": None, "raw": text, "state": "unreadable"})
    names = tuple(dict.fromkeys(names))
    public = tuple(public)
    if text in public or any(told_apart(text, name) for name in names):
        return lettering
    slip = one_slip(_TAIL.sub("", text), (*names, *public))
    if slip is not None:
        return _told(lettering, slip, likeness(text, slip))
    scored = sorted(((likeness(text, name), name) for name in names), reverse=True)
    if not scored or scored[0][0] < ALIKE or _core_likeness(text, scored[0][1]) < CORE:
        return lettering.model_copy(update={"value": _TAIL.sub("", text), "raw": text})
    best, name = scored[0]
    rival = next((score for score, other in scored[1:] if same(name, other) != "same"), 0.0)
    if best - rival < MARGIN:
        return lettering
    return _told(lettering, name, best)


def _told(lettering: Field, name: str, alike: float) -> Field:
    confidence = round(min(lettering.confidence, alike), 4)
    return lettering.model_copy(update={"value": name, "raw": str(lettering.value), "confidence": confidence})


def _core_likeness(lettering: str, name: str) -> float:
    return likeness(_COMMON.sub("", fold(lettering)), _COMMON.sub("", fold(name)))


def likeness(lettering: str, name: str) -> float:
    """How alike a lettering and a name are, wherever on the ring the reader began: 0 to 1."""
    ring, plain = _SPECIAL.sub("", fold(lettering)), fold(name)
    turns = (ring[at:] + ring[:at] for at in range(max(1, len(ring))))
    return max(SequenceMatcher(None, turn, plain, autojunk=False).ratio() for turn in turns)
