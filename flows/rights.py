"""Who may do what is reserved to a role. Where the ledger has accounts the name must be one; where it has none it is recorded."""

from flows.docket import CaseError
from flows.home import Home
from infra.accounts import RIGHTS, Accounts


def refuse_unentitled(home: Home, organ: str, by: str | None, right: str) -> None:
    """Raises `CaseError` unless `by` is an active account of this organisation whose role has this right.

    A ledger without any account cannot tell: there somebody must at least be named.
    """
    roles = "、".join(role for role, rights in RIGHTS.items() if right in rights)
    if not (by or "").strip():
        raise CaseError("no_name", f"此项须由{roles}作出，请写明何人（--by）。")
    people = Accounts(home.ledger.engine).all()
    own = [each for each in people if each.active and each.organ == organ and each.name == (by or "").strip()]
    if people and not any(right in RIGHTS[each.role] for each in own):
        raise CaseError("not_entitled", f"此项须由{roles}作出：--by 所写不是本机构在用的账号，或其角色无此权限。")
