"""pip that reads its words otherwise than meant, and packages that this Python cannot build."""

from __future__ import annotations

from helpers.engine.refusals.installers import WITHOUT_WHEEL
from helpers.engine.refusals.row import AFTER, PASSING, ROOT, Row
from helpers.errors import ImageError
from helpers.i18n import N_

ROWS = (
    Row(
        "pip-word",
        (
            r"(?:HINT: )?You are attempting to install a package literally named \"(?P<file>[^\"\n]+)\".*",
            r"(?:Could not find a version that satisfies the requirement|No matching distribution found for) (?P<file>[\w./-]*requirements?[\w.-]*\.txt)\b.*",
        ),
        N_("pip이 {file}을(를) 파일이 아니라 패키지의 이름으로 읽었습니다."),
        N_("앞에 -r을 붙이세요: pip install -r {file}"),
        ImageError,
        ROOT,
    ),
    Row(
        "pip-other-computer",
        (
            r"Could not install packages due to an (?:OSError|EnvironmentError): \[Errno 2\] No such file or directory: "
            r"'(?P<path>/(?!tmp/pip|usr/|root/\.cache|opt/venv|venv/)[^'\n]+)'.*",
        ),
        N_("pip이 설치할 것으로 적힌 {path} 경로가 이미지 안에 없습니다."),
        N_(
            "다른 컴퓨터(conda 따위)에서 pip freeze로 만든 목록에는 그 컴퓨터의 경로가 들어갑니다(이름 @ file:///…). requirements.txt의 그런 줄을 이름==버전으로 고치거나 "
            "'pip list --format=freeze'로 다시 만드세요."
        ),
        ImageError,
    ),
    Row(
        "pip-python-new",
        (
            r"AttributeError: (?P<reason>module 'pkgutil' has no attribute 'ImpImporter').*",
            r"(?:error in \S+ setup command: )(?P<reason>use_2to3 is invalid)\.?.*",
            r"AttributeError: (?P<reason>cython_sources)$",
            r"ModuleNotFoundError: (?P<reason>No module named 'distutils')\n(?:[^\n]*\n){0,12}?(?:[^\n]*\[end of output\]|note: This error originates from a subprocess).*",
        ),
        N_(
            "설치하려는 파이썬 패키지가 이미지의 파이썬이나 그 빌드 도구에 비해 오래되어 만들지 못했습니다({reason})."
        ),
        N_(
            "requirements.txt에서 그 패키지를 더 새 버전으로 올리세요(cython_sources는 PyYAML이니 6.0.1 이상). 옛 버전이 꼭 필요하면 FROM을 그때의 파이썬으로 낮춥니다(예: "
            "python:3.11-slim)."
        ),
        ImageError,
        PASSING,
        unless=WITHOUT_WHEEL,
        source="setuptools 58 and later, Cython 3, Python 3.12",
    ),
    Row(
        "pip-build",
        (
            r"(?:× )?(?:Getting requirements to build (?:wheel|editable)|Preparing metadata \([^)\n]*\)|Building (?:wheel|editable) for \S+ \([^)\n]*\)"
            r"|Running setup\.py install for \S+|python setup\.py (?:egg_info|bdist_wheel|develop)) did not run successfully\.?$",
        ),
        N_("이미지 안에서 파이썬 패키지 하나를 만들지 못했습니다."),
        N_(
            "까닭은 그 아래 lines of output의 마지막 오류 줄에 있습니다. 흔히 컴파일러나 -dev 패키지(헤더 파일)가 없거나, 패키지의 버전이 이 파이썬에 맞지 않아서입니다."
        ),
        ImageError,
        AFTER,
        unless=WITHOUT_WHEEL,
        source="pip 21.3 to 25",
    ),
)
