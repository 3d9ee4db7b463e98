"""A Dockerfile that is no text as Docker reads it, or that copies out of a stage what is not there."""

from __future__ import annotations

from helpers.engine.refusals.instructions import PARSE
from helpers.engine.refusals.row import ROOT, Row
from helpers.errors import ImageError
from helpers.i18n import N_

# blanks that are none to Docker, and what cannot be seen: pasted from a web page or a chat
UNSEEN = "\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u2060\u3000\ufeff\u0300-\u036f"
NOT_FOUND = r"[^\n]*?\"(?P<file>/[^\"\n]+)\":? not found.*"

ROWS = (
    Row(
        "no-such-stage",
        (
            r"docker: (?P<stage>[\w.-]+): (?:failed to [^\n]*?: )?pull access denied,[^\n]*\(did you mean (?P<near>[\w.-]+)\?\).*",
        ),
        N_("Dockerfile에 {stage} 단계가 없습니다. 비슷한 것은 {near}입니다."),
        N_("FROM이나 COPY --from에 적은 이름을 FROM … AS 뒤의 이름과 맞추세요."),
        ImageError,
        ROOT,
    ),
    Row(
        "dockerfile-encoding",
        (PARSE + r"unknown instruction: (?P<word>(?:\ufffd|\ufeff|\xff\xfe|\xfe\xff|[A-Z]\x00)[^\n]*)",),
        N_("Dockerfile이 UTF-8이 아닌 인코딩(UTF-16 같은 것)으로 저장되어 {line}번째 줄부터 읽지 못합니다."),
        N_(
            "편집기에서 인코딩을 UTF-8(BOM 없이)로 바꿔 저장하세요. PowerShell의 > 는 UTF-16으로 쓰니 "
            "Out-File -Encoding ascii 를 씁니다."
        ),
        ImageError,
    ),
    Row(
        "dockerfile-rich-text",
        (PARSE + r"unknown instruction: \{\\{1,2}rtf\d?[^\n]*",),
        N_("Dockerfile이 글자만 든 파일이 아니라 서식 있는 문서(RTF)로 저장되어 있습니다."),
        N_(
            "macOS의 텍스트 편집기라면 포맷 → 일반 텍스트 만들기를 고르고 다시 저장하세요. 이름 뒤에 .rtf나 .txt가 붙지 않았는지도 'ls'로 봅니다."
        ),
        ImageError,
    ),
    Row(
        "dockerfile-is-compose",
        (PARSE + r"unknown instruction: (?P<word>services|version|networks|volumes|x-[\w-]+):(?: [^\n]*)?$",),
        N_("Dockerfile로 읽은 파일이 Compose 파일입니다({line}번째 줄의 {word}:)."),
        N_(
            "Compose 파일은 'docker compose up'이 읽습니다. 빌드하려면 -f(Compose에서는 build: 아래의 dockerfile:)에 Dockerfile의 이름을 적으세요."
        ),
        ImageError,
    ),
    Row(
        "dockerfile-heredoc-blank",
        (
            r"\d+ \| +(?:>>> )?[^\n]*<<-? +['\"]?(?P<word>\w+)['\"]?[^\n]*\n(?:[^\n]*\n){0,8}?docker: "
            + PARSE
            + r"unknown instruction: .*",
        ),
        N_(
            "<< 와 {word} 사이에 빈칸이 있어 여러 줄의 글(heredoc)로 읽지 않았고, 그 줄들을 지시자로 읽었습니다."
        ),
        N_("빈칸 없이 붙여 적으세요: <<{word}"),
        ImageError,
        ROOT,
    ),
    Row(
        "dockerfile-web-page",
        (PARSE + r"unknown instruction: (?P<word><!DOCTYPE|<html|<\?xml|<!--)[^\n]*",),
        N_("Dockerfile에 웹 페이지(HTML)가 들어 있습니다."),
        N_(
            "파일을 다시 받으세요. GitHub라면 Raw 단추의 주소에서 받거나 git clone을 하고, "
            "저장소의 주소로 바로 빌드한다면 주소를 .git으로 끝내세요."
        ),
        ImageError,
    ),
    Row(
        "dockerfile-unseen",
        (
            PARSE + rf"unknown instruction: (?P<word>[^\n]*[{UNSEEN}][^\n]*)",
            # an instruction ends at a blank: what looks like one inside it has been copied to an ordinary one
            PARSE
            + r"unknown instruction: (?P<word>(?:FROM|RUN|COPY|ADD|CMD|ENV|ARG|WORKDIR|EXPOSE|ENTRYPOINT|USER|VOLUME|LABEL) (?!\(did)[^\n]*)",
        ),
        N_("Dockerfile의 {line}번째 줄에 보이지 않는 글자나 빈칸이 아닌 빈칸이 섞여 있습니다."),
        N_("웹이나 채팅에서 옮겨 온 줄입니다. 그 줄을 지우고 손으로 다시 치세요."),
        ImageError,
    ),
    Row(
        "arg-several",
        (PARSE + r"ARG requires exactly one argument.*",),
        N_("Dockerfile의 {line}번째 줄, ARG에 이름 말고 다른 말이 더 있습니다."),
        N_(
            "ARG 한 줄에 이름 하나만(값이 있으면 이름=값) 적고, 설명(#)은 다른 줄에 두세요. "
            "여럿을 한 줄에 적는 것은 BuildKit만 압니다: DOCKER_BUILDKIT=1 docker build …"
        ),
        ImageError,
    ),
    Row(
        "copy-from-missing",
        (
            r"(?:> )?\[[^\]\n]*\] (?:COPY|ADD) [^\n]*?--from=(?P<stage>[^\s:]+)[^\n]*\n(?:sha256:\w+\n)?(?:docker: )?"
            + NOT_FOUND,
            r"\d+ \| >>> (?:COPY|ADD) [^\n]*?--from=(?P<stage>[^\s:]+)[^\n]*\n(?:[^\n]*\n){0,6}?docker: "
            + NOT_FOUND,
            r"Step \d+/\d+ : (?:COPY|ADD) [^\n]*?--from=(?P<stage>[^\s:]+)[^\n]*\n(?:docker: )?(?:COPY|ADD) failed: "
            r"(?:l?stat )?(?:\S*/merged/)?(?P<file>[^\s:]+): .*",
        ),
        N_("COPY --from이 복사하려는 {file} 파일이 {stage} 단계(나 이미지) 안에 없습니다."),
        N_(
            "경로는 빌드할 폴더가 아니라 그 단계 안의 것입니다. 그 단계의 WORKDIR와 RUN이 어디에 무엇을 만드는지 보세요. "
            "docker build --target 단계 로 거기까지만 빌드해서 들여다볼 수 있습니다."
        ),
        ImageError,
        ROOT,
    ),
    Row(
        "multi-platform-load",
        (r"(?:.*?: )?docker exporter does not (?:currently )?support exporting manifest lists.*",),
        N_("여러 플랫폼용으로 빌드한 것은 이 컴퓨터의 이미지로 들여올(--load) 수 없습니다."),
        N_("--platform에 하나만 적거나, --load 대신 --push로 레지스트리에 올리세요."),
        ImageError,
    ),
)
