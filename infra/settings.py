"""Settings from the environment (``JUJIAN_*``): the only place that reads it.

Secrets come from there, or from a file that a variable ending in ``_FILE`` names, and from nowhere else.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError

from schemas.base import Value

PREFIX = "JUJIAN_"
ALSO = {
    "s3_endpoint": ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"),
    "s3_access_key": ("AWS_ACCESS_KEY_ID",),
    "s3_secret_key": ("AWS_SECRET_ACCESS_KEY",),
    "s3_session_token": ("AWS_SESSION_TOKEN",),
    "s3_region": ("AWS_REGION", "AWS_DEFAULT_REGION"),
    "s3_ca_file": ("AWS_CA_BUNDLE", "SSL_CERT_FILE"),
}
"""The usual names, taken where ours are not set."""

SECRETS = ("ledger", "s3_access_key", "s3_secret_key", "s3_session_token")
"""What may also stand in a file: ``JUJIAN_LEDGER_FILE`` and so on."""
LONGEST_SECRET = 10_000

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "OPENVINO_TELEMETRY_OPT_OUT": "1",
    "HF_HUB_OFFLINE": "1",
}
"""What keeps the libraries from talking to the outside; nothing is sent to any service that was not set here."""


class SettingsError(Exception):
    """A variable of the environment with a value that cannot be used. The text names the variable, not the value."""

    code = "bad_setting"


class Settings(Value):
    """Everything that may be set from outside. Times in seconds, memory in bytes.

    `home`: where the state lies (ledger, originals, readings); by default ``.jujian`` below the output.
    `ledger`: the address of a database for the ledger, in place of a file in `home`; it may hold a password. TLS is asked
    for in the address (``sslmode``, ``sslrootcert``, ``sslcert``, ``sslkey``).
    `workers`: child processes that read; by default as many as this process may use cores.
    `poll_seconds`, `quiet_seconds`: how often the inbox is looked at, and how long a dossier in it must lie untouched.
    `lease_seconds`: after how long without a sign of life another takes over what somebody was working on.
    `page_seconds`, `file_seconds`, `dossier_seconds`: how long one page may take to read, one file to open, one dossier
    to understand or to judge, before the child is killed. `worker_memory`: what one child may hold in memory.
    `s3_ca_file`: who vouches for the S3 endpoint (PEM), in place of the public authorities; `s3_client_cert` and
    `s3_client_key`: what an endpoint that knows its clients by their certificates is shown.
    """

    home: str | None = None
    ledger: SecretStr | None = None
    workers: int = Field(default_factory=lambda: len(os.sched_getaffinity(0)), ge=1, le=256)
    poll_seconds: float = Field(default=15, gt=0)
    quiet_seconds: float = Field(default=60, ge=0)
    lease_seconds: float = Field(default=60, gt=0)
    page_seconds: float = Field(default=120, gt=0)
    file_seconds: float = Field(default=300, gt=0)
    dossier_seconds: float = Field(default=300, gt=0)
    worker_memory: int = Field(default=3_000_000_000, gt=100_000_000)
    s3_endpoint: str | None = None
    s3_access_key: SecretStr | None = None
    s3_secret_key: SecretStr | None = None
    s3_session_token: SecretStr | None = None
    s3_region: str | None = None
    s3_ca_file: str | None = None
    s3_client_cert: str | None = None
    s3_client_key: str | None = None


def load_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in this environment. Raises `SettingsError` naming the first variable that is wrong."""
    values = {name: value for name in Settings.model_fields if (value := _value(name, environment))}
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        raise SettingsError(f"{PREFIX}{str(first['loc'][0]).upper()}: {first['msg']}") from None


def hush() -> None:
    """Turn off the telemetry and the chatter of libraries, unless the environment already says otherwise."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)


def _value(name: str, environment: Mapping[str, str]) -> str | None:
    ours = PREFIX + name.upper()
    file = environment.get(f"{ours}_FILE") if name in SECRETS else None
    if file and environment.get(ours):
        raise SettingsError(f"{ours} and {ours}_FILE are both set; keep one")
    if file:
        return _content(file, f"{ours}_FILE")
    return next((environment[each] for each in (ours, *ALSO.get(name, ())) if environment.get(each)), None)


def _content(file: str, variable: str) -> str:
    """What the file holds, without the line's end that editors leave. Raises `SettingsError`."""
    try:
        with Path(file).open("rb") as source:
            content = source.read(LONGEST_SECRET).decode().rstrip("\r\n")
    except OSError as error:
        raise SettingsError(f"{variable}: the file cannot be read ({error.strerror})") from None
    except ValueError:
        raise SettingsError(f"{variable}: the file is no text in UTF-8") from None
    if not content:
        raise SettingsError(f"{variable}: the file is empty")
    return content
