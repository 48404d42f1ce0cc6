"""Load a profile: the folder of a regulation as data, checked on load and refused with file and line.

ProfileError(code, file, line, message)
    not_yaml, duplicate_key        the file itself
    wrong_keys                     a key that nobody knows, or a value of the wrong kind
    unknown_profile, missing_file  nothing there
    unknown_check, wrong_subject   a rule names a check that does not exist, or one of another kind of subject
    missing_basis, duplicate_code  a rule without a legal basis; a code given twice
    unknown_document_type          `reads` or `supplies` name something that is no material
    unknown_condition              `applies_when` says something that cannot be evaluated
    unknown_code                   `cures` names no rule
    date_clash                     two versions of a list in force on one day; a day of rest and of work at once
"""

import hashlib
import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import ValidationError

import schemas
import validators.checks  # noqa: F401  (registers the checks that rules name)
from schemas.document import DOCUMENT_TYPES, BlockKind
from schemas.profile import Catalogue, Profile, Rule, TitleSeries
from validators.applies import WHEN
from validators.profile_yaml import Located, ProfileError, read_yaml
from validators.registry import RegistryError, registered

__all__ = ["ProfileError", "load_profile"]

PROFILES = Path(schemas.__file__).parent / "profiles"
BLOCKS: tuple[str, ...] = get_args(BlockKind)
T = TypeVar("T", Profile, Rule, Catalogue)
_NUMBERED = re.compile(r"〔\d{4}〕\d+号")
_PLACE_OF_NUMBER = "{profile.basis}"
_KEYS = {
    "id", "version", "regulation", "regulation_title", "effective", "organ", "settings", "families", "catalogues",
    "calendar", "wording",
}  # fmt: skip


def load_profile(id_or_path: str | Path) -> Profile:
    """The profile of this id (a folder under ``schemas/profiles``) or in this folder. Raises `ProfileError`."""
    folder = Path(id_or_path) if Path(id_or_path).is_dir() else PROFILES / str(id_or_path)
    files = {path.stem: read_yaml(path) for path in sorted(folder.glob("*.yaml"))}
    for name in ("profile", "rules", "titles"):
        if name not in files:
            raise ProfileError(
                "missing_file" if files else "unknown_profile", str(folder / f"{name}.yaml"), 1, "the file is missing"
            )
    head = files["profile"]
    for key in head.data:
        if key not in _KEYS:
            raise head.refuse("wrong_keys", f"{key} is not known; there are {', '.join(sorted(_KEYS))}", key)
    _check_calendar(head)
    rules = _rules(files["rules"], head.data.get("settings") or {}, head.data.get("families") or {})
    given = {key: head.data[key] for key in _KEYS - {"families", "catalogues"} if key in head.data}
    parts = {name: files[name].data for name in ("forms", "documents") if name in files}
    return _valid(
        head,
        Profile,
        given
        | parts
        | {
            "sha256": _digest(folder),
            "rules": rules,
            "titles": files["titles"].data,
            "series": _series(files["titles"]),
            "catalogues": _catalogues(head),
        },
    )


def _digest(folder: Path) -> str:
    """Over the bytes of the folder's files in order of name."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _valid(source: Located, type_: type[T], data: dict[str, Any], *path: str | int) -> T:
    """The data as a value; what does not fit is refused with the line of the key."""
    try:
        return type_.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        raise source.refuse("wrong_keys", f"{name}: {first['msg']}", *path, *first["loc"]) from error


def _rules(source: Located, settings: dict[str, Any], families: dict[str, list[str]]) -> tuple[Rule, ...]:
    if set(source.data) != {"rules"}:
        raise source.refuse("wrong_keys", "the file holds one list: rules")
    rules: dict[str, Rule] = {}
    for index, given in enumerate(source.data["rules"]):
        place = ("rules", index)
        data = _numbered(given, settings) | {key: _expand(given.get(key) or (), families) for key in ("reads", "supplies")}
        rule = _valid(source, Rule, data, *place)
        if rule.code in rules:
            raise source.refuse("duplicate_code", f"{rule.code} is given twice: keep one", *place, "code")
        _check_rule(source, rule, place)
        rules[rule.code] = rule
    for index, rule in enumerate(rules.values()):
        for code in rule.cures:
            if code not in rules:
                raise source.refuse("unknown_code", f"{rule.code} cures {code}, which is no rule", "rules", index, "cures")
    return tuple(rules.values())


def _numbered(given: dict[str, Any], settings: dict[str, Any]) -> dict[str, Any]:
    """A practice has a legal basis only where the profile names the document's number; without one it is barred from notices."""
    if given.get("basis_type") != "practice":
        return dict(given)
    number = settings.get(f"basis.{given.get('profile_key', '')}")
    others = [text for text in given.get("basis") or () if text != _PLACE_OF_NUMBER]
    if number and _NUMBERED.search(str(number)):
        return given | {"basis": [str(number), *others]}
    return given | {"basis": others or ["实务做法（尚无文号，不作为补正依据）"], "notice": "never"}


def _expand(names: Iterable[str], families: dict[str, list[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(type_ for name in names for type_ in families.get(name, [name])))


def _check_rule(source: Located, rule: Rule, place: tuple[str | int, ...]) -> None:
    """What the types alone do not see."""
    try:
        check = registered(rule.check)
    except RegistryError as error:
        raise source.refuse("unknown_check", f"{rule.code}: {error}", *place, "check") from error
    if check.subject != rule.subject:
        raise source.refuse("wrong_subject", f"{rule.code}: {rule.check} judges a {check.subject}", *place, "subject")
    if not [text for text in rule.basis if text.strip()]:
        raise source.refuse("missing_basis", f"{rule.code} names no legal basis: add one", *place, "basis")
    if rule.applies_when not in WHEN:
        raise source.refuse("unknown_condition", f"{rule.code}: {rule.applies_when} cannot be evaluated", *place, "applies_when")
    for key in ("reads", "supplies"):
        for name in getattr(rule, key):
            type_, _, part = name.partition(".")
            if type_ not in DOCUMENT_TYPES or (part and part not in BLOCKS):
                raise source.refuse("unknown_document_type", f"{rule.code}: {name} is no material", *place, key)


def _catalogues(head: Located) -> tuple[Catalogue, ...]:
    """The versions of the list in order; each ends before the next begins."""
    given = head.data.get("catalogues") or []
    found = [_valid(head, Catalogue, data, "catalogues", index) for index, data in enumerate(given)]
    for index, (one, following) in enumerate(pairwise(found)):
        if one.until is None or not one.since < one.until <= following.since:
            raise head.refuse(
                "date_clash", f"{one.version} and {following.version} are in force on one day", "catalogues", index + 1
            )
    return tuple(found)


def _check_calendar(head: Located) -> None:
    calendar = head.data.get("calendar") or {}
    both = set(calendar.get("rest") or ()) & set(calendar.get("work") or ())
    if both:
        raise head.refuse("date_clash", f"{min(both)} is a day of rest and of work", "calendar", "work")


def _series(titles: Located) -> tuple[TitleSeries, ...]:
    """The 27 series with the names of each level, legacy ones included."""
    return tuple(
        TitleSeries(
            id=entry["id"],
            name=entry["name"],
            aliases=tuple(entry.get("alias", ())),
            **{
                level: (*entry.get(level, ()), *entry.get(f"legacy_{level}", ())) for level in ("full", "deputy", "mid", "junior")
            },
        )
        for entry in titles.data["series"]
    )
