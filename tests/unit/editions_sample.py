"""A small course on disk, for tests of what is built from it."""

from __future__ import annotations

from pathlib import Path

from helpers.course import Course, Lesson
from helpers.editions.build import Build, Site

LESSON = """---
kernelspec:
  display_name: Python 3 (ipykernel)
  language: python
  name: python3
course:
  questions:
    - 왜 그런가요?
  objectives:
    - "`docker run`을 씁니다."
  prerequisites:
    - 터미널
  key_points:
    - 컨테이너는 프로세스입니다.
---

## 처음

첫 문단입니다. 두 문장입니다.

둘째 문단입니다.

    docker ps

```text
코드 울타리 안의 빈 줄은

문단을 나누지 않습니다.
```

+++

## 실행

컨테이너를 띄우세요.

```{code-cell}
---
task: run
tags: [raises-exception]
---
%%bash
echo before
### BEGIN SOLUTION
echo secret-answer
### END SOLUTION
echo after
```

```{code-cell}
:check: run
lab.check("run")
```

## 정리

```{code-cell}
%%bash
echo plain
```

```{code-cell}
:task: tidy
### BEGIN SOLUTION
answer = "secret-answer"
### END SOLUTION
```

```{code-cell}
:check: tidy
lab.check("tidy")
```
"""

PROGRAM = """
from helpers.i18n import N_, _

TITLE = N_("제목입니다")


def hello(name):
    return _("{name}님, 안녕하세요.").format(name=name)
"""


def site(root: Path, languages: tuple[str, ...] = ("ko",), lesson: str = LESSON) -> Site:
    """Write a course of two lessons, the first of them `lesson`, and give its Site."""
    for name, text in (("01_first", lesson), ("02_second", LESSON.replace("첫", "두 번째 단원의 첫"))):
        folder = root / "labs" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "lesson.md").write_text(text, encoding="utf-8")
    (root / "helpers").mkdir(exist_ok=True)
    (root / "helpers" / "hello.py").write_text(PROGRAM, encoding="utf-8")
    lessons = tuple(
        Lesson(name, title, 10, ()) for name, title in (("01_first", "하나"), ("02_second", "둘"))
    )
    return Site(Course("표본", languages, lessons), root, lambda _name: {"run": 3, "tidy": 2})


def build(root: Path, languages: tuple[str, ...] = ("ko",), lesson: str = LESSON) -> Build:
    """The Build of that course."""
    return Build(site(root, languages, lesson))
