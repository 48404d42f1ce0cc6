"""YAML with line numbers, so that a refusal can say where. Dates stay strings; a key given twice is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Path_ = tuple[str | int, ...]


class ProfileError(ValueError):
    """A profile that cannot be used: a code, which file and line, and what to do about it."""

    def __init__(self, code: str, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {code}: {message}")
        self.code, self.file, self.line, self.message = code, file, line, message


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader without dates: ``2023-06-06`` is a string, as everywhere in the house."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for first, found in _Loader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Located:
    """A file's content, and the line of everything in it, by its path of keys and indices."""

    file: str
    data: Any
    lines: Mapping[Path_, int] = field(default_factory=dict)

    def line(self, *path: str | int) -> int:
        """The line of what stands there, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def refuse(self, code: str, message: str, *path: str | int) -> ProfileError:
        """The error that names this place."""
        return ProfileError(code, self.file, self.line(*path), message)


def read_yaml(path: Path) -> Located:
    """The file's content with its lines. Raises `ProfileError` on what is no YAML, and on a key given twice."""
    loader = _Loader(path.read_text(encoding="utf-8"))
    try:
        node = loader.get_single_node()
        lines: dict[Path_, int] = {}
        data = _build(loader, node, (), lines, path.name) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise ProfileError("not_yaml", path.name, mark.line + 1 if mark else 1, str(error.problem)) from error
    finally:
        loader.dispose()
    return Located(path.name, data, lines)


def _build(loader: Any, node: yaml.Node, path: Path_, lines: dict[Path_, int], file: str) -> Any:
    line = node.start_mark.line + 1
    lines[path] = line
    if isinstance(node, yaml.MappingNode):
        built: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = loader.construct_object(key_node, deep=True)
            if key in built:
                raise ProfileError("duplicate_key", file, key_node.start_mark.line + 1, f"{key} is given twice: keep one")
            built[key] = _build(loader, value_node, (*path, key), lines, file)
            lines[(*path, key)] = key_node.start_mark.line + 1
        return built
    if isinstance(node, yaml.SequenceNode):
        return [_build(loader, item, (*path, index), lines, file) for index, item in enumerate(node.value)]
    return loader.construct_object(node, deep=True)
