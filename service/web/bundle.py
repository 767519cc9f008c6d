"""Puts the page's modules into one script: no build step, no tool beside Python.

Each file of `static/` is an ordinary ES module that any editor understands. It may only say
`import { a, b } from "./other.js";` and `export` before `function`, `const` or `class`. Every
module becomes a function of its own, in the order in which they need each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable

IMPORT = re.compile(r'^import \{([\w\s,]+)\} from "\./([\w-]+\.js)";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.MULTILINE)
LEFT_OVER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def bundle(entry: str, read: Callable[[str], str]) -> str:
    """One script that runs `entry` and what it imports. `read` gives the text of a module.

    Raises ValueError for an import or export in another form, and for modules in a circle.
    """
    done: dict[str, str] = {}
    _add(entry, read, done, ())
    return '"use strict";\n(() => {\nconst modules = {};\n' + "".join(done.values()) + "})();\n"


def _add(
    name: str, read: Callable[[str], str], done: dict[str, str], path: tuple[str, ...]
) -> None:
    if name in done:
        return
    if name in path:
        raise ValueError(f"modules import each other: {' -> '.join((*path, name))}")
    source = read(name)
    for match in IMPORT.finditer(source):
        _add(match[2], read, done, (*path, name))
    done[name] = _wrapped(name, source)


def _wrapped(name: str, source: str) -> str:
    exported = EXPORT.findall(source)
    body = IMPORT.sub(lambda m: f"const {{{m[1]}}} = modules[{m[2]!r}];", source)
    body = EXPORT.sub("", body)
    if left_over := LEFT_OVER.search(body):
        raise ValueError(f"{name}: this form is not supported: {left_over.group()}")
    if "</script" in body.lower() or "<!--" in body:
        raise ValueError(f"{name} holds text that would end or hide the script it is put into")
    return f"modules[{name!r}] = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();\n"
