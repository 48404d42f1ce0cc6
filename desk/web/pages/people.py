"""Accounts, for who keeps them: made, closed, opened again, given a new password."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from desk.web.paper import page
from desk.web.seats import Keeper, Seat
from infra.accounts import ROLES, AccountError

router = APIRouter()

Password = Annotated[str, Form(max_length=400)]


@router.get("/accounts")
def accounts(request: Request, seat: Keeper) -> Response:
    return _shown(request, seat)


@router.post("/accounts")
def add(
    request: Request,
    seat: Keeper,
    name: Annotated[str, Form(max_length=80)],
    role: Annotated[str, Form(max_length=10)],
    password: Password,
) -> Response:
    account = seat.room.accounts.add(name.strip(), role, seat.account.organ, password)
    seat.room.note("", "account_added", seat.account.id, of=account.id, role=role)
    return _shown(request, seat, f"已新建账号“{account.name}”。")


@router.post("/accounts/{id}/active")
def set_active(request: Request, id: str, seat: Keeper, active: Annotated[bool, Form()]) -> Response:
    _own(id, seat)
    if id == seat.account.id:
        raise AccountError("own_account", "不能停用自己的账号。")
    seat.room.accounts.set_active(id, active)
    seat.room.note("", "account_opened" if active else "account_closed", seat.account.id, of=id)
    return _shown(request, seat, "已启用。" if active else "已停用，其登录即时失效。")


@router.post("/accounts/{id}/password")
def set_password(request: Request, id: str, seat: Keeper, password: Password) -> Response:
    _own(id, seat)
    seat.room.accounts.set_password(id, password)
    seat.room.note("", "password_set", seat.account.id, of=id)
    return _shown(request, seat, "口令已重置。")


def _own(id: str, seat: Seat) -> None:
    """Raises `AccountError` for an account of another organisation."""
    if not any(each.id == id and each.organ == seat.account.organ for each in seat.room.accounts.all()):
        raise AccountError("no_account", "没有这个账号。")


def _shown(request: Request, seat: Seat, said: str = "") -> Response:
    people = [each for each in seat.room.accounts.all() if each.organ == seat.account.organ]
    template = "accounts_list.html" if request.headers.get("hx-request") else "accounts.html"
    return page(request, template, people=people, roles=ROLES, said=said)
