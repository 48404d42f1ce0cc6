"""The store at any S3 endpoint, through the `minio` SDK.

Its `put_object` cannot be conditional (a header given as metadata becomes ``x-amz-meta-*`` and overwrites), so a second
client sends ``If-None-Match: *`` with every PUT, from its own pool of connections. Objects are always sent in one PUT:
of a multipart upload the condition would have to stand on its last request, which not every server honours.
"""

import errno
import functools
import io
import logging
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

import certifi
import urllib3
from minio import Minio
from minio.error import InvalidResponseError, S3Error, ServerError

from infra.private import create_file
from infra.settings import Settings
from infra.store import (
    Content,
    NotStoredError,
    Stored,
    StoreError,
    StoreRefusedError,
    StoreUnavailableError,
    checked,
)

P = ParamSpec("P")
R = TypeVar("R")

logging.getLogger("urllib3").setLevel(logging.ERROR)  # what it warns of says the address, and in it a key: names of people

LEAST_PART = 5 * 1024 * 1024
CONFLICTS = ("PreconditionFailed", "ConditionalRequestConflict")
MISSING = ("NoSuchKey", "NoSuchObject", "NoSuchVersion")
REFUSED = (
    "AccessDenied",
    "SignatureDoesNotMatch",
    "InvalidAccessKeyId",
    "ExpiredToken",
    "InvalidToken",
    "AuthorizationHeaderMalformed",
)
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
CLOCKS = ("RequestTimeTooSkewed", "RequestExpired", "ExpiredRequest")


class OncePool(urllib3.PoolManager):
    """Connections on which a PUT only creates: the server answers 412 where the key is taken."""

    def urlopen(self, method: str, url: str, redirect: bool = True, **kw: Any) -> urllib3.BaseHTTPResponse:  # type: ignore[override]
        if method == "PUT":
            kw["headers"]["If-None-Match"] = "*"
        return super().urlopen(method, url, redirect, **kw)


def told(call: Callable[P, R]) -> Callable[P, R]:
    """Turn what the SDK raises into a `StoreError` that names neither the key nor the credentials."""

    @functools.wraps(call)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return call(*args, **kwargs)
        except S3Error as error:
            raise _meant(error.code or "") from None
        except (urllib3.exceptions.HTTPError, ServerError, InvalidResponseError, OSError) as error:
            if getattr(error, "errno", None) in NO_ROOM:
                raise StoreUnavailableError("no room here for a copy of an object", "make room for temporary files") from None
            raise _unanswered(error) from None

    return inner


class S3Store:
    """Objects of one bucket below a prefix. The bucket must exist; credentials come from the settings only."""

    def __init__(self, bucket: str, prefix: str, settings: Settings) -> None:
        if not bucket:
            raise StoreUnavailableError("an s3 address without a bucket", "write s3://bucket/prefix")
        self._bucket = bucket
        self._prefix = f"{prefix}/" if prefix else ""
        again = urllib3.Retry(total=3, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504])
        self._client = client_of(settings, urllib3.PoolManager(**_transport(settings, again)))
        # No retry here: the answer to a repeated conditional PUT would hide that the first had gone through.
        self._once = client_of(settings, OncePool(**_transport(settings, urllib3.Retry(total=0))))

    @told
    def put(self, key: str, content: Content) -> None:
        self._send(self._client, key, content)

    @told
    def put_if_absent(self, key: str, content: Content) -> bool:
        try:
            self._send(self._once, key, content)
        except S3Error as error:
            if error.code in CONFLICTS:
                return False
            raise
        return True

    @told
    def get(self, key: str) -> bytes:
        response = self._client.get_object(self._bucket, self._name(key))
        try:
            return bytes(response.read())
        finally:
            response.close()
            response.release_conn()

    @told
    def fetch(self, key: str, to: Path) -> None:
        response = self._client.get_object(self._bucket, self._name(key))
        try:
            with create_file(to) as target:
                for chunk in response.stream(1 << 20):
                    target.write(chunk)
        finally:
            response.close()
            response.release_conn()

    @told
    def stat(self, key: str) -> Stored | None:
        try:
            known = self._client.stat_object(self._bucket, self._name(key))
        except S3Error as error:
            if error.code in MISSING:
                return None
            raise
        return _stored(key, known)

    def list(self, prefix: str = "") -> Iterator[Stored]:
        return iter(self._listed(prefix))

    @told
    def delete(self, key: str) -> None:
        self._client.remove_object(self._bucket, self._name(key))

    @told
    def _listed(self, prefix: str) -> tuple[Stored, ...]:
        found = self._client.list_objects(self._bucket, self._prefix + prefix, recursive=True)
        return tuple(_stored((each.object_name or "").removeprefix(self._prefix), each) for each in found)

    def _name(self, key: str) -> str:
        return self._prefix + checked(key)

    def _send(self, client: Minio, key: str, content: Content) -> None:
        if isinstance(content, Path):
            with content.open("rb") as source:
                self._one_put(client, key, source, content.stat().st_size)
        else:
            self._one_put(client, key, io.BytesIO(content), len(content))

    def _one_put(self, client: Minio, key: str, source: io.BufferedIOBase, size: int) -> None:
        client.put_object(self._bucket, self._name(key), source, size, part_size=max(size, LEAST_PART))


