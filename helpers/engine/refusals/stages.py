"""Stages of a Dockerfile that are not there, or that need themselves."""

from __future__ import annotations

from helpers.engine.refusals.row import ROOT, Row
from helpers.errors import ImageError
from helpers.i18n import N_

ROWS = (
    Row(
        "stage-circle",
        (
            r"(?:.*?: )?circular dependency detected on stage: (?P<stage>\S+).*",
            r"Step \d+/\d+ : FROM [^\n]* (?:AS|as) (?P<stage>[\w.-]+)\n(?:(?!Step \d+/\d+ : FROM )[^\n]*\n)*?(?:docker: )?invalid from flag value (?P=stage): .*",
            r"(?:.*?: )?invalid from flag value (?P<stage>[\w.-]+): refers to current build stage.*",
        ),
        N_("{stage} 단계가 돌고 돌아 자기 자신을 필요로 합니다."),
        N_("FROM과 COPY --from에는 먼저 나온 다른 단계의 이름만 적으세요."),
        ImageError,
    ),
    Row(
        "from-empty",
        (r"(?:.*?: )?base name \((?P<name>[^)\n]*)\) should not be blank.*",),
        N_("FROM의 변수 {name}에 값이 없어 이미지의 이름이 비었습니다."),
        N_("FROM보다 앞에 기본값을 적거나(ARG BASE=debian:trixie-slim) --build-arg로 넘기세요."),
        ImageError,
    ),
    Row(
        "no-such-stage",
        (
            r"\d+ \| >>> (?:COPY|ADD) [^\n]*--from=(?P<stage>[\w.-]+)[^\n]*\n(?:[^\n]*\n)*?"
            r"docker: (?P=stage)(?::\S+)?: (?:failed to|pull access denied|[^\n]*not found).*",
        ),
        N_("Dockerfile에 {stage} 단계가 없어 레지스트리에서 그런 이미지를 찾다가 실패했습니다."),
        N_(
            "COPY --from의 이름과 FROM … AS 뒤의 이름을 맞추세요. 정말 이미지라면 이름과 네트워크를 확인하세요."
        ),
        ImageError,
        ROOT,
    ),
    Row(
        "copy-from-empty",
        (r"(?:.*?: )?invalid from flag value : invalid reference format.*",),
        N_("COPY --from= 의 뒤에 아무것도 없습니다."),
        N_(
            "단계의 이름(FROM … AS 이름)이나 이미지의 이름을 적으세요. 변수는 COPY --from에서 바뀌지 않습니다."
        ),
        ImageError,
        source="moby 17.06 to 28, the classic builder",
    ),
    Row(
        "docker-too-old",
        (r"(?:.*?: )?Unknown flag: from$",),
        N_("이 도커는 COPY --from(여러 단계로 빌드하기)이 생기기 전의 것입니다(17.05부터 있습니다)."),
        N_("'docker --version'을 보고 새것으로 올리세요."),
        ImageError,
        source="moby 1.12 to 17.04, builder/dockerfile",
    ),
    Row(
        "no-such-stage",
        (
            r"(?:.*?: )?(?:target stage|failed to reach build target) \"?(?P<stage>[\w.-]+)\"? (?:could not be found|in Dockerfile).*",
            r"(?:.*?: )?invalid from flag value (?P<stage>[\w.-]+): .*",
        ),
        N_("Dockerfile에 {stage} 단계가 없습니다."),
        N_("FROM … AS 뒤의 이름과 --target이나 COPY --from의 이름을 맞추세요."),
        ImageError,
    ),
)
