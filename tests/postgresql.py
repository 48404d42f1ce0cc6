"""A real PostgreSQL for the tests that need one: private, with TLS and a password, started and stopped by them."""

import os
import pwd
import shutil
import subprocess
import urllib.parse
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy

from tests.certificates import certificates
from tests.ports import free_ports


class Postgresql:
    """A private PostgreSQL with TLS, in a folder of its own. As root it runs as somebody else: it refuses root."""

    USER, PASSWORD = "jujian", "p@ss/wörd"

    def __init__(self, folder: Path) -> None:
        self._folder, (self._port,) = folder, free_ports(1)
        self._programs = postgresql_programs()
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            nobody = next(each for each in pwd.getpwall() if each.pw_name in ("postgres", "nobody"))
            self._as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self.authority = folder / "ca.pem"
        (folder / "password").write_text(self.PASSWORD)
        certificates(folder)
        for file in (folder, *folder.iterdir()):
            os.chown(file, self._as.get("user", -1), self._as.get("group", -1))
        how = ("--encoding=UTF8", "--locale=C", "--no-sync", "--auth=scram-sha-256", f"--username={self.USER}")
        self._call("initdb", *how, f"--pwfile={folder / 'password'}")
        settings = {
            "port": self._port, "listen_addresses": "127.0.0.1", "unix_socket_directories": folder, "fsync": "off",
            "ssl": "on", "ssl_cert_file": folder / "server.pem", "ssl_key_file": folder / "server-key.pem",
        }  # fmt: skip
        with (folder / "data" / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        self.start()

    def start(self) -> None:
        self._call("pg_ctl", "start", "--wait", "--silent", f"--log={self._folder / 'log'}")

    def stop(self) -> None:
        self._call("pg_ctl", "stop", "--mode=immediate", "--silent")

    def address(self, name: str, password: str = PASSWORD, **query: str) -> str:
        """Of the database of this name."""
        asked = f"?{urllib.parse.urlencode(query)}" if query else ""
        user = f"{self.USER}:{urllib.parse.quote(password, safe='')}"
        return f"postgresql://{user}@127.0.0.1:{self._port}/{name}{asked}"

    def make(self, options: str = "") -> str:
        """The name of a new, empty database."""
        name = f"ledger_{uuid4().hex}"
        address = self.address("postgres").replace("postgresql:", "postgresql+psycopg:")
        engine = sqlalchemy.create_engine(address, isolation_level="AUTOCOMMIT", poolclass=sqlalchemy.NullPool)
        with engine.connect() as db:
            db.exec_driver_sql(f"CREATE DATABASE {name} {options}")
        return name

    def _call(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), f"--pgdata={self._folder / 'data'}", *arguments]
        done = subprocess.run(command, cwd=self._folder, capture_output="start" not in arguments, check=False, **self._as)
        assert done.returncode == 0, done.stderr


def postgresql_programs() -> Path:
    """Where the server's programs are: Debian puts them beside its path, by version."""
    beside = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = beside[-1] if beside else shutil.which("initdb")
    assert found, "PostgreSQL is not installed: sh infra/setup/system.sh tests"
    return Path(found).parent
