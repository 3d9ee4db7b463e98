"""Slips before docker is even asked: the shell's, Python's, and those of a first hour."""

from __future__ import annotations

from difflib import get_close_matches

from helpers.engine.refusals.build_sources import STEP_FAILED
from helpers.engine.refusals.build_steps import DATA
from helpers.engine.refusals.packages import PACKAGES
from helpers.engine.refusals.row import AFTER, PASSING, ROOT, Fields, Row
from helpers.errors import EngineNotFound
from helpers.i18n import N_

TOOLS = ("docker", "docker-compose", "dockerd")
# that there are, too
OTHERS = (
    "dockerize",
    "dockle",
    "docker-gen",
    "docker-app",
    "docker-ls",
    "docker-sync",
    "docker-init",
    "rocker",
    "locker",
)
# bash, zsh, dash and Windows, each in the words of English and Korean systems
SHELL = (
    r"(?:(?:-?bash|zsh|sh|/bin/bash|/bin/sh|/usr/bin/bash)(?:: line \d+|: \d+)?: (?:line \d+: )?"
    r"|[^\s:]+: line \d+: )"
)
MISSING = r"(?:command not found|명령어를 찾을 수 (?:없음|없습니다)|not found)"
PLACE_OF_DOCKER = N_(
    "도커가 설치되어 있는지 'course doctor'로 확인하세요. 설치했다면 터미널을 새로 열고, "
    "컨테이너 안에서 친 것이라면 exit로 나와서 호스트에서 하세요."
)


# `set -x` shows that the same was asked again, and was answered; a test may want to be refused
ANSWERED = r"\+ curl [^\n]*\n(?!curl: \()|Tests: +\d+ passed, \d+ total"


def _nearly_docker(fields: Fields) -> Fields | None:
    """Only words that are close to docker: `dokcer`, `dcoker`, `doker`."""
    word = fields["word"]
    near = [] if word in TOOLS or word.lower() in OTHERS else get_close_matches(word.lower(), TOOLS, 1, 0.75)
    return fields | {"near": near[0]} if near else None


def _nearly_bash(fields: Fields) -> Fields | None:
    return fields if get_close_matches(fields["word"].lower(), ("bash",), 1, 0.7) else None


