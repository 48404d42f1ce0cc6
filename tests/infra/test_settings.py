"""Settings come from the environment, are checked there, and keep their secrets."""

from pathlib import Path

import pytest

from infra.settings import SECRETS, Settings, SettingsError, load_settings


def test_ours_come_before_the_usual_names() -> None:
    both = {"AWS_ACCESS_KEY_ID": "usual", "JUJIAN_S3_ACCESS_KEY": "ours", "AWS_REGION": "cn-north-1"}
    settings = load_settings(both)
    assert settings.s3_access_key is not None
    assert (settings.s3_access_key.get_secret_value(), settings.s3_region) == ("ours", "cn-north-1")


def test_a_wrong_value_is_named_by_its_variable_and_not_repeated() -> None:
    with pytest.raises(SettingsError, match="JUJIAN_WORKERS") as caught:
        load_settings({"JUJIAN_WORKERS": "several"})
    assert "several" not in str(caught.value)


def test_an_empty_variable_counts_as_not_set() -> None:
    assert load_settings({"JUJIAN_WORKERS": "", "JUJIAN_HOME": ""}) == load_settings({})


def test_a_secret_is_not_shown() -> None:
    assert "hidden" not in repr(load_settings({"JUJIAN_S3_SECRET_KEY": "hidden"}))


def test_every_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    assert set(SECRETS) == {name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)}
    (tmp_path / "secret").write_text("hidden\n")
    settings = load_settings({f"JUJIAN_{name.upper()}_FILE": str(tmp_path / "secret") for name in SECRETS})
    for name in SECRETS:
        assert getattr(settings, name).get_secret_value() == "hidden"


def test_a_file_that_holds_no_secret_is_named_by_its_variable_only(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "bytes").write_bytes(b"hidden\xff")
    (tmp_path / "good").write_text("hidden")
    for name in ("empty", "bytes", "nowhere"):
        with pytest.raises(SettingsError, match="JUJIAN_LEDGER_FILE: the file") as caught:
            load_settings({"JUJIAN_LEDGER_FILE": str(tmp_path / name)})
        assert [word for word in ("hidden", str(tmp_path)) if word in str(caught.value)] == []
    with pytest.raises(SettingsError, match="both set"):
        load_settings({"JUJIAN_LEDGER_FILE": str(tmp_path / "good"), "JUJIAN_LEDGER": "hidden too"})
