"""The register of checks: named functions, found by the rules of a profile when it is loaded, not when it runs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas.profile import SubjectKind

if TYPE_CHECKING:
    from validators.context import Context
    from validators.subjects import Subject
    from validators.verdict import Verdict

CheckFunction = Callable[["Context", "Subject"], "Verdict"]


class RegistryError(ValueError):
    """A check was registered twice under one name, or asked for under a name that nobody registered."""


@dataclass(frozen=True)
class Registered:
    """A check and the kind of subject it judges."""

    name: str
    subject: SubjectKind
    function: CheckFunction


_CHECKS: dict[str, Registered] = {}


def check(name: str, subject: SubjectKind) -> Callable[[CheckFunction], CheckFunction]:
    """Registers the function below as the check of this name. Raises `RegistryError` on a second one."""

    def register(function: CheckFunction) -> CheckFunction:
        if name in _CHECKS:
            raise RegistryError(f"two checks are called {name}")
        _CHECKS[name] = Registered(name, subject, function)
        return function

    return register


def registered(name: str) -> Registered:
    """The check of this name. Raises `RegistryError` where there is none."""
    if name not in _CHECKS:
        raise RegistryError(f"no check is called {name}")
    return _CHECKS[name]


def names() -> tuple[str, ...]:
    """All names, in order."""
    return tuple(sorted(_CHECKS))
