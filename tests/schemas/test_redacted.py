"""Whatever a case record holds, the redacted one holds nothing of anybody."""

import types
from typing import Any, Literal, Union, get_args, get_origin

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.base import Value
from schemas.record import CaseRecord
from schemas.redacted import redacted

MARK = "秘"
SECRET = st.text("沈知遥甲乙0158.pdf-/", max_size=12).map(lambda text: f"{MARK}{text}")
PLAIN = st.text("abcdef0123456789", min_size=1, max_size=12)
OURS = {
    "case_id", "organ.id", "profile.id", "profile.version", "profile.sha256", "profile.as_of", "engine.version", "engine.models",
    "received_at", "submitted_on", "checks.code", "checks.basis", "documents.id", "documents.type", "files.media_type",
    "application.achievements.documents",
}  # fmt: skip
"""What the program itself says, not a page or a person; every other text is made a secret."""


def of(kind: Any, path: str) -> st.SearchStrategy[Any]:
    """Values of this type, those of a type of ours as what they are validated from."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, types.UnionType):
        return st.one_of(*(of(each, path) for each in arguments))
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return st.lists(of(arguments[0], path), max_size=3)
        return st.tuples(*(of(each, path) for each in arguments)).map(list)
    if origin is dict:
        return st.dictionaries(PLAIN if path in OURS else SECRET, of(arguments[1], path), max_size=3)
    if isinstance(kind, type) and issubclass(kind, Value):
        return st.fixed_dictionaries(
            {field.alias or name: of(field.annotation, f"{path}.{name}".strip(".")) for name, field in kind.model_fields.items()}
        )
    if kind is str:
        return PLAIN if path in OURS else SECRET
    plain = {int: st.integers(1, 9), float: st.floats(0, 1), bool: st.booleans(), type(None): st.none(), Any: SECRET}
    return plain[kind]


@given(of(CaseRecord, ""), st.text("0123456789", min_size=17, max_size=17), st.text("0123456789", min_size=11, max_size=11))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_that_a_page_or_a_person_said_is_in_the_redacted_record(said: dict[str, Any], number: str, phone: str) -> None:
    said["applicant"]["id_number"] = f"{number}X"
    said["applicant"]["phone"] = phone
    text = redacted(CaseRecord.model_validate(said)).model_dump_json()
    assert MARK not in text
    assert number not in text
    assert phone not in text


@given(of(CaseRecord, ""))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_may_be_seen_is_there(said: dict[str, Any]) -> None:
    record = CaseRecord.model_validate(said)
    seen = redacted(record)
    assert (seen.case_id, seen.status, seen.balance) == (record.case_id, record.status, record.balance)
    assert [(check.code, check.outcome) for check in seen.checks] == [(check.code, check.outcome) for check in record.checks]
    assert len(seen.experts) == len(record.recommendation.experts)
    assert [file.no for file in seen.files] == list(range(len(record.files)))
