"""What a form says, as the signed-in person's act."""

from typing import Any, TypeVar

from fastapi import HTTPException
from pydantic import ValidationError

from desk.web.seats import Seat
from schemas.base import Value

A = TypeVar("A", bound=Value)
SLOTS = {
    "how": "送达方式", "on": "日期", "received_by": "收件人", "note": "备注", "grounds": "事由", "reason": "理由",
    "found_by": "查实人", "documents": "所涉材料", "verified_on": "查实日期", "by": "记录人", "name": "姓名", "unit": "单位",
}  # fmt: skip


def said(kind: type[A], seat: Seat, /, **slots: Any) -> A:
    """The act of this kind. 422 with the slot's name where it cannot be one; what was filled in is not repeated."""
    try:
        return kind.model_validate(slots | {"by": seat.account.name})
    except ValidationError as error:
        slot = str(error.errors(include_input=False, include_url=False)[0]["loc"][0])
        raise HTTPException(422, f"{SLOTS[slot]}空缺、过长或不合格式，请核对。") from None
