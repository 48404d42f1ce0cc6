"""A regulation as data: the profile. Rules, titles, forms and wording are read from a folder and checked on load."""

from typing import Any, Literal

from schemas.base import Value

Severity = Literal["missing", "nonconforming", "hint"]
"""缺失, 不规范, 疑点提示."""

NoticeMode = Literal["auto", "confirm", "never"]
BasisType = Literal["explicit", "derived", "upstream", "practice", "technical", "integrity"]

SubjectKind = Literal[
    "dossier", "applicant", "application", "expert", "expert_pair", "plus_one", "publicity", "opinion", "achievement",
    "document", "file", "page", "seal", "notice_item",
]  # fmt: skip


class Rule(Value):
    """One rule of the catalogue.

    `check` names a function registered in `validators`; `params` are its dated parameters. `reads` says which material
    the rule judges, as document types or parts of forms (``recommendation_form.expert``); `supplies` what arrives when an
    item of this rule is cured: together they decide what is announced with it. `cures` are codes whose failure this
    rule's remedy mends as well (one cure, one item). `message` says what is wrong, `remedy` what to do, `requirement`
    what the material must satisfy when it arrives; `question` is answered by 是 (pass) or 否 (fail). They are templates.
    """

    code: str
    title: str
    group: str
    tier: Literal["core", "extended"]
    subject: SubjectKind
    severity: Severity
    basis_type: BasisType
    basis: tuple[str, ...]
    enabled: bool
    enabled_why: str = ""
    notice: NoticeMode
    applies_when: str = ""
    check: str
    params: dict[str, Any] = {}
    inputs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    supplies: tuple[str, ...] = ()
    cures: tuple[str, ...] = ()
    logic: str = ""
    message: str
    remedy: str
    requirement: str = ""
    question: str = ""
    note: str = ""
    profile_key: str = ""


class TitleSeries(Value):
    """One 职称系列 with its titles by level."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    full: tuple[str, ...] = ()
    deputy: tuple[str, ...] = ()
    mid: tuple[str, ...] = ()
    junior: tuple[str, ...] = ()


class Qualification(Value):
    """One overseas qualification of the list, and the body that grants it, each under all its names."""

    names: tuple[str, ...]
    issuer: tuple[str, ...]


class Catalogue(Value):
    """One version of the list of urgently needed overseas qualifications; dates ISO, `until` exclusive or None.

    `complete` is False where not every entry of that version could be had: what is not found in it is then a question.
    """

    version: str
    since: str
    until: str | None = None
    complete: bool = True
    urgent: tuple[Qualification, ...]


class Profile(Value):
    """Everything a city's regulation needs to say. `sha256` is over the bytes of the folder's files in order of name.

    `settings` holds the numbers and switches (``experts.min_count``, ``publicity.min_days``, ``sla.review_days`` …),
    `forms` the labels and aliases by which fields are found, `documents` the phrases by which types are told,
    `organ` the review-service organisation ``{id, name, …}`` that the notice speaks for.
    """

    id: str
    version: str
    sha256: str
    regulation: str
    regulation_title: str
    effective: str
    organ: dict[str, str]
    settings: dict[str, Any]
    rules: tuple[Rule, ...]
    series: tuple[TitleSeries, ...]
    titles: dict[str, Any]
    catalogues: tuple[Catalogue, ...]
    calendar: dict[str, Any] = {}
    forms: dict[str, Any] = {}
    documents: dict[str, Any] = {}
    wording: dict[str, Any] = {}

    def rule(self, code: str) -> Rule:
        """The rule of this code. Raises `KeyError`."""
        for rule in self.rules:
            if rule.code == code:
                return rule
        raise KeyError(f"no rule {code} in profile {self.id}")

    def setting(self, key: str, default: Any = None) -> Any:
        """A number or switch by its dotted key."""
        return self.settings.get(key, default)
