"""Accounts: who may sign in, how long a session lasts, and that closing an account ends it at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra import accounts as module
from infra.accounts import AccountError, Accounts
from infra.ledger import open_ledger

PASSWORD = "long-enough-for-us"


@pytest.fixture
def accounts(ledger_address: Path | str) -> Iterator[Accounts]:
    ledger = open_ledger(ledger_address)
    yield Accounts(ledger.engine)
    ledger.close()


def test_who_fits_gets_a_session_and_nobody_else(accounts: Accounts) -> None:
    made = accounts.add("文受理", "受理", "organ", PASSWORD)
    assert accounts.sign_in("文受理", PASSWORD + "x") is None
    assert accounts.sign_in("文某人", PASSWORD) is None
    signed = accounts.sign_in("文受理", PASSWORD)
    assert signed
    session = accounts.session(signed[0])
    assert session
    assert session.account == made
    assert accounts.session(signed[0] + "x") is None


def test_signing_out_or_closing_the_account_ends_the_session(accounts: Accounts) -> None:
    made = accounts.add("文受理", "受理", "organ", PASSWORD)
    for end in (lambda token: accounts.sign_out(token), lambda _: accounts.set_active(made.id, False)):
        signed = accounts.sign_in("文受理", PASSWORD)
        assert signed
        end(signed[0])
        assert accounts.session(signed[0]) is None
    assert accounts.sign_in("文受理", PASSWORD) is None


def test_a_session_ends_by_itself(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts.add("文受理", "受理", "organ", PASSWORD)
    signed = accounts.sign_in("文受理", PASSWORD)
    assert signed
    later = module._now() + module.IDLE * 1.01
    monkeypatch.setattr(module, "_now", lambda: later)
    assert accounts.session(signed[0]) is None


@pytest.mark.parametrize(
    ("name", "role", "password", "code"),
    [("甲", "受理", "short", "short_password"), ("甲", "厨师", PASSWORD, "unknown_role"), (" ", "受理", PASSWORD, "bad_name")],
)
def test_what_cannot_be_an_account_is_refused(accounts: Accounts, name: str, role: str, password: str, code: str) -> None:
    with pytest.raises(AccountError) as refused:
        accounts.add(name, role, "organ", password)
    assert refused.value.code == code


def test_a_name_is_taken_once(accounts: Accounts) -> None:
    accounts.add("甲", "受理", "organ", PASSWORD)
    with pytest.raises(AccountError):
        accounts.add("甲", "主管", "organ", PASSWORD)