def client_of(settings: Settings, pool: urllib3.PoolManager | None = None) -> Minio:
    """The SDK's client for the endpoint and the credentials of the settings."""
    endpoint = settings.s3_endpoint or "https://s3.amazonaws.com"
    parts = urlsplit(endpoint if "://" in endpoint else f"https://{endpoint}")
    if not settings.s3_access_key or not settings.s3_secret_key:
        raise StoreRefusedError("no credentials for S3", "set JUJIAN_S3_ACCESS_KEY and JUJIAN_S3_SECRET_KEY")
    return Minio(
        parts.netloc,
        access_key=settings.s3_access_key.get_secret_value(),
        secret_key=settings.s3_secret_key.get_secret_value(),
        session_token=settings.s3_session_token.get_secret_value() if settings.s3_session_token else None,
        secure=parts.scheme == "https",
        region=settings.s3_region or "us-east-1",
        http_client=pool or urllib3.PoolManager(**_transport(settings, urllib3.Retry(total=3))),
    )


def _stored(key: str, known: Any) -> Stored:
    return Stored(key, known.size or 0, known.last_modified.timestamp() if known.last_modified else 0.0)


def _transport(settings: Settings, retries: urllib3.Retry) -> dict[str, Any]:
    """How connections are made. Raises `StoreUnavailableError` for a certificate that is not there."""
    authorities = settings.s3_ca_file or certifi.where()
    for file in (authorities, settings.s3_client_cert, settings.s3_client_key):
        if file and not Path(file).is_file():
            raise StoreUnavailableError("a file for TLS to S3 is not there", "check JUJIAN_S3_CA_FILE, _CLIENT_CERT, _CLIENT_KEY")
    shown = {"cert_file": settings.s3_client_cert, "key_file": settings.s3_client_key} if settings.s3_client_cert else {}
    timeout = urllib3.Timeout(connect=10, read=120)
    trusted = {"cert_reqs": "CERT_REQUIRED", "ca_certs": authorities}
    return {"timeout": timeout, "maxsize": 16, "retries": retries, **trusted, **shown}


def _unanswered(error: Exception) -> StoreError:
    """Not an answer of S3's: the endpoint is away, or one of the two does not trust the other."""
    if isinstance(getattr(error, "reason", error), urllib3.exceptions.SSLError | ssl.SSLError):
        return StoreUnavailableError(
            "no trusted connection to the S3 endpoint", "check JUJIAN_S3_CA_FILE, and JUJIAN_S3_CLIENT_CERT if it asks for one"
        )
    return StoreUnavailableError("the S3 endpoint does not answer as it should", "is it up, and JUJIAN_S3_ENDPOINT right?")


def _meant(code: str) -> StoreError:
    if code in MISSING:
        return NotStoredError("no such object")
    if code == "NoSuchBucket":
        return StoreUnavailableError("the bucket does not exist", "create it, or correct its name")
    if code in REFUSED:
        return StoreRefusedError(
            f"the S3 endpoint refuses ({code})", "check JUJIAN_S3_ACCESS_KEY, JUJIAN_S3_SECRET_KEY and the clock"
        )
    if code in CLOCKS:
        return StoreUnavailableError(f"the S3 endpoint answers {code}", "its clock and this machine's differ: set them right")
    return StoreUnavailableError(f"the S3 endpoint answers {code}", "look at its log")
