"""Pages are made of templates: no HTML stands in Python, and what is put into a page is escaped."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jinja2
import pytest

from helpers.course import course
from helpers.editions.handouts import markup, pages, sentences
from helpers.editions.phrases import source_text
from helpers.paths import ROOT
from helpers.templates import template

TAG = re.compile(r"</?(?!none|proc|dev)[a-z][a-z0-9]*(?=[\s>/]|$)|<!doctype", re.IGNORECASE)
# the panel draws itself while the engine changes; what an engine refuses is quoted with its <placeholders>
OTHERWISE = ("helpers/views/", "helpers/engine/refusals/")
HANDOUTS = ROOT / "helpers/editions/handouts"


def strings(path: Path) -> Iterator[str]:
    """The texts of a module, without its docstrings and the patterns that it searches for."""
    tree, left_out = ast.parse(path.read_text(encoding="utf-8")), set[ast.AST]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            left_out.add(node.value)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
            left_out.update(ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in left_out:
            yield node.value


def test_no_html_stands_in_python():
    for path in sorted((ROOT / "helpers").rglob("*.py")):
        if not path.relative_to(ROOT).as_posix().startswith(OTHERWISE):
            assert not [text for text in strings(path) if TAG.search(text)], path


def test_the_search_finds_html(tmp_path):
    module = tmp_path / "module.py"
    module.write_text('"""No <b>."""\nx = f"<p class={x}>{y}</p>"\nre.compile("<i>")\n', encoding="utf-8")
    assert [text for text in strings(module) if TAG.search(text)] == ["<p class=", "</p>"]


def test_what_is_put_into_a_page_is_escaped_and_markup_is_not():
    html = pages.index(replace(course(), title="<b>&</b>"), (), "ko", source_text)
    assert "<title>&lt;b&gt;&amp;&lt;/b&gt;</title>" in html
    made = pages.reference(["# <i>\n\n`a < b`"], course(), "ko", source_text)
    assert '<h1 class="title">&lt;i&gt;</h1>' in made
    assert '<code class="short">a &lt; b</code>' in made


def test_a_field_that_is_not_given_is_an_error():
    with pytest.raises(jinja2.UndefinedError, match="url"):
        template("helpers.launch", "door.html.j2").render()


def test_every_sentence_of_the_handouts_is_used():
    modules = "".join(path.read_text(encoding="utf-8") for path in HANDOUTS.glob("*.py"))
    forms = "".join(path.read_text(encoding="utf-8") for path in HANDOUTS.glob("templates/*"))
    chosen = {"learner", "instructor", "slides"}  # words[kind]
    for name in sentences.words(source_text).keys() - chosen:
        assert f"sentences.{name.upper()}" in modules or re.search(rf"words\.{name}\b", forms), name


def test_a_section_has_an_anchor_and_what_a_cell_showed_has_none():
    sections = markup.Sections("03_x")
    html = markup.markdown("# Not\n\n## A `b` <c>", sections=sections)
    assert '<h2 id="03_x-1">' in html
    assert sections.found == [("03_x-1", "A b <c>")]


def test_a_heading_that_begins_with_a_number_is_no_list():
    assert markup.inline("1. Image") == "1. Image"


def test_a_script_does_not_end_its_element():
    html = pages.page("slides", "", "ko", "", source_text, slides=(), script='"<b></script>"')
    assert '<script>"<b><\\/script>"\n' in html
