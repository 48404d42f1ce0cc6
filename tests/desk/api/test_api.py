"""The read-only API: what it gives to whom, what it keeps from whom, and that it keeps to its own description."""

import hashlib
import json
import sqlite3
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from desk.api.callers import Limit
from schemas.record import CaseRecord
from schemas.redacted import redacted
from tests.desk.api.conftest import SCOPES, SECRET_KEY, Served, made
from tests.flows.issuing import EXPERTS, KEY, call


def ways(case_id: str) -> dict[str, set[str]]:
    """Every address, and the scopes that open it."""
    return {
        "feed": {"feed"},
        f"cases/{case_id}": {"cases:read", "cases:read-redacted"},
        f"cases/{case_id}?form=full": {"cases:read"},
        f"cases/{case_id}/rounds/1/deficiencies": {"cases:read"},
        f"cases/{case_id}/rounds/1/notice.pdf": {"notices"},
        f"cases/{case_id}/rounds/1/notice.docx": {"notices"},
        "schemas": set(SCOPES),
        "schemas/case": set(SCOPES),
    }


def test_each_address_opens_to_its_scopes_alone(served: Served) -> None:
    for path, scopes in ways(served.case_id()).items():
        for scope in SCOPES:
            assert served.get(path, scope).status_code == (200 if scope in scopes else 403), (path, scope)
        for nobody in ("", "guess", "jujian_" + "x" * 43, "' OR 1=1 --"):
            answer = served.get(path, nobody)
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer"), path


def test_another_organisation_sees_no_case_and_no_event(served: Served) -> None:
    unknown = served.get(f"cases/{'0' * 32}", "all")
    for path in ways(served.case_id()):
        if path.startswith("cases"):
            answer = served.get(path, "elsewhere")
            assert (answer.status_code, answer.json()) == (404, unknown.json()), path
    answer = served.get("feed", "elsewhere").json()
    assert (answer["events"], answer["next"]) == ([], served.get("feed", "all").json()["next"])


def test_a_dossier_in_quarantine_is_not_there(served: Served) -> None:
    for path in ways(served.case_id(SECRET_KEY)):
        if path.startswith("cases"):
            assert served.get(path, "all").status_code == 404, path
    assert served.case_id(SECRET_KEY) not in served.get("feed", "feed").text


def test_paths_lead_nowhere_else(served: Served) -> None:
    case_id = served.case_id()
    for trick in (
        f"cases/{KEY}", "cases/..%2f..%2fsummary.json", f"cases/{case_id}/rounds/0/deficiencies", "schemas/..%2fcase",
        f"cases/{case_id}/rounds/1/notice.exe", f"cases/{case_id}/rounds/1/notice.pdf%00", f"cases/{case_id}/rounds/2/notice.pdf",
        "../.jujian/ledger.sqlite", f"cases/{case_id}/../../summary.json", "feed?after=-1", "feed?after=1e99", "feed?limit=0",
    ):  # fmt: skip
        answer = served.get(trick, "all")
        assert answer.status_code in (404, 422), trick
        assert set(answer.json()) == {"code", "message"}


def test_nothing_can_be_changed(served: Served) -> None:
    headers = {"Authorization": f"Bearer {served.tokens['all']}"}
    for path in ways(served.case_id()):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            assert httpx.request(method, f"{served.url}/api/{path}", headers=headers).status_code == 405, (method, path)


def test_the_whole_record_is_given_as_published_and_the_access_stands_in_the_audit_trail(served: Served) -> None:
    published = (served.out / KEY / "round-1" / "case.json").read_bytes()
    before = accesses(served)
    answer = served.get(f"cases/{served.case_id()}", "cases:read")
    assert answer.content == published
    assert answer.headers["etag"] == f'"{hashlib.sha256(published).hexdigest()}"'
    known = answer.headers["etag"]
    again = served.get(f"cases/{served.case_id()}", "cases:read", **{"If-None-Match": f'"other", {known}'})
    assert (again.status_code, again.content) == (304, b"")
    (entry,) = accesses(served)[len(before) :]
    assert (entry["what"], entry["round"], len(entry["token"])) == ("record", 1, 32)
    assert call("audit", "verify", "--out", served.out).exit_code == 0


