"""The password of a Prefect server of one's own."""

from pathlib import Path

from infra.local_prefect import LocalPrefect


def test_the_password_is_private_and_stays(tmp_path: Path) -> None:
    server = LocalPrefect(tmp_path / "prefect", 4321)
    server.prepare()
    password = server.password.read_text()
    server.prepare()
    assert server.password.read_text() == password
    assert (len(password), server.password.stat().st_mode & 0o777) == (64, 0o600)
    assert server.password.parent.stat().st_mode & 0o777 == 0o700


def test_server_and_workers_are_told_the_same_password_and_no_other_page_is_answered(tmp_path: Path) -> None:
    server = LocalPrefect(tmp_path / "prefect", 4321)
    server.prepare()
    told = server.own_variables()
    assert told["PREFECT_SERVER_API_AUTH_STRING"] == server.variables()["PREFECT_API_AUTH_STRING"]
    assert told["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"] == "http://127.0.0.1:4321,http://localhost:4321"
    assert "PREFECT_SERVER_API_AUTH_STRING" not in server.variables()
