"""A small source of invented dossiers that are read in a moment: word-processor files, a picture, an archive, trouble."""

import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import docx
import pytest
from PIL import Image

from infra.settings import QUIET

from . import issuing
from .office import Office, opened_office

FORM = {
    "林知远": [("姓名", "林知远"), ("工作单位", "北京云岫测绘有限公司"), ("申报级别", "副高级"), ("申报系列", "工程技术人才")],
    "周以宁": [("姓名", "周以宁"), ("工作单位", "北京青禾园艺研究所"), ("申报级别", "正高级"), ("申报系列", "农业技术人员")],
}


def form(name: str) -> bytes:
    """A Word file with a table of labels and values."""
    document = docx.Document()
    document.add_heading("北京市高级职称考核认定举荐表")
    table = document.add_table(rows=0, cols=2)
    for label, value in (*FORM[name], ("联系电话", "13800138000")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An inbox with its watch, and a line that reads nothing."""
    with opened_office(tmp_path) as office:
        yield office


@pytest.fixture
def picture() -> bytes:
    """A picture without print: noise."""
    content = io.BytesIO()
    Image.effect_noise((300, 200), 90).convert("RGB").save(content, "PNG")
    return content.getvalue()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder dossier, an archive, one that is no archive at all, and an empty one."""
    return lay(tmp_path / "source")


def lay(source: Path) -> Path:
    (source / "林知远").mkdir(parents=True)
    (source / "林知远" / "林知远举荐表.docx").write_bytes(form("林知远"))
    (source / "林知远" / "损坏.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (source / "林知远" / "_dossier.json").write_text('{"submitted_on": "2026-03-02", "path": "employed"}')
    with zipfile.ZipFile(source / "周以宁.zip", "w") as archive:
        archive.writestr("材料/周以宁举荐表.docx", form("周以宁"))
        archive.writestr("空文件.pdf", b"")
    (source / "坏包.zip").write_bytes(b"PK\x03\x04 this was an archive once")
    (source / "空卷宗").mkdir()
    return source


Jujian = Callable[..., subprocess.CompletedProcess[str]]
Done = tuple[Path, Path, subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """The source, the output of one run over it, and how that run ended; to be looked at, not to be altered."""
    folder = tmp_path_factory.mktemp("once")
    source, out = lay(folder / "source"), folder / "out"
    return source, out, call(folder, "run", source, "--out", out, "--received-on", "2026-03-05")


@pytest.fixture
def done(once: Done, tmp_path: Path) -> Done:
    """The same, in a copy that may be altered."""
    source, out, process = once
    shutil.copytree(source, tmp_path / "source")
    shutil.copytree(out, tmp_path / "out")
    return tmp_path / "source", tmp_path / "out", process


@pytest.fixture
def personal() -> tuple[str, ...]:
    """What must stand in no log, no run's name, no parameter and no artifact: names, keys, file names, numbers."""
    return ("林知远", "周以宁", "云岫", "青禾", "举荐表", "空卷宗", "坏包", "损坏", "13800138000")


@pytest.fixture
def jujian(tmp_path: Path) -> Jujian:
    """The command line, as a user calls it."""
    return partial(call, tmp_path)


def call(folder: Path, *arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run it with nothing of this environment that could lead elsewhere."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JUJIAN_", "AWS_", "PREFECT_"))}
    environment = clean | QUIET | {"PREFECT_HOME": str(folder / "prefect-home"), "JUJIAN_WORKERS": "2"} | variables
    command = [str(Path(sys.executable).with_name("jujian")), *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)


@pytest.fixture(scope="session")
def judged_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a source of one dossier, and the output of a run over it."""
    folder = tmp_path_factory.mktemp("judged")
    (folder / "source" / issuing.KEY).mkdir(parents=True)
    issuing.form().save(str(folder / "source" / issuing.KEY / "举荐表.docx"))
    (folder / "source" / issuing.KEY / "损坏.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (folder / "source" / issuing.KEY / "_dossier.json").write_text('{"submitted_on": "2026-03-04", "path": "employed"}')
    assert issuing.call("run", folder / "source", "--out", folder / "out", "--received-on", "2026-03-05").exit_code == 0
    return folder


@pytest.fixture(scope="session")
def issued_once(judged_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after its notice."""
    folder = tmp_path_factory.mktemp("issued") / "it"
    shutil.copytree(judged_once, folder)
    file = issuing.written(folder, *issuing.answers(folder / "out"))
    process = issuing.call(
        "notice", "issue", issuing.KEY, "--out", folder / "out", "--decisions", file, "--deadline", "2030-04-01"
    )
    assert process.exit_code == 0, process.stderr
    return folder


@pytest.fixture
def judged(judged_once: Path, tmp_path: Path) -> Path:
    shutil.copytree(judged_once, tmp_path / "it")
    return tmp_path / "it"


@pytest.fixture
def issued(issued_once: Path, tmp_path: Path) -> Path:
    shutil.copytree(issued_once, tmp_path / "it")
    return tmp_path / "it"
