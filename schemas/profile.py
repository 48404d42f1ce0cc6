"""A regulation as data: the profile. Rules, titles, forms and wording are read from a folder and checked on load."""

from typing import Annotated, Any, Literal

from pydantic import Field as Slot

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
    It holds from `since` (ISO; empty: as long as the regulation) until the day before `until`; a code may have several
    versions, of which one at most holds on a day.
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
    since: str = ""
    until: str | None = None

    def in_force(self, day: str) -> bool:
        """Whether it holds on an ISO day."""
        return self.since <= day and (self.until is None or day < self.until)


class Item(Value):
    """One item of eligibility (第三条第一项), and who must be the "+1" under it (第四条第一项).

    `party` is said in the regulation's words; `body` is the kind of organisation, ``industry`` being an authority or an
    association of the trade; `principal` is False where the regulation says 负责人 and not 主要负责人.
    """

    number: int = Slot(ge=1, le=10)
    party: str
    body: Literal["employer", "certification_body", "industry", "talent_authority"]
    principal: bool = True


class City(Value):
    """本市: its name, a pattern by which names of organisations say that they are of it, its digits in credit codes, and the
    full names of public bodies that a reader's slip is told by.
    """

    name: str = ""
    places: str = "(?!)"
    uscc: str = ""
    bodies: tuple[str, ...] = ()


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


class Amendment(Value):
    """Settings that a later document changed, from `since` (ISO) on."""

    since: str
    basis: str
    settings: dict[str, Any]


class Impact(Value):
    """What a change of the rules does to past submissions: how many were judged again, and which come out otherwise.

    `against` is the SHA-256 of the profile before; `cases` are case ids, which name nobody.
    """

    against: str = Slot(pattern="^[0-9a-f]{64}$")
    judged: int
    cases: tuple[Annotated[str, Slot(pattern="^[0-9A-Za-z-]+$")], ...] = ()


class Change(Value):
    """An entry of a profile's change log: when, which version, what is different, the rules that it touches."""

    day: str = Slot(pattern=r"^\d{4}-\d\d-\d\d$")
    version: str
    says: str
    rules: tuple[str, ...] = ()
    impacted: Impact | None = None


class Profile(Value):
    """Everything a city's regulation needs to say. `sha256` is over the bytes of its files in order of name.

    `settings` holds the numbers and switches (``experts.min_count``, ``publicity.min_days``, ``sla.review_days`` …),
    `forms` the labels and aliases by which fields are found, `documents` the phrases by which types are told,
    `items` are those of eligibility, of which the article numbered `article` (三) speaks; `city` is 本市;
    `organ` the review-service organisation ``{id, name, …}`` that the notice speaks for. As loaded it holds every version of
    every rule; `on` gives the law of one day, and `as_of` says which.
    """

    id: str
    version: str
    sha256: str
    regulation: str
    regulation_title: str
    effective: str
    organ: dict[str, str]
    article: str = ""
    items: tuple[Item, ...] = ()
    city: City = City()
    settings: dict[str, Any]
    rules: tuple[Rule, ...]
    series: tuple[TitleSeries, ...]
    titles: dict[str, Any]
    catalogues: tuple[Catalogue, ...]
    calendar: dict[str, Any] = {}
    forms: dict[str, Any] = {}
    documents: dict[str, Any] = {}
    wording: dict[str, Any] = {}
    amendments: tuple[Amendment, ...] = ()
    changes: tuple[Change, ...] = ()
    as_of: str = ""

    def on(self, day: str) -> "Profile":
        """As it is in force on an ISO day; before the regulation's first day, as on that."""
        day = max(day[:10], self.effective)
        settings = dict(self.settings)
        for amendment in sorted(self.amendments, key=lambda each: each.since):
            settings |= amendment.settings if amendment.since <= day else {}
        rules = tuple(rule for rule in self.rules if rule.in_force(day))
        return self.model_copy(update={"rules": rules, "settings": settings, "as_of": day})

    def item(self, number: int) -> Item:
        """The item of this number. Raises `KeyError`."""
        for item in self.items:
            if item.number == number:
                return item
        raise KeyError(f"no item {number} in profile {self.id}")

    def rule(self, code: str) -> Rule:
        """The rule of this code, its last version. Raises `KeyError`."""
        for rule in reversed(self.rules):
            if rule.code == code:
                return rule
        raise KeyError(f"no rule {code} in profile {self.id}")

    def setting(self, key: str, default: Any = None) -> Any:
        """A number or switch by its dotted key."""
        return self.settings.get(key, default)
