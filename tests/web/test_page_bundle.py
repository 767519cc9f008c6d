"""The page's modules become one script, and what would not work is refused."""

from __future__ import annotations

from importlib.resources import files

import pytest

from service.web.bundle import bundle

STATIC = files("service.web") / "static"


def bundled(**modules: str) -> str:
    return bundle("main.js", lambda name: modules[name.removesuffix(".js")])


def test_a_module_comes_after_what_it_imports_and_only_once() -> None:
    script = bundled(
        main='import { a } from "./one.js";\nimport { b } from "./two.js";\na(b);\n',
        one='import { b } from "./two.js";\nexport function a() { return b; }\n',
        two="export const b = 1;\n",
    )
    order = [script.index(f"modules['{name}.js'] = ") for name in ("two", "one", "main")]
    assert order == sorted(order)
    assert script.count("modules['two.js'] = ") == 1
    assert "return { a };" in script
    assert "import {" not in script
    assert "export " not in script


def test_modules_in_a_circle_are_refused() -> None:
    with pytest.raises(ValueError, match=r"main.js -> one.js -> main.js"):
        bundled(main='import { a } from "./one.js";\n', one='import { b } from "./main.js";\n')


@pytest.mark.parametrize(
    "line",
    ["import x from './x.js';", "import './x.js';", "export default 1;", "export { a };"],
)
def test_another_form_of_import_or_export_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not supported"):
        bundled(main=f"{line}\n")


def test_text_that_would_end_the_script_is_refused() -> None:
    with pytest.raises(ValueError, match="would end"):
        bundled(main='const text = "</script>";\n')


def test_every_module_is_used_and_every_import_exists() -> None:
    read: list[str] = []

    def reader(name: str) -> str:
        read.append(name)
        return (STATIC / name).read_text("utf-8")

    bundle("main.js", reader)
    bundle("livemain.js", reader)
    assert sorted(set(read)) == sorted(
        path.name for path in STATIC.iterdir() if path.name.endswith(".js")
    )
