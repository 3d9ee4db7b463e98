"""A step that failed: a program that is not there or may not be run, a RUN that was killed or ended otherwise."""

from __future__ import annotations

from helpers.engine.refusals.row import AFTER, LAST, PASSING, Fields, Row
from helpers.errors import ImageError
from helpers.i18n import N_

# how the classic builder, BuildKit, and Podman say that a RUN ended with something else than 0
ENDED = (
    r"(?:.*?)The command ['\[](?P<command>[^\n]*)['\]] returned a non-zero code: {code}\b.*",
    r"(?:.*?)process \"(?P<command>[^\n]*)\" did not complete successfully: exit code: {code}\b(?!: context canceled).*",
    r"(?:.*?)executor failed running \[(?P<command>[^\n]*)\]: exit code: {code}\b.*",
    r"(?:.*?)building at STEP \"RUN (?P<command>[^\n]*)\": (?:error )?while running runtime: exit status {code}\b.*",
)
SH = r"(?:/bin/(?:ba|da)?sh|/bin/ash|/usr/bin/(?:ba)?sh|bash|sh): (?:line )?(?:\d+: )?"
SCRIPT = r"(?:/\S+\.sh: (?:line )?\d+: |" + SH + r")"
# what a script writes to, and nobody runs
DATA = r"(?:ya?ml|json|conf|cfg|ini|env|properties|toml|log|txt|html?|css|pid|csv|xml|sql|db)"
NO_DATA = r"(?!\S+\." + DATA + r": )"


def ended(code: str) -> tuple[str, ...]:
    """The wordings of a RUN that ended with `code`, a pattern."""
    return tuple(pattern.format(code=code) for pattern in ENDED)


def _debian_tool(fields: Fields) -> Fields | None:
    return fields if fields["command"] in ("apt", "apt-get", "dpkg", "apk", "yum", "dnf") else None


def _stand_in(fields: Fields) -> Fields | None:
    return fields if fields["command"] in ("adduser", "addgroup", "deluser", "delgroup") else None


def _path(fields: Fields) -> Fields | None:
    return fields if "/" in fields["command"] else None


