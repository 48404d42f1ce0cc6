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
    date_clash                     two versions of a list or a rule in force on one day; two amendments of one day; a day of rest
                                   and of work at once; a change log out of order, or not up to the profile's version
    not_in_force                   asked for as of a day before the regulation took effect
    wrong_day                      a day that is no ISO day, or a rule that ends before it begins
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
from schemas.profile import Amendment, Catalogue, Change, Item, Profile, Rule, TitleSeries
from validators.applies import evaluable
from validators.profile_yaml import Located, ProfileError, read_yaml
from validators.registry import RegistryError, registered

__all__ = ["ProfileError", "check_in_force", "folder_of", "load_profile"]

PROFILES = Path(schemas.__file__).parent / "profiles"
BLOCKS: tuple[str, ...] = get_args(BlockKind)
LOG = "changes"
"""The file of the change log. It judges nothing: it is not in the hash, so that writing in it changes no record."""

TAKEABLE = ("titles", "documents", "forms")
"""What may be taken over from another profile: none of it is the law of a city."""

T = TypeVar("T", Profile, Rule, Catalogue, Amendment, Change, Item)
_NUMBERED = re.compile(r"〔\d{4}〕\d+号")
_PLACE_OF_NUMBER = "{profile.basis}"
_KEYS = {
    "id", "version", "regulation", "regulation_title", "effective", "organ", "settings", "families", "catalogues",
    "calendar", "wording", "amendments", "article", "items", "city", "takes",
}  # fmt: skip


def load_profile(id_or_path: str | Path) -> Profile:
    """The profile of this id (a folder under ``schemas/profiles``) or in this folder. Raises `ProfileError`."""
    folder = folder_of(id_or_path)
    files = _files(folder)
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
    rules = _rules(files["rules"], head)
    given = {key: head.data[key] for key in _KEYS - {"families", "catalogues", "amendments", "takes"} if key in head.data}
    parts = {name: files[name].data for name in ("forms", "documents") if name in files}
    return _valid(
        head,
        Profile,
        given
        | parts
        | {
            "sha256": _digest([*sorted(folder.glob("*.yaml")), *_taken(head).values()]),
            "rules": rules,
            "titles": files["titles"].data,
            "series": _series(files["titles"]),
            "catalogues": _catalogues(head),
            "amendments": _amendments(head),
            "changes": _changes(files[LOG], head) if LOG in files else (),
        },
    )


def folder_of(id_or_path: str | Path) -> Path:
    """Where a profile lies: this folder, or the one of this id."""
    return Path(id_or_path) if Path(id_or_path).is_dir() else PROFILES / str(id_or_path)


def check_in_force(profile: Profile, day: str | None) -> None:
    """Raises `ProfileError` for a day on which the regulation was not in force yet."""
    if day and day < profile.effective:
        raise ProfileError("not_in_force", "profile.yaml", 1, f"{profile.id} is in force from {profile.effective}, not on {day}")


def _files(folder: Path) -> dict[str, Located]:
    """The folder's files by name. What is the same elsewhere may be taken from another profile; its own parts go before."""
    files = {path.stem: read_yaml(path) for path in sorted(folder.glob("*.yaml"))}
    for name, path in (_taken(files["profile"]) if "profile" in files else {}).items():
        theirs, own = read_yaml(path), files.get(name)
        files[name] = Located(own.file, theirs.data | own.data, own.lines) if own else theirs
    return files


def _taken(head: Located) -> dict[str, Path]:
    """The files of other profiles that this one takes over: titles, documents or forms by the other's id."""
    given = head.data.get("takes") or {}
    paths = {name: PROFILES / str(id) / f"{name}.yaml" for name, id in given.items()}
    for name, path in paths.items():
        if name not in TAKEABLE or not path.is_file():
            raise head.refuse("missing_file", f"{name} cannot be taken from {given[name]}", "takes", name)
    return paths