ROWS = (
    Row(
        "prompt-copied",
        (
            SHELL + r"(?P<sign>[$#>%]): " + MISSING + r".*",
            r"zsh: command not found: (?P<sign>[$#>%])$",
            r"(?P<sign>[$%]): command not found$",
            r"'(?P<sign>[$#>%])'(?: is not recognized as an internal or external command|은\(는\) 내부 또는 외부 명령).*",
            r"(?P<sign>[$#>%]) ?: (?:The term '[$#>%]' is not recognized as|'[$#>%]' 용어가).*",
        ),
        N_("명령 앞의 {sign} 까지 옮겨 적었습니다. 그것은 셸의 프롬프트이고 명령이 아닙니다."),
        N_("{sign} 를 빼고 docker부터 적으세요."),
    ),
    Row(
        "blank-of-another-kind",
        (
            SHELL + r"\$'(?P<word>[^'\n]*?)(?:\\302\\240|\\u00a0)[^'\n]*': " + MISSING + r".*",
            SHELL + r"(?P<word>[\w-]+)[\u00a0\u2000-\u200b\u202f\u3000][^\n:]*: " + MISSING + r".*",
            r"(?:"
            + SHELL
            + r")?(?P<word>docker)[ \u00a0](?:run|ps|build|pull|exec|images|compose): "
            + MISSING
            + r"$",
            r"zsh: command not found: (?P<word>[\w-]+)[\u00a0\u2000-\u200b\u202f\u3000].*",
        ),
        N_("{word} 뒤의 빈칸이 보통의 빈칸이 아니어서 셸이 전체를 명령의 이름으로 읽었습니다."),
        N_("웹이나 문서에서 옮겨 온 빈칸(non-breaking space)입니다. 그 자리를 지우고 손으로 다시 치세요."),
        rank=ROOT,
        source="bash 5 and zsh 5 with a pasted U+00A0",
    ),
    Row(
        "option-alone-on-line",
        (
            SHELL + r"(?P<option>--?[A-Za-z][\w-]*(?:=\S*)?): " + MISSING + r".*",
            r"zsh: command not found: (?P<option>--?[A-Za-z][\w-]*)$",
            r"(?P<option>--?[A-Za-z][\w-]*): command not found$",
        ),
        N_("{option} 줄을 셸이 새 명령으로 읽었습니다. 앞 줄이 이어지지 않았습니다."),
        N_("앞 줄 끝에 \\ 를 두고, 그 뒤에는 빈칸도 설명(#)도 두지 마세요. 명령을 한 줄로 적어도 됩니다."),
        rank=ROOT,
    ),
    Row(
        "bang-in-bash",
        (SHELL + r"!(?P<word>[\w-]+): " + MISSING + r".*",),
        N_("%%bash 셀 안에서는 명령 앞에 ! 를 붙이지 않습니다."),
        N_("! 를 빼고 {word}부터 적으세요. ! 는 파이썬 셀에서 셸의 명령을 부를 때만 붙입니다."),
    ),
    Row(
        "compose-not-a-program",
        (
            r"(?P<path>/\S*docker-compose): line \d+: (?:(?:Not|<\S+): command not found|<\S+ [^\n]*|syntax error near unexpected token [`']newline'|[`']<[^\n]*)",
        ),
        N_("{path}에 받은 것이 프로그램이 아니라 웹 페이지(Not Found 따위)입니다."),
        N_(
            "그 파일은 쓸 수 없으니 치우고, 지금의 'docker compose'(빈칸)를 쓰세요. 없으면 패키지를 설치합니다. 'course doctor'로 확인할 수 있습니다."
        ),
        also=PACKAGES,
        source="the manual installation of docker-compose with curl",
    ),
    Row(
        "script-is-web-page",
        (
            r"(?:\S+: )(?:-c: )?line \d+: syntax error near unexpected token [`'](?:newline|<)'\n\S+: (?:-c: )?line \d+: [`'](?:<!DOCTYPE|<html|<\?xml|<head).*",
        ),
        N_("셸에 넘긴 것이 스크립트가 아니라 웹 페이지(HTML)입니다."),
        N_(
            "주소를 브라우저로 열어 보고 고치세요. 옮겨진 주소면 curl에 -L을 붙입니다: curl -fsSL 주소. 받아 둔 파일이면 다시 받으세요(GitHub는 Raw 단추의 주소). 로그인이나 "
            "차단 화면이 왔을 수도 있습니다."
        ),
        source="bash 4 and 5",
    ),
    Row(
        "compose-not-executable",
        (SHELL + r"(?P<path>/\S*docker-compose): Permission denied.*",),
        N_("{path} 파일에 실행 권한이 없습니다."),
        N_("실행 권한을 주세요: sudo chmod +x {path}. 지금의 'docker compose'(빈칸)를 써도 됩니다."),
    ),
    Row(
        "docker-misspelt",
        (
            SHELL + r"(?P<word>[A-Za-z][\w-]*): " + MISSING + r".*",
            r"zsh: command not found: (?P<word>[\w-]+)$",
            r"Command '(?P<word>[\w-]+)' not found, did you mean:.*",
            r"'(?P<word>[\w-]+)'(?: is not recognized as an internal or external command|은\(는\) 내부 또는 외부 명령).*",
            r"(?P<word>[\w-]+) ?: (?:The term '[\w-]+' is not recognized as|'[\w-]+' 용어가).*",
        ),
        N_("{word}는 명령 이름이 아닙니다. {near}를 잘못 적은 것 같습니다."),
        N_("{near}로 고쳐서 다시 해 보세요."),
        look=_nearly_docker,
    ),
    Row(
        "compose-not-installed",
        (
            SHELL + r"docker-compose: " + MISSING + r".*",
            r"make(?:\[\d+\])?: docker-compose: (?:Command not found|No such file or directory).*",
            r"zsh: command not found: docker-compose$",
            r"(?:sudo: |env: ['‘]?)?docker-compose['’]?: (?:command not found|No such file or directory).*",
            r"Command 'docker-compose' not found.*",
            r"'docker-compose'(?: is not recognized as|은\(는\) 내부 또는 외부 명령).*",
            r"docker-compose ?: (?:The term 'docker-compose' is not recognized as|'docker-compose' 용어가).*",
        ),
        N_("docker-compose 명령이 없습니다. 지금의 Compose는 docker의 플러그인입니다."),
        N_(
            "'docker compose'(빈칸)로 해 보세요. 그것도 없으면 패키지를 설치합니다. 'course doctor'로 확인할 수 있습니다."
        ),
        also=PACKAGES,
    ),
    Row(
        "docker-not-installed",
        (
            SHELL + r"docker: " + MISSING + r".*",
            r"zsh: command not found: docker$",
            r"docker: command not found$",
            r"(?:fish: )?Unknown command:? '?docker'?$",
            r"(?:sudo: |env: ['‘]?|make: )docker['’]?: (?:[Cc]ommand not found|No such file or directory).*",
            r"Command 'docker' not found(?:, but can be installed with:|\.).*",
            r"'docker'(?: is not recognized as an internal or external command|은\(는\) 내부 또는 외부 명령).*",
            r"docker ?: (?:The term 'docker' is not recognized as|'docker' 용어가).*",
            r"(?:.*?)FileNotFoundError: \[Errno 2\] No such file or directory: 'docker'$",
        ),
        N_("docker 명령이 설치되어 있지 않거나 PATH에 없습니다."),
        PLACE_OF_DOCKER,
        EngineNotFound,
    ),
    Row(
        "cell-without-bash",
        (
            r"(?:-+> *\d+ |\d+ )?!?\$? ?(?:docker|sudo docker|docker-compose)(?: [^\n=(]*)?\n(?:[^\n]*\n){0,3}? *\^*\s*\n?SyntaxError: .*",
            r"-+> *\d+ (?:docker|docker-compose)(?![\w.(]| ?=)[^\n]*\n(?:[^\n]*\n){0,4}?NameError: name 'docker' is not defined.*",
        ),
        N_("셸의 명령을 파이썬이 읽었습니다. 이 셀에는 %%bash가 없습니다."),
        N_("셀의 첫 줄에 %%bash를 적고 다시 실행하세요. 한 줄이면 앞에 !를 붙여도 됩니다: !docker ps"),
    ),
    Row(
        "magic-not-first",
        (r"UsageError: Line magic function `%%bash` not found.*",),
        N_("%%bash가 셀의 첫 줄이 아닙니다."),
        N_("%%bash를 셀의 맨 첫 줄로 옮기세요. 위에 빈 줄이나 설명도 두지 않습니다."),
    ),
    Row(
        "magic-unknown",
        (
            r"UsageError: (?:Line|Cell) magic function `%{1,2}(?P<word>docker[\w-]*)` not found.*",
            r"UsageError: Cell magic `%%(?P<word>docker[\w-]*)` not found.*",
        ),
        N_("%는 Jupyter의 매직에 붙이는 것이고, {word}(이)라는 매직은 없습니다."),
        N_("셸의 명령은 셀의 첫 줄에 %%bash를 적고 그 아래에 적으세요. 한 줄이면 ! 를 붙입니다: !{word} ps"),
    ),
    Row(
        "magic-unknown",
        (r"UsageError: Cell magic `%%(?P<word>\w+)` not found.*",),
        N_("%%{word}(이)라는 매직은 없습니다. %%bash를 잘못 적은 것 같습니다."),
        N_("셀의 첫 줄을 %%bash로 고치고 다시 실행하세요."),
        look=_nearly_bash,
    ),
    Row(
        "sudo-in-cell",
        (
            r"sudo: (?:a terminal is required to read the password|no tty present and no askpass program specified).*",
        ),
        N_(
            "여기에는 터미널이 없어 sudo가 암호를 물을 수 없습니다(노트북의 셀, ssh로 보낸 명령, 빌드의 RUN)."
        ),
        N_(
            "노트북이라면 아래의 터미널에서, ssh라면 -t를 붙여서 하세요. RUN에는 sudo를 쓰지 말고 그보다 앞에 USER root를 둡니다. docker라면 자기 사용자를 docker 그룹에 넣으면 "
            "sudo가 필요 없습니다. 'course doctor'가 방법을 알려 줍니다."
        ),
        rank=ROOT,
    ),
    Row(
        "quote-not-closed",
        (
            r"(?:\S*bash|sh|/bin/sh|-bash)(?:: -c)?(?:: line \d+|: \d+)?: (?:-c: line \d+: )?(?:unexpected EOF while looking for matching [`'\"]+(?P<sign>['\"`)}]).*|Syntax error: (?P<kind>Unterminated quoted string).*)",
        ),
        N_("따옴표나 괄호를 연 뒤 닫지 않았습니다."),
        N_("명령의 ' 와 \" 가 둘씩 짝이 맞는지, 워드에서 옮겨 온 굽은 따옴표(“ ”)가 없는지 보세요."),
    ),
    Row(
        "redirect-denied",
        (
            r"(?:-?bash|zsh): (?:line \d+: )?(?P<path>/\S+\."
            + DATA
            + r"): (?:Permission denied|허가 거부(?:됨)?)$",
            r"zsh: permission denied: (?P<path>/\S+\." + DATA + r")$",
        ),
        N_("셸이 {path} 파일에 쓰지 못했습니다. > 는 앞에 sudo를 적어도 지금의 사용자가 엽니다."),
        N_(
            "이렇게 적으세요: echo '…' | sudo tee {path} (뒤에 덧붙이려면 tee -a). 컨테이너나 빌드 안이라면 USER로 정한 사용자가 root가 아닌 것이니 그 앞에서 하세요."
        ),
        rank=PASSING,
    ),
    Row(
        "shell-redirect-angle",
        (
            r"(?:\S*bash|-bash|zsh)(?:: line \d+)?: (?:line \d+: )?syntax error near unexpected token [`'](?:newline|<|>)'.*",
        ),
        N_("명령에 < 나 > 가 남아 있어 셸이 파일로 읽거나 쓰려 했습니다."),
        N_("<이름>처럼 적힌 곳은 <> 없이 자기 것으로 바꿔 적으세요."),
    ),
    Row(
        "build-needs-server",
        (
            r"(?:.*? )?connect ECONNREFUSED (?P<host>127\.0\.0\.1|::1|localhost):(?P<port>\d+)$"
            + STEP_FAILED,
            r"(?:[\w.]+: )*?connection to server at \"(?P<host>localhost|127\.0\.0\.1)\"(?: \([^)\n]*\))?, port (?P<port>\d+) failed: Connection refused"
            + STEP_FAILED,
        ),
        N_("빌드 안에서 {host}의 포트 {port}번을 불렀는데, 빌드하는 컨테이너에는 그 서버가 없습니다."),
        N_(
            "빌드는 데이터베이스 같은 서버 없이 되어야 합니다. 그 일을 켤 때(CMD, entrypoint) 하도록 옮기세요(Next.js라면 그 페이지를 미리 만들지 않게 합니다). 컨테이너끼리는 켠 "
            "뒤에 서비스의 이름으로 부릅니다."
        ),
        rank=PASSING,
    ),
    Row(
        "own-machine-refuses",
        (
            r"curl: \(7\) Failed(?: to)? connect to (?P<host>localhost|127\.0\.0\.1|::1|0\.0\.0\.0) port (?P<port>\d+).*",
            r"wget: can't connect to remote host \((?P<host>127\.0\.0\.1|::1)\): (?P<port>)Connection refused.*",
            r"Connecting to (?P<host>localhost|127\.0\.0\.1)[^\n]*:(?P<port>\d+)\.\.\. failed: Connection refused\.",
            r"nc: connect to (?P<host>localhost|127\.0\.0\.1)[^\n]* port (?P<port>\d+) \(tcp\) failed: Connection refused",
            r"(?:[\w.]+: )*?connection to server at \"(?P<host>localhost|127\.0\.0\.1)\"(?: \([^)\n]*\))?, port (?P<port>\d+) failed: Connection refused.*",
            r"(?:.*? )?connect ECONNREFUSED (?P<host>127\.0\.0\.1|::1|localhost):(?P<port>\d+)$",
            r"(?:.*? )?Error (?:111|99) connecting to (?P<host>127\.0\.0\.1|localhost):(?P<port>\d+)\. .*",
            r"Could not connect to Redis at (?P<host>127\.0\.0\.1|localhost):(?P<port>\d+): Connection refused$",
            r"(?:.*? )?Can't connect to (?:MySQL|MariaDB|local MySQL) server on '(?P<host>127\.0\.0\.1|localhost):(?P<port>\d+)' \(\d+\).*",
        ),
        N_("{host}의 포트 {port}에서 듣는 것이 없습니다."),
        N_(
            "호스트에서 친 것이면 그 포트를 공개한 컨테이너가 돌고 있는지 'docker ps'의 PORTS에서 보세요(-p 호스트:컨테이너). "
            "컨테이너 안에서는 localhost가 그 컨테이너 자신입니다."
        ),
        rank=PASSING,
        unless=ANSWERED,
    ),
    Row(
        "nothing-listens-inside",
        (
            r"curl: \(56\) Recv failure: Connection reset by peer.*",
            r"curl: \(52\) Empty reply from server.*",
            r"wget: error getting response: (?:Connection reset by peer|Invalid argument).*",
        ),
        N_("포트는 열려 있지만 컨테이너 안에서 대답하는 프로그램이 없습니다."),
        N_(
            "'docker port'로 -p의 컨테이너 쪽 번호가 프로그램의 포트와 같은지, 'docker logs'로 프로그램이 다 켜졌는지 보세요. "
            "프로그램이 127.0.0.1에서만 들으면 0.0.0.0에서 듣게 하세요."
        ),
        rank=AFTER,
        unless=ANSWERED,
    ),
)
