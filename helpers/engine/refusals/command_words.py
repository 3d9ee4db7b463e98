"""Words of the command line that went to another than meant: a line cut short, an option handed to a program."""

from __future__ import annotations

from helpers.engine.refusals.packages import PACKAGES
from helpers.engine.refusals.row import Row
from helpers.i18n import N_

OF_BUILDKIT = (
    r"--(?:progress|secret|ssh|output|load|push|build-context|provenance|sbom|attest|cache-to|no-cache-filter|builder|allow"
    r"|metadata-file|annotation|call|check)"
)

ROWS = (
    Row(
        "backslash-blank",
        (
            # the shell would have gone on with the next line
            r"(?!#)[^\n]*[^\s\\]\s?\\\n(?:docker: )?(?:invalid reference format|[\"']?docker(?: container)? run[\"']? requires at least 1 argument)\b.*",
        ),
        N_(
            "줄 끝의 \\ 로 다음 줄에 이으려 했지만 명령이 거기에서 끝났습니다. \\ 뒤에 빈칸이 있으면 그렇습니다."
        ),
        N_(
            "\\ 를 줄의 맨 끝에 두고 뒤의 빈칸을 지우거나, 이미지의 이름까지 한 줄에 적으세요. Windows의 cmd는 ^, PowerShell은 ` 로 잇습니다."
        ),
    ),
    Row(
        "option-after-image",
        (
            r"[^\n]*\bdocker (?:container )?run [^\n]* -{1,2}(?P<option>[a-z][\w-]*)(?:[= ][^\n]*)?\n(?:[^\n]*\n){0,8}?flag provided but not defined: -(?P=option)$",
        ),
        N_(
            "--{option} 옵션이 이미지의 이름 뒤에 있어, docker가 아니라 컨테이너 안의 프로그램이 받았습니다. 그 프로그램은 그런 옵션을 모릅니다."
        ),
        N_(
            "docker의 옵션이면 이미지의 이름 앞에 적으세요: docker run --{option} … 이미지. 프로그램의 옵션이면 철자를 확인합니다."
        ),
    ),
    Row(
        "buildx-missing",
        (rf"unknown flag: (?P<option>{OF_BUILDKIT})\n+See 'docker (?:image )?build --help'.*",),
        N_("{option} 옵션은 BuildKit(buildx)의 것인데, 여기의 docker build는 예전 빌더입니다."),
        N_("buildx 패키지를 설치하거나 그 옵션을 빼고 하세요."),
        also=PACKAGES,
        source="docker/cli 20.10 to 28 without buildx",
    ),
)
