"""Whatever looks into a lesson's text sees the same code, headings and blocks in it."""

from __future__ import annotations

from helpers import markdown

NESTED = """# Title

````
```
# no heading

~~~
````

## Section ##
text

- item

  ```bash
  # a comment

  docker ps
  ```
"""


def test_only_a_fence_of_its_own_kind_and_length_ends_a_block_of_code() -> None:
    assert markdown.headings(NESTED) == [(1, "Title"), (2, "Section")]
    assert markdown.headings("```\n~~~\n# comment in code\n```\n") == []


def test_blocks_keep_code_whole_and_join_to_the_text_again() -> None:
    found = list(markdown.blocks(NESTED))
    assert "".join(found) == NESTED
    assert found[1] == "````\n```\n# no heading\n\n~~~\n````\n\n"
    assert found[-1] == "  ```bash\n  # a comment\n\n  docker ps\n  ```\n"
    assert "".join(markdown.blocks("no newline at the end")) == "no newline at the end"


def test_lines_of_code_are_numbered_with_their_fences() -> None:
    assert markdown.fenced("a\n\n```\nx\n```\nb\n") == {2, 3, 4}
    assert markdown.fenced("a\n") == frozenset()