ROWS = (
    Row(
        "stand-in-adduser",
        (
            r"/bin/sh: (?P<command>\w+): not found.*",
            r'.*?exec: \\?"(?P<command>\w+)\\?": executable file not found.*',
        ),
        N_(
            "이 이미지에는 {command} 명령이 없습니다. 네트워크 없이 데비안의 busybox로 만든 것에는 빠져 있습니다."
        ),
        N_(
            "Docker Hub의 busybox에는 있습니다. 여기서는 줄을 적어 넣으세요: "
            "RUN echo 'app:x:10001:10001::/home:/bin/sh' >> /etc/passwd (또는 USER 10001처럼 숫자로)"
        ),
        ImageError,
        look=_stand_in,
    ),
    Row(
        "nc-no-z",
        (r"nc: (?:invalid|unrecognized) option -- '?z'?\nNcat: .*",),
        N_("이 이미지의 nc는 nmap의 것(ncat)이라 -z를 모릅니다."),
        N_("포트가 열렸는지는 bash로도 봅니다: timeout 2 bash -c '</dev/tcp/호스트/포트' && echo 열림"),
        ImageError,
        PASSING,
        source="Ncat 6 and 7 of CentOS and RHEL 7",
    ),
    Row(
        "stand-in-nc",
        (
            r"nc: (?:invalid|unrecognized) option -- '?z'?(?=\n(?:[^\n]*\n){0,3}?[^\n]*BusyBox v\S+ \(Debian).*",
        ),
        N_("이 이미지의 nc에는 -z가 없습니다. 네트워크 없이 데비안의 busybox로 만든 것입니다."),
        N_(
            "Docker Hub의 busybox에는 있습니다. 여기서는 wget -q -O /dev/null http://127.0.0.1:포트/ 로 확인하세요."
        ),
        ImageError,
    ),
    Row(
        "not-this-distribution",
        (
            SH + r"(?P<command>[\w-]+): (?:command )?not found.*",
            r'.*?exec: \\?"(?P<command>[\w-]+)\\?": executable file not found.*',
        ),
        N_("이 이미지에는 {command} 명령이 없습니다. 다른 배포판의 이미지입니다."),
        N_(
            "데비안과 우분투는 apt-get, alpine은 apk, fedora는 dnf를 씁니다. busybox에는 패키지 관리자가 없습니다. 'cat /etc/os-release'로 확인하세요."
        ),
        ImageError,
        look=_debian_tool,
    ),
    Row(
        "script-not-found",
        (SH + r"(?P<command>[^\s:]+): (?:not found|No such file or directory)$",),
        N_(
            "{command} 파일이 컨테이너 안의 그 자리에 없거나, 있어도 그것을 켤 셸(첫 줄의 #!)이나 로더가 없습니다."
        ),
        N_(
            "COPY로 넣었는지, WORKDIR와 경로가 맞는지 보세요. 있는 스크립트라면 줄 끝이 Windows의 것(CRLF)인지 보고 LF로 바꾸세요: sed -i 's/\\r$//' {command}. 컴파일한 "
            "프로그램이라면 빌드한 배포판과 맞추세요(alpine에는 glibc가 없습니다. Go는 CGO_ENABLED=0)."
        ),
        ImageError,
        PASSING,
        look=_path,
    ),
    Row(
        "script-not-executable",
        (
            SH + NO_DATA + r"(?P<command>[^\s:]*/[^\s:]*|[^\s:]+\.sh): Permission denied$",
            r"/\S+: (?:line )?\d+: " + NO_DATA + r"(?P<command>/[^\s:]+): Permission denied$",
        ),
        N_("{command} 파일에 실행 권한이 없습니다."),
        N_("실행 권한을 주세요: RUN chmod +x {command} (또는 sh {command} 로 실행)"),
        ImageError,
        PASSING,
    ),
    Row(
        "not-writable",
        (
            SCRIPT + r"(?:can'?t|cannot) create (?P<path>\S+?): Permission denied.*",
            r"/\S+\.sh: (?:line )?\d+: (?P<path>/\S+\." + DATA + r"): Permission denied$",
            r"/bin/\w*sh: (?:line )?(?:\d+: )?(?P<path>/\S+\." + DATA + r"): Permission denied$",
            r"(?:mkdir|chmod|chown|cp|mv|touch|tee|install|ln|rm): (?:can(?:not|'t) (?:create|touch|open|remove) (?:directory |regular file |symbolic link )?"
            r"|changing (?:permissions|ownership) of )?['‘]?(?P<path>/[^'’\n:]+)['’]?: (?:Permission denied|Operation not permitted)$"
            r"(?=\n(?:[^\n]*\n){0,30}?[^\n]*?(?:did not complete successfully|returned a non-zero code|executor failed running))",
        ),
        N_("{path}에 쓸 권한이 없습니다. USER로 정한 사용자는 root가 아닙니다."),
        N_("그 폴더의 주인을 바꾸거나(RUN chown …, COPY --chown) USER 앞에서 하세요."),
        ImageError,
        PASSING,
    ),
    Row(
        "read-only-place",
        (
            SH + r"(?:can'?t|cannot) create (?P<path>\S+?): Read-only file system.*",
            r"(?:touch|mkdir|cp|mv|rm|tee): [^\n]*?['‘`](?P<path>/[^'’\n]+)['’]: Read-only file system.*",
            r"(?:mkdir|open|create) (?P<path>/[^\s:]+): read-only file system$",  # Go
        ),
        N_("{path} 자리는 읽기 전용이라 쓸 수 없습니다."),
        N_(
            "컨테이너라면 --read-only나 -v 끝의 :ro로 만든 것입니다. 잠깐 쓸 자리는 --tmpfs /tmp 로, 남길 것은 :ro 없는 볼륨으로 주세요."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "program-not-found",
        (
            SH + r"(?P<command>[^\s:]+): (?:command )?not found$",
            r"/\S*entrypoint\S*: (?:line )?\d+: (?:exec: )?(?P<command>[^\s:/]+): (?:command )?not found$",
            r"'(?P<command>[^'\n]+)' is not recognized as an internal or external command,.*",
            r"'(?P<command>[^'\n]+)'\S* 내부 또는 외부 명령, 실행할 수 있는 프로그램, 또는.*",
        ),
        N_("셸이 {command}(이)라는 프로그램을 찾지 못했습니다."),
        N_(
            "철자를 확인하세요. 컨테이너나 빌드 안이라면 이미지에 든 프로그램만 쓸 수 있으니 먼저 설치해야 합니다"
            "(데비안: apt-get update && apt-get install -y …)."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "compiler-missing",
        (r"configure: error: no acceptable (?P<command>C compiler) found in \$PATH.*",),
        N_("소스에서 만들어야 하는데 이미지에 C 컴파일러(gcc)가 없습니다."),
        N_(
            "그 RUN보다 앞에서 설치하세요: apt-get update && apt-get install -y build-essential (alpine: apk add --no-cache build-base, 페도라와 CentOS: dnf install -y gcc "
            "make). 만든 것만 쓸 이미지라면 여러 단계로 나눕니다."
        ),
        ImageError,
        PASSING,
        source="autoconf 2",
    ),
    Row(
        "step-killed",
        (r"(?:.*?)process \"(?P<command>[^\n]*)\" did not complete successfully: cannot allocate memory.*",),
        N_("메모리가 모자라 RUN의 명령이 끝나 버렸습니다."),
        N_(
            "빌드에 메모리를 더 주세요. Docker Desktop은 Settings → Resources → Memory에 있습니다. "
            "한꺼번에 하는 일을 줄이는 방법도 있습니다."
        ),
        ImageError,
        AFTER,
        source="BuildKit 0.20 and later",
    ),
    Row(
        "step-killed",
        ended("137"),
        N_("RUN의 명령이 강제로 끝났습니다(137). 메모리가 모자랄 때 커널이 그렇게 합니다."),
        N_(
            "빌드에 메모리를 더 주세요. Docker Desktop은 Settings → Resources → Memory에 있습니다. "
            "한꺼번에 하는 일을 줄이는 방법도 있습니다."
        ),
        ImageError,
        AFTER,
    ),
    Row(
        "step-apt-failed",
        tuple(
            pattern.replace(r"(?P<command>[^\n]*)", r"(?P<command>[^\n]*\bapt(?:-get)?\b[^\n]*)")
            for pattern in ended("100")
        ),
        N_("RUN에서 apt가 실패했습니다(100)."),
        N_(
            "까닭은 그 위의 E: 로 시작하는 줄에 있습니다(네트워크, 패키지의 이름, 지원이 끝난 배포판). 보이지 않으면 "
            "--progress=plain을 붙여 다시 빌드하고 출력을 모두 course explain에 주세요."
        ),
        ImageError,
        LAST,
    ),
    Row(
        "step-not-found",
        ended("127"),
        N_("RUN이 부른 프로그램이 이미지에 없습니다(127)."),
        N_("어느 것인지는 그 위의 not found 줄에 있습니다. 철자를 고치거나 그 프로그램을 먼저 설치하세요."),
        ImageError,
        LAST,
    ),
    Row(
        "step-not-executable",
        ended("126"),
        N_("RUN이 부른 파일을 실행할 수 없습니다(126). 실행 권한이 없거나 프로그램이 아닙니다."),
        N_("RUN chmod +x 파일 을 먼저 하거나 sh 파일 로 실행하세요."),
        ImageError,
        LAST,
    ),
    Row(
        "build-secret-missing",
        (r"cat: (?:can't open ')?/run/secrets/(?P<name>[\w.-]+)'?: No such file or directory$",),
        N_("/run/secrets에 {name}(이)라는 비밀이 없습니다. 넘겨받지 못했습니다."),
        N_(
            "빌드라면 RUN --mount=type=secret,id={name} 을 적고 docker build --secret id={name},src=파일 로 넘기세요. Compose의 서비스라면 secrets: 에 적습니다."
        ),
        ImageError,
        PASSING,
        source="BuildKit, RUN --mount=type=secret",
    ),
    Row(
        "step-failed",
        (r"(?:.*?)process \"(?P<command>[^\n]*)\" did not complete successfully$",),
        N_("RUN의 명령이 실패했습니다: {command:.60}"),
        N_("까닭은 바로 그 위의 줄에 있습니다. 보이지 않으면 --progress=plain을 붙여 다시 빌드해 보세요."),
        ImageError,
        LAST,
    ),
    Row(
        "step-failed",
        (
            r"(?:.*?)executor failed running \[(?P<command>[^\n]*)\]: runc did not terminate suc{1,2}essfully$",
        ),
        N_("RUN의 명령이 도중에 끊겼습니다: {command:.60}"),
        N_(
            "까닭은 바로 그 위의 줄에 있습니다. 아무 말도 없으면 메모리가 모자란 것일 수 있으니(Docker Desktop: Settings → Resources → Memory) 늘리고 다시 해 보세요."
        ),
        ImageError,
        LAST,
        source="BuildKit 0.6 to 0.8",
    ),
    Row(
        "copy-failed",
        (
            r"=> ERROR \[[^\]\n]*\] (?P<command>(?:COPY|ADD) [^\n]*?)(?: +\d+\.\ds)?$(?![\s\S]*(?:failed to|not found|did not complete|executor failed))",
        ),
        N_("Dockerfile의 이 줄이 실패했습니다: {command:.80}"),
        N_(
            "복사할 것이 빌드할 폴더에 없거나 .dockerignore가 빼 놓았을 때 이렇습니다. 정확한 까닭은 출력의 끝에 있는 ERROR: failed to … 줄에 있으니 그것까지 course explain에 주세요."
        ),
        ImageError,
        LAST,
    ),
    Row(
        "step-failed",
        tuple(
            # a script that goes on: what it does not find then was to be built
            f"{pattern.removesuffix('.*')}[^\\n]*(?=\\n(?:[^\\n]*\\n){{0,12}}?[^\\n]*No such (?:container|image): )"
            for pattern in ended(r"(?P<status>\d+)")[:2]
        ),
        N_("RUN의 명령이 종료 코드 {status}(으)로 실패했습니다: {command:.60}"),
        N_("까닭은 바로 그 위의 줄에 있습니다. 보이지 않으면 --progress=plain을 붙여 다시 빌드해 보세요."),
        ImageError,
        PASSING,
    ),
    Row(
        "step-failed",
        (r"Service '(?P<service>[\w.-]+)' failed to build$",),
        N_("{service} 서비스의 이미지를 빌드하지 못했습니다."),
        N_(
            "까닭은 바로 그 위의 줄에 있습니다. 'docker compose build {service}'의 출력을 모두 course explain에 주세요."
        ),
        ImageError,
        LAST,
        source="Compose 1",
    ),
    Row(
        "step-failed",
        (
            *ended(r"(?P<status>\d+)"),
            # sic
            r"(?:.*?)executor failed running \[(?P<command>[^\n]*)\]: runc did not terminate suc{1,2}essfully: exit status (?P<status>\d+).*",
        ),
        N_("RUN의 명령이 종료 코드 {status}(으)로 실패했습니다: {command:.60}"),
        N_("까닭은 바로 그 위의 줄에 있습니다. 보이지 않으면 --progress=plain을 붙여 다시 빌드해 보세요."),
        ImageError,
        LAST,
    ),
)
