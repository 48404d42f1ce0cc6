"""Settings come from the environment, are checked there, and keep their secrets."""

import pytest

from infra.settings import SettingsError, load_settings


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
