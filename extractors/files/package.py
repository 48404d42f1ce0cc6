"""A Word file as a package: parts read within a budget, XML without entities or network, relationships by their id."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from extractors.files.refusal import Refusal, damaged, ours, too_much
from schemas.files import Limits

Element = Any  # an lxml element: lxml carries no types

_BROKEN = (zipfile.BadZipFile, zlib.error, etree.LxmlError, KeyError, ValueError, EOFError, RuntimeError, OSError)
_MEDIA_BYTES = 100_000_000


class Package:
    """The parts of an open OOXML file. Every read counts real bytes; XML counts against `limits.xml_bytes` as a whole."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self.archive, self.limits = archive, limits
        self.names = set(archive.namelist())
        self.spent = 0

    def read(self, name: str, budget: int = _MEDIA_BYTES) -> bytes:
        """A part's bytes. Raises `Refusal` over the budget, `KeyError` where there is no such part."""
        with self.archive.open(name) as file:
            data = file.read(budget + 1)
        if len(data) > budget:
            raise too_much("Word 文件的内容", f" {budget // 1_000_000} MB")
        return data

    def media(self, name: str) -> bytes | None:
        """The bytes of a picture; None where they are broken or too many."""
        try:
            return self.read(name)
        except (Refusal, *_BROKEN) as error:
            if ours(error):
                raise
            return None

    def xml(self, name: str) -> Element:
        """A part parsed. Raises `Refusal` where it is broken or the budget is spent."""
        data = self.read(name, self.limits.xml_bytes - self.spent)
        self.spent += len(data)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
        return etree.fromstring(data, parser)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The relationships of a part: id → (last word of the type, name of the target part); external ones are left out."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self.names:
            return {}
        found = {}
        for node in self.xml(rels):
            if isinstance(node.tag, str) and node.get("TargetMode") != "External":
                target = unquote(node.get("Target", ""))
                full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found[node.get("Id", "")] = (posixpath.basename(node.get("Type", "")), full)
        return found

    def main(self) -> str:
        """The name of the main document part."""
        for kind, target in self.related("").values():
            if kind == "officeDocument" and target in self.names:
                return target
        return "word/document.xml"


@contextmanager
def package(path: Path, limits: Limits) -> Iterator[Package]:
    """The opened file; whatever is wrong with it inside the block is a `Refusal`."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield Package(archive, limits)
    except _BROKEN as error:
        if ours(error):
            raise
        raise damaged("Word 文件") from None


def local(node: Element) -> str:
    """The tag without its namespace, so that the strict and the transitional dialects read alike; "" for what is no element."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(node: Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in node.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(node: Element, *path: str) -> Element | None:
    """The first child at this path of local names."""
    found: Element | None = node
    for name in path:
        found = next((inner for inner in found if local(inner) == name), None) if found is not None else None
    return found


def switched_on(node: Element | None) -> bool:
    """Whether an on/off element is there and not switched off."""
    return node is not None and (attribute(node, "val") or "true").lower() not in ("0", "false", "off", "none")