def test_who_may_not_see_all_gets_the_redacted_record_and_leaves_no_access(served: Served) -> None:
    before = accesses(served)
    answer = served.get(f"cases/{served.case_id()}", "cases:read-redacted")
    record = CaseRecord.model_validate_json((served.out / KEY / "round-1" / "case.json").read_bytes())
    assert answer.json() == json.loads(redacted(record).model_dump_json(by_alias=True))
    personal = [KEY, "举荐表.docx", "青禾", "110108198402050027", *(word for expert in EXPERTS for word in expert)]
    assert [word for word in personal if word in answer.text] == []
    assert accesses(served) == before
    assert served.get(f"cases/{served.case_id()}?form=redacted", "cases:read").content == answer.content


def test_the_events_name_the_version_that_is_given(served: Served) -> None:
    event = served.get("feed?after=3&limit=1", "feed").json()["events"][0]
    assert event["type"] == "notice.issued"
    assert served.get(f"cases/{event['subject']}", "cases:read").headers["etag"] == f'"{event["data"]["record"]}"'


def test_a_revoked_token_is_nobody_and_only_digests_are_kept(served: Served) -> None:
    secret = made(served.out, "feed")
    assert served.get("feed", secret).status_code == 200
    line = call("token", "list", "--out", served.out).stdout.splitlines()[-1]
    assert call("token", "revoke", line.split()[0], "--out", served.out).exit_code == 0
    assert served.get("feed", secret).status_code == 401
    assert call("token", "revoke", line.split()[0], "--out", served.out).exit_code == 2
    content = (served.out / ".jujian" / "ledger.sqlite").read_bytes()
    assert secret.encode() not in content
    assert hashlib.sha256(secret.encode()).hexdigest().encode() in content


def test_so_many_requests_a_minute_and_no_more() -> None:
    now = [0.0]
    limit = Limit(3, lambda: now[0])
    for _ in range(3):
        assert not limit.full("a")
        limit.count("a")
    assert limit.full("a")
    assert not limit.full("b")
    now[0] = 60.0
    assert not limit.full("a")


@pytest.fixture(scope="session")
def described(served: Served) -> dict[str, Any]:
    return dict(httpx.get(f"{served.url}/api/openapi.json").json())


WORDS = st.one_of(st.text(max_size=12), st.integers(-3, 10**13).map(str), st.sampled_from(["pdf", "case", "full", "0" * 32]))


WAYS = [
    "feed",
    "cases/{case_id}",
    "cases/{case_id}/rounds/{number}/deficiencies",
    "cases/{case_id}/rounds/{number}/notice.{kind}",
    "schemas",
    "schemas/{name}",
]


@given(
    st.sampled_from(WAYS), st.lists(st.tuples(st.booleans(), WORDS), min_size=6, max_size=6), st.sampled_from([*SCOPES, "all"])
)
@settings(max_examples=60, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_whatever_is_asked_the_answer_is_as_the_description_says(
    served: Served, described: dict[str, Any], path: str, words: list[tuple[bool, str]], scope: str
) -> None:
    way = described["paths"][f"/api/{path}"]["get"]
    right = {"case_id": served.case_id(), "number": "1", "kind": "pdf", "name": "case", "after": "0", "limit": "5", "round": "1"}
    query: dict[str, str] = {}
    headers: dict[str, str] = {}
    for parameter, (wild, word) in zip(way.get("parameters", []), words, strict=False):
        name = parameter["name"]
        value = word if wild else right.get(name, "full")
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", quote(value, safe="") or "x")
        elif parameter["in"] == "query":
            query[name] = value
        elif value.isascii() and value.isprintable():
            headers[name] = value.strip()
    answer = served.get(f"{path}?{urlencode(query)}", scope, **headers)
    if answer.status_code == 404 and answer.json()["code"] == "no_such_way":
        return
    said = way["responses"][str(answer.status_code)]
    media = answer.headers.get("content-type", "").split(";")[0]
    if schema := said.get("content", {}).get(media, {}).get("schema"):
        Draft202012Validator({**schema, "components": described["components"]}).validate(answer.json())


def test_every_way_was_tried(described: dict[str, Any]) -> None:
    assert {f"/api/{path}" for path in WAYS} == set(described["paths"])


def accesses(served: Served) -> list[dict[str, Any]]:
    with sqlite3.connect(served.out / ".jujian" / "ledger.sqlite") as db:
        found = [json.loads(row[0]) for row in db.execute("select detail from audit where event = 'api_read' order by seq")]
    db.close()
    return found
