"""A Dockerfile whose lines cannot be read: its instructions, their options and quotes."""

from __future__ import annotations

from difflib import get_close_matches

from helpers.engine.refusals.packages import PACKAGES
from helpers.engine.refusals.row import Fields, Row
from helpers.errors import ImageError
from helpers.i18n import N_

INSTRUCTIONS = (
    "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER",
    "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
)  # fmt: skip
PARSE = r"(?:.*?: )?dockerfile parse error(?: on)? line (?P<line>\d+): "


def _nearest(fields: Fields) -> Fields | None:
    near = get_close_matches(fields["word"].upper(), INSTRUCTIONS, 1, 0.7)
    return fields | {"near": near[0]} if near else None


ROWS = (
    Row(
        "needs-buildkit",
        (
            r"(?:.*?: )?the (?P<option>--\w+) option requires BuildKit.*",
            PARSE
            + r"[Uu]nknown flag: (?P<option>mount|link|chmod|parents|exclude|security|network|checksum).*",
            r"(?:.*?: )?Unknown flag: (?P<option>mount|link|chmod|parents|exclude|checksum)$",
        ),
        N_("Dockerfile의 {option} 옵션은 BuildKit으로만 빌드할 수 있습니다(예전 빌더가 쓰였습니다)."),
        N_("DOCKER_BUILDKIT=1을 앞에 붙여 빌드하세요. buildx가 없다고 하면 패키지를 설치합니다."),
        ImageError,
        also=PACKAGES,
    ),
    Row(
        "line-not-continued",
        (
            PARSE
            + r"unknown instruction: (?P<word>&&|\|\||\||\\|-{1,2}[\w-]+|[a-z][a-z0-9_.-]*-[a-z0-9.-]+|apt|apk|yum|dnf|pip3?|npm|cd|echo|rm|mkdir|curl|wget|git|chmod|chown|cat|set|if|then|else|fi|for|do|done|export|source|exec|python3?|[;)}/.][^\s]*)(?:[\s\"'].*)?$",
        ),
        N_("Dockerfile의 {line}번째 줄이 앞 줄에 이어지지 않아 {word}을(를) 지시자로 읽었습니다."),
        N_(
            "앞 줄의 끝에 \\ 를 두고 그 뒤에는 빈칸도 두지 마세요. 새 명령이라면 앞에 RUN을 적습니다. "
            "<<EOF로 여러 줄을 적었다면 BuildKit으로 빌드해야 합니다(엔진 23.0부터): DOCKER_BUILDKIT=1 docker build …"
        ),
        ImageError,
    ),
    Row(
        "unknown-instruction",
        (PARSE + r"unknown instruction: (?P<word>\S+).*",),
        N_(
            "Dockerfile의 {line}번째 줄이 잘못되었습니다: {word}(이)라는 지시자는 없습니다. {near}을(를) 뜻했나요?"
        ),
        N_("지시자의 철자를 고치세요: {near}"),
        ImageError,
        look=_nearest,
    ),
    Row(
        "unknown-instruction",
        (r"docker: unknown instruction: (?P<word>\w+)(?P<line>)$",),
        N_("Dockerfile에 {word}(이)라는 지시자는 없습니다."),
        N_(
            "철자를 고치거나, 셸의 명령이라면 앞에 RUN을 적으세요. 앞 줄에 이어지는 줄이라면 앞 줄의 끝에 \\ 를 둡니다."
        ),
        ImageError,
        source="moby 1.13, builder/dockerfile",
    ),
    Row(
        "from-arguments",
        (PARSE + r"FROM requires either one or three arguments.*",),
        N_(
            "Dockerfile의 {line}번째 줄이 잘못되었습니다: FROM 뒤에 이미지의 이름 말고 다른 말이 있거나 이름이 없습니다."
        ),
        N_("FROM 이미지 또는 FROM 이미지 AS 이름 으로 적으세요. 설명(#)은 FROM과 같은 줄에 둘 수 없습니다."),
        ImageError,
    ),
    Row(
        "healthcheck-cmd",
        (
            r"(?:.*?: )?Unknown type \"?(?P<word>[^\"\n]+?)\"? in HEALTHCHECK \(try CMD\).*",
            r"(?:.*?: )?Missing command after HEALTHCHECK CMD(?P<word>).*",
        ),
        N_("HEALTHCHECK에 CMD가 빠졌습니다."),
        N_("이렇게 적으세요: HEALTHCHECK CMD 명령"),
        ImageError,
    ),
    Row(
        "dockerfile-quotes",
        (
            r"(?:.*?: )?(?:failed to process \"[^\n]*\": )?unexpected end of statement while looking for matching (?P<sign>double|single)-quote.*",
            PARSE + r"(?P<sign>unterminated heredoc).*",
        ),
        N_("Dockerfile에서 연 따옴표(나 heredoc)가 닫히지 않았습니다."),
        N_("그 줄의 따옴표가 둘씩 짝이 맞는지 보세요."),
        ImageError,
    ),
    Row(
        "dockerfile-equals",
        (
            r"(?:.*?: )?Syntax error - can't find = in \"(?P<word>[^\"\n]*)\".*",
            r"(?:.*?: )?(?:ENV|LABEL|ARG) (?:must have|names can not be|requires) (?P<word>.*)",
        ),
        N_("Dockerfile에서 이름=값의 = 를 찾지 못했습니다: {word}"),
        N_('= 의 앞뒤에 빈칸을 두지 말고, 값에 빈칸이 있으면 따옴표로 감싸세요: ENV TITLE="My Wiki"'),
        ImageError,
    ),
    Row(
        "dockerfile-syntax",
        (
            r"(?:.*?: )?(?P<reason>file with no instructions|no build stage in current context[^\n]*|the Dockerfile (?:\([^)\n]*\) )?cannot be empty[^\n]*)",
        ),
        N_("Dockerfile이 비었거나 FROM으로 시작하지 않습니다: {reason}"),
        N_("첫 지시자로 'FROM 이미지'를 쓰세요."),
        ImageError,
    ),
    Row(
        "dockerfile-syntax",
        (PARSE + r"(?P<reason>[^\n]+)",),
        N_("Dockerfile의 {line}번째 줄이 잘못되었습니다: {reason}"),
        N_("지시자의 철자와 줄 끝의 \\ 를 확인하세요."),
        ImageError,
    ),
)