def _digest(paths: Iterable[Path]) -> str:
    """Over the bytes of the profile's files in order of name, the change log apart, and of those that it takes over."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes() if path.stem != LOG else b"")
    return digest.hexdigest()


def _valid(source: Located, type_: type[T], data: dict[str, Any], *path: str | int) -> T:
    """The data as a value; what does not fit is refused with the line of the key."""
    try:
        return type_.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        raise source.refuse("wrong_keys", f"{name}: {first['msg']}", *path, *first["loc"]) from error


def _rules(source: Located, head: Located) -> tuple[Rule, ...]:
    settings, families = (head.data.get(name) or {} for name in ("settings", "families"))
    items = {item.number for item in _items(head)}
    if set(source.data) != {"rules"}:
        raise source.refuse("wrong_keys", "the file holds one list: rules")
    rules: list[Rule] = []
    for index, given in enumerate(source.data["rules"]):
        place = ("rules", index)
        data = _numbered(given, settings) | {key: _expand(given.get(key) or (), families) for key in ("reads", "supplies")}
        rule = _valid(source, Rule, data, *place)
        _check_days(source, rule, [other for other in rules if other.code == rule.code], place)
        _check_rule(source, rule, place, items)
        rules.append(rule)
    codes = {rule.code for rule in rules}
    for index, rule in enumerate(rules):
        for code in rule.cures:
            if code not in codes:
                raise source.refuse("unknown_code", f"{rule.code} cures {code}, which is no rule", "rules", index, "cures")
    return tuple(rules)


def _check_days(source: Located, rule: Rule, others: Iterable[Rule], place: tuple[str | int, ...]) -> None:
    """A code has one version on a day: others end before this one begins, or begin after it has ended."""
    for key, day in (("since", rule.since), ("until", rule.until)):
        if day and not _is_day(day):
            raise source.refuse("wrong_day", f"{rule.code}: {key} is {day}; write YYYY-MM-DD", *place, key)
    if rule.until is not None and rule.until <= rule.since:
        raise source.refuse("wrong_day", f"{rule.code} ends before it begins", *place, "until")
    for other in others:
        if (rule.until is None or other.since < rule.until) and (other.until is None or rule.since < other.until):
            dated = rule.since or rule.until or other.since or other.until
            code, message = (
                ("date_clash", "has two versions on one day") if dated else ("duplicate_code", "is given twice: keep one")
            )
            raise source.refuse(code, f"{rule.code} {message}", *place, "code")


def _is_day(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text))


def _items(head: Located) -> tuple[Item, ...]:
    """The items of eligibility, each number once."""
    given = head.data.get("items") or []
    found = tuple(_valid(head, Item, data, "items", index) for index, data in enumerate(given))
    for index, item in enumerate(found):
        if item.number in [other.number for other in found[:index]]:
            raise head.refuse("duplicate_code", f"item {item.number} is given twice: keep one", "items", index)
    return found


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


def _check_rule(source: Located, rule: Rule, place: tuple[str | int, ...], items: set[int]) -> None:
    """What the types alone do not see."""
    try:
        check = registered(rule.check)
    except RegistryError as error:
        raise source.refuse("unknown_check", f"{rule.code}: {error}", *place, "check") from error
    if check.subject != rule.subject:
        raise source.refuse("wrong_subject", f"{rule.code}: {rule.check} judges a {check.subject}", *place, "subject")
    if not [text for text in rule.basis if text.strip()]:
        raise source.refuse("missing_basis", f"{rule.code} names no legal basis: add one", *place, "basis")
    if not evaluable(rule.applies_when, items):
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


def _amendments(head: Located) -> tuple[Amendment, ...]:
    """What later documents changed of the settings: each of its own day."""
    given = head.data.get("amendments") or []
    found = [_valid(head, Amendment, data, "amendments", index) for index, data in enumerate(given)]
    for index, amendment in enumerate(found):
        if not _is_day(amendment.since):
            raise head.refuse("wrong_day", f"since is {amendment.since}; write YYYY-MM-DD", "amendments", index, "since")
        if amendment.since in [other.since for other in found[:index]]:
            raise head.refuse("date_clash", f"{amendment.since} has two amendments: make them one", "amendments", index)
    return tuple(found)


def _changes(log: Located, head: Located) -> tuple[Change, ...]:
    """The change log in order of day, its last entry of the profile's version."""
    if set(log.data) != {"changes"}:
        raise log.refuse("wrong_keys", "the file holds one list: changes")
    found = [_valid(log, Change, data, "changes", index) for index, data in enumerate(log.data["changes"])]
    for index, (one, following) in enumerate(pairwise(found)):
        if following.day < one.day:
            raise log.refuse("date_clash", f"{following.day} comes after {one.day}: put it in order", "changes", index + 1)
    if not found or found[-1].version != head.data.get("version"):
        raise log.refuse("date_clash", f"the last entry must be of version {head.data.get('version')}", "changes", len(found) - 1)
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
