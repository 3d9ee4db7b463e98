"""A step that failed: apt, apk, pip, npm, a program that is not there, a RUN that was killed."""

from __future__ import annotations

from helpers.engine.refusals.row import AFTER, LAST, PASSING, Fields, Row
from helpers.errors import ImageError
from helpers.i18n import N_

FETCH = r"(?:[EW]: )?Failed to fetch (?P<url>\w+://(?P<host>[^/\s]+)\S*)\s+"
# how the classic builder, BuildKit, and Podman say that a RUN ended with something else than 0
ENDED = (
    r"(?:.*?)The command '(?P<command>[^\n]*)' returned a non-zero code: {code}\b.*",
    r"(?:.*?)process \"(?P<command>[^\n]*)\" did not complete successfully: exit code: {code}\b.*",
    r"(?:.*?)executor failed running \[(?P<command>[^\n]*)\]: exit code: {code}\b.*",
    r"(?:.*?)building at STEP \"RUN (?P<command>[^\n]*)\": (?:error )?while running runtime: exit status {code}\b.*",
)
SH = r"(?:/bin/(?:ba|da)?sh|/bin/ash|/usr/bin/(?:ba)?sh|bash|sh): (?:line )?(?:\d+: )?"
OLD_RELEASE = N_(
    "지원이 끝난 배포판의 패키지는 서버에서 치워집니다. FROM을 지원 중인 것으로 바꾸세요(예: debian:trixie-slim). "
    "지원 중인 것이라면 네트워크와 프록시를 보세요."
)
LIST_AGAIN = N_(
    "apt-get update와 install을 같은 RUN에 &&로 이어 적으세요. 이미 그렇다면 --no-cache로 다시 빌드하세요. "
    "컨테이너 안이라면 'apt-get update'를 먼저 하세요."
)


def ended(code: str) -> tuple[str, ...]:
    """The wordings of a RUN that ended with `code`, a pattern."""
    return tuple(pattern.format(code=code) for pattern in ENDED)


def _debian_tool(fields: Fields) -> Fields | None:
    return fields if fields["command"] in ("apt", "apt-get", "dpkg", "apk", "yum", "dnf") else None


def _stand_in(fields: Fields) -> Fields | None:
    return fields if fields["command"] in ("adduser", "addgroup", "deluser", "delgroup") else None


def _path(fields: Fields) -> Fields | None:
    return fields if "/" in fields["command"] else None


# an old pip goes on without the wheel and installs the package all the same
NOT_INSTALLED = r"(?![\s\S]*^(?:.*? )?Successfully installed )"

ROWS = (
    Row(
        "mirror-gone",
        (
            r"(?:.*?)(?:Could not resolve|Temporary failure resolving) '(?P<host>[^'\n]+)'.*",
            FETCH + r"(?:Could not resolve|Temporary failure resolving).*",
        ),
        N_("패키지 서버 {host} 주소를 찾을 수 없습니다."),
        N_("네트워크와 DNS, 그리고 배포판의 지원 기간이 끝나 서버가 사라지지 않았는지 확인하세요."),
        ImageError,
    ),
    Row(
        "apt-clock",
        (r"E: Release file for (?P<url>\S+) is not valid yet \(invalid for another (?P<time>[^)\n]*)\).*",),
        N_("컴퓨터의 시계가 늦어서 apt가 패키지 목록을 믿지 않습니다({time} 뒤의 것)."),
        N_("'date'로 시계를 확인하고 맞추세요. WSL이나 가상 머신은 다시 켜면 맞습니다."),
        ImageError,
    ),
    Row(
        "apt-expired",
        (r"E: Release file for (?P<url>\S+) is expired \(invalid since (?P<time>[^)\n]*)\).*",),
        N_("배포판의 패키지 목록이 유효 기간을 {time} 넘겼습니다."),
        N_(
            "'date'로 컴퓨터의 시계부터 확인하세요. 시계가 맞다면 더는 관리되지 않는(지원이 끝난) 배포판이니 "
            "FROM을 지원 중인 것으로 바꾸세요."
        ),
        ImageError,
    ),
    Row(
        "release-gone",
        (
            FETCH.replace(r"\S*)", r"\S*/dists/\S*)") + r"404 .*",
            r"E: The repository '\w+://(?P<host>[^/\s']+)[^'\n]*' (?:does not have|no longer has) a Release file\.",
            r"(?:.*?)Cannot find a valid baseurl for repo: (?P<host>\S+).*",
            r"(?:.*?)Failed to download metadata for repo '(?P<host>[^'\n]+)': Cannot prepare internal mirrorlist: No URLs in mirrorlist.*",
            r"(?:.*?)Could not retrieve mirrorlist (?P<host>\S+) error was.*",
        ),
        N_("패키지 서버({host})에 이 배포판의 목록이 없습니다. 지원 기간이 끝난 배포판인 것 같습니다."),
        OLD_RELEASE,
        ImageError,
    ),
    Row(
        "apt-list-old",
        (FETCH + r"404 .*",),
        N_("패키지 서버 {host}에 그 버전의 패키지가 이제 없습니다. 받아 둔 목록이 오래되었습니다."),
        LIST_AGAIN,
        ImageError,
    ),
    Row(
        "apt-hash",
        (
            FETCH + r"(?:Hash Sum mismatch|File has unexpected size|Mirror sync in progress).*",
            r"E: Failed to fetch .*?(?:Hash Sum mismatch|File has unexpected size)(?P<host>).*",
        ),
        N_("받은 패키지의 체크섬이 목록과 다릅니다(서버가 바뀌는 중이거나 프록시가 옛것을 줍니다)."),
        N_("조금 뒤에 다시 빌드하세요: docker build --no-cache … 되풀이되면 프록시를 거치지 않게 하세요."),
        ImageError,
    ),
    Row(
        "apt-signature",
        (
            r"(?:.*?)The following signatures couldn't be verified because the public key is not available: NO_PUBKEY (?P<key>\w+).*",
            r"W: GPG error: \S+ .*?NO_PUBKEY (?P<key>\w+).*",
            r"E: The repository '[^'\n]*' is not signed\.(?P<key>)",
            r"(?:.*?)At least one invalid signature was encountered(?P<key>).*",
        ),
        N_("apt가 패키지 목록의 서명을 확인하지 못했습니다. {key}"),
        N_(
            "저장소를 더했다면 그 열쇠도 넣어야 합니다. 배포판의 것인데 그렇다면 디스크가 가득 찼거나('docker system df') "
            "도커가 이미지보다 너무 오래된 것입니다."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "apt-not-root",
        (
            r"E: (?:Could not open lock file|Unable to acquire the dpkg frontend lock|List directory) \S+.*?(?:Permission denied|are you root\?).*",
            r"E: Could not get lock \S+ - open \(13: Permission denied\).*",
            r"(?:.*?)Unable to lock (?:database|directory)[^\n]*Permission denied.*",
        ),
        N_("root가 아니어서 패키지를 설치할 수 없습니다."),
        N_("설치하는 RUN을 USER보다 앞에 두세요. 컨테이너 안이라면 'docker exec -u root …'로 들어가 하세요."),
        ImageError,
    ),
    Row(
        "apt-lock",
        (
            r"E: Could not get lock (?P<file>\S+?)\.? .*",
            r"E: Unable to (?:acquire|lock) the (?:dpkg frontend lock|administration directory) \((?P<file>[^)\n]+)\), is another process using it.*",
        ),
        N_("다른 apt나 dpkg가 이미 돌고 있습니다."),
        N_("그것이 끝나기를 기다렸다가 다시 하세요. 잠금 파일은 지우지 마세요."),
        ImageError,
    ),
    Row(
        "apt-no-yes",
        (
            r"(?:.*?)Do you want to continue\? \[Y/n\] ?(?:Abort\.|E: .*|\n+(?:docker: )?Abort\.).*",
            r"Is this ok \[y/[dN/]+\]: ?(?:Operation aborted\.|\n+Operation aborted\.).*",
        ),
        N_("설치할지 묻는데 대답할 사람이 없어 그만두었습니다."),
        N_("-y를 붙이세요: apt-get install -y … (dnf와 yum도 -y)"),
        ImageError,
    ),
    Row(
        "mirror-gone",
        (
            r"E: Unable to locate package (?P<package>[^\s\\]+).*",
            r"E: Package '(?P<package>[^'\n]+)' has no installation candidate.*",
        ),
        N_("apt가 {package} 패키지를 찾지 못했습니다."),
        N_(
            "'apt-get update'로 목록을 먼저 받고(Dockerfile에서는 같은 RUN 안에서) 이름을 확인하세요. "
            "지원이 끝난 배포판이면 다른 것을 고르세요."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "apt-version",
        (r"E: Version '(?P<version>[^'\n]+)' for '(?P<package>[^'\n]+)' was not found.*",),
        N_("이 배포판에는 {package} 패키지의 {version} 버전이 없습니다."),
        N_("'apt-cache policy {package}'로 있는 버전을 보거나 =버전을 빼세요."),
        ImageError,
    ),
    Row(
        "mirror-gone",
        (FETCH + r".*",),
        N_("패키지 서버 {host}에서 받는 도중에 끊겼습니다."),
        N_("네트워크를 확인하고 다시 하세요. 빌드라면 끝난 단계는 캐시에서 옵니다."),
        ImageError,
        PASSING,
    ),
    Row(
        "apt-unmet",
        (
            r"E: (?:Unable to correct problems, you have held broken packages|Unmet dependencies)\..*",
            r"E: Error, pkgProblemResolver::Resolve generated breaks, this may be caused by held packages\..*",
        ),
        N_("apt가 받을 패키지들의 버전이 서로 맞지 않습니다."),
        N_(
            "그 위의 Depends: 줄이 무엇이 무엇을 기다리는지 말합니다. 같은 RUN에서 apt-get update를 먼저 하고, "
            "다른 배포판(버전)의 저장소를 섞거나 버전을 못 박지 않았는지 보세요."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "apt-word",
        (
            r"E: (?:Invalid operation (?P<word>\S+)|Command line option (?P<option>\S+) .*is not understood.*)",
        ),
        N_("apt-get이 모르는 말을 적었습니다: {word}{option}"),
        N_("apt-get update && apt-get install -y 패키지 형식으로 적으세요."),
        ImageError,
    ),
    Row(
        "package-unknown",
        (
            r"(?P<package>[\w.+-]+) \(no such package\):.*",
            r"(?:No match for argument: |Unable to find a match: )(?P<package>\S+).*",
            r"No package (?P<package>\S+) available\..*",
        ),
        N_("{package} 패키지를 찾지 못했습니다."),
        N_("이름을 확인하세요. 배포판(alpine의 apk, fedora의 dnf)마다 패키지의 이름이 다릅니다."),
        ImageError,
        PASSING,
    ),
    Row(
        "apk-network",
        (
            r"WARNING: (?:fetching|Ignoring) (?P<url>https?://\S+?): (?:temporary error|network error|DNS|could not connect|IO ERROR).*",
            r"(?:fetch|WARNING: opening) (?P<url>https?://\S+?): (?:temporary error|network error).*",
        ),
        N_("패키지 서버에서 목록을 받지 못했습니다: {url}"),
        N_("네트워크, DNS, 프록시를 확인하고 다시 빌드하세요."),
        ImageError,
        PASSING,
    ),
    Row(
        "archive-missing",
        (r"no archive at (?P<url>\S*//(?:127\.0\.0\.1|localhost)\S*)",),
        N_("아카이브를 {url}에서 받을 수 없습니다. 빌드 안에서 127.0.0.1은 빌드하는 컨테이너 자신입니다."),
        N_(
            "호스트의 서버라면 컨테이너에서 닿는 주소를 적으세요(Docker Desktop은 host.docker.internal). "
            "인터넷이 없으면 노트북에서 provide(…) 셀을 실행하세요."
        ),
        ImageError,
    ),
    Row(
        "archive-missing",
        (r"no archive at (?P<url>\S+)",),
        N_("아카이브를 {url}에서 받을 수 없어 빌드가 멈췄습니다."),
        N_(
            "주소와 네트워크를 확인하세요. 인터넷이 없으면 노트북에서 provide(…) 셀을 실행하세요. "
            "이 컴퓨터나 강사의 묶음에 있는 것을 가져옵니다."
        ),
        ImageError,
    ),
    Row(
        "archive-altered",
        (
            r"(?P<url>\S+) is not the archive that was asked for[\s\S]*?found\s+SHA-256 (?P<found>[0-9a-f]{12})",
        ),
        N_("{url}에서 받은 아카이브는 적어 둔 체크섬의 것이 아닙니다(받은 것: {found}…)."),
        N_(
            "Dockerfile의 MONIWIKI_URL과 MONIWIKI_SHA256을 확인하세요. "
            "둘 다 맞다면 받은 파일이 바뀐 것이니 쓰지 마세요."
        ),
        ImageError,
    ),
    Row(
        "pip-network",
        (
            r"WARNING: Retrying \(Retry\(total=\d.*?\)\) after connection broken by '(?P<reason>\w+)[^\n]*",
            r"(?:.*?)Could not fetch URL https?://\S+: (?P<reason>There was a problem confirming the ssl certificate).*",
        ),
        N_("pip이 패키지 서버에 연결하지 못했습니다({reason})."),
        N_(
            "네트워크, DNS, 프록시를 확인하고 다시 하세요. 회사의 프록시라면 빌드에 --build-arg HTTPS_PROXY=…를 넘깁니다."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "pip-network",
        (
            r"(?:pip\._vendor\.)?(?:requests\.packages\.)?urllib3\.exceptions\.(?P<reason>\w+): HTTPSConnectionPool\(host='(?:pypi\.org|files\.pythonhosted\.org|pypi\.python\.org)', port=443\): .*",
        ),
        N_("pip이 패키지 서버에서 받다가 끊겼습니다({reason})."),
        N_(
            "네트워크와 프록시를 확인하고 다시 하세요. 느린 네트워크에서는 pip install --default-timeout=100 으로 더 기다리게 합니다."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "pip-requirements",
        (r"Could not open requirements file: \[Errno 2\] No such file or directory: '(?P<file>[^'\n]+)'.*",),
        N_("pip이 읽을 {file} 파일이 이미지 안에 없습니다."),
        N_("그 RUN보다 앞에 COPY {file} . 을 두세요. WORKDIR와 .dockerignore도 보세요."),
        ImageError,
    ),
    Row(
        "pip-managed",
        (r"externally-managed-environment.*",),
        N_("이 배포판의 파이썬에는 pip으로 바로 설치하지 못합니다(externally-managed-environment)."),
        N_(
            "가상 환경을 쓰거나(python3 -m venv /venv && /venv/bin/pip install …) 배포판의 패키지(python3-…)나 python 이미지를 쓰세요."
        ),
        ImageError,
    ),
    Row(
        "pip-unknown",
        (
            r"(?:Could not find a version that satisfies the requirement|No matching distribution found for) (?P<package>[^\s(]+).*",
        ),
        N_("pip이 {package} 패키지를 찾지 못했습니다."),
        N_(
            "이름과 버전의 철자, 그리고 파이썬의 버전에 맞는 것인지 확인하세요. 위에 Retrying이 있으면 네트워크 때문입니다."
        ),
        ImageError,
        AFTER,
    ),
    Row(
        "pip-compiler",
        (
            r"command '(?P<command>\S*(?:gcc|g\+\+|cc|rustc|cargo)\S*)' failed: No such file or directory.*",
            r"(?:error: )?unable to execute '(?P<command>\S*(?:gcc|g\+\+|cc))': No such file or directory.*",
            r"(?:Error: |error: )?(?P<command>pg_config|mysql_config) (?:executable )?not found.*",
        ),
        N_("파이썬 패키지를 이미지 안에서 컴파일해야 하는데 {command} 명령이 없습니다."),
        N_(
            "build-essential이나 필요한 -dev 패키지를 먼저 설치하거나, 컴파일된 것(wheel)이 있는 버전과 slim 이미지(alpine 말고)를 쓰세요."
        ),
        ImageError,
    ),
    Row(
        "pip-build",
        (r"(?:error: )?invalid command 'bdist_wheel'$" + NOT_INSTALLED,),
        N_("파이썬 패키지를 이미지 안에서 만들어야 하는데 wheel 패키지가 없습니다."),
        N_("그보다 앞에서 설치하세요: RUN pip install --upgrade pip setuptools wheel"),
        ImageError,
    ),
    Row(
        "pip-build",
        (
            r"(?:ERROR: )?Failed building wheel for (?P<package>[\w.-]+)$" + NOT_INSTALLED,
            r"(?:ERROR: )?(?:Could not build wheels for|Failed to build installable wheels for some pyproject\.toml based projects) \(?(?P<package>[\w.-]+).*",
        ),
        N_("이미지 안에서 {package} 파이썬 패키지를 만들지 못했습니다."),
        N_(
            "까닭은 그 위의 error: 줄에 있습니다. 흔히 컴파일러나 -dev 패키지(헤더 파일)가 없거나, 이 파이썬에 맞는 컴파일된 것(wheel)이 아직 없어서입니다. "
            "그 패키지의 설치 안내를 보거나 파이썬이나 패키지의 버전을 바꾸세요."
        ),
        ImageError,
        AFTER,
    ),
    Row(
        "npm-no-package",
        (
            r"npm (?:ERR!|error) (?:enoent )?(?:Could not read package\.json: )?(?:Error: )?ENOENT: no such file or directory, open '(?P<file>[^'\n]*package\.json)'.*",
            r"npm (?:ERR!|error) (?:enoent )?Could not read (?P<file>package\.json).*",
        ),
        N_("npm이 {file} 파일을 찾지 못했습니다."),
        N_("그 RUN보다 앞에 WORKDIR를 정하고 COPY package*.json ./ 을 두세요. .dockerignore도 보세요."),
        ImageError,
    ),
    Row(
        "npm-no-lock",
        (
            r"npm (?:ERR!|error) (?:code EUSAGE.*|The `npm ci` command can only install with an existing package-lock\.json.*)",
        ),
        N_("npm ci에는 package-lock.json이 있어야 합니다."),
        N_("COPY package*.json ./ 로 함께 복사하거나(.dockerignore를 보세요) npm install을 쓰세요."),
        ImageError,
    ),
    Row(
        "npm-network",
        (
            r"npm (?:ERR!|error) (?:code )?(?P<reason>EAI_AGAIN|ENOTFOUND|ETIMEDOUT|ECONNREFUSED|ECONNRESET)\b.*",
        ),
        N_("npm이 패키지 서버에 연결하지 못했습니다({reason})."),
        N_("네트워크, DNS, 프록시를 확인하고 다시 하세요."),
        ImageError,
    ),
    Row(
        "npm-unknown",
        (
            r"npm (?:ERR!|error) 404\s+(?:Not Found - GET \S+/(?P<package>[^\s/]+)|'?(?P<name>[^'\s]+)'? is not in (?:the|this) (?:npm )?registry).*",
        ),
        N_("npm이 {package}{name} 패키지를 찾지 못했습니다."),
        N_("이름과 버전의 철자를 확인하세요."),
        ImageError,
    ),
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
        "stand-in-nc",
        (r"nc: (?:invalid|unrecognized) option -- '?z'?.*",),
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
        N_("{command} 파일이 컨테이너 안의 그 자리에 없거나, 첫 줄(#!)이 가리키는 셸이 없습니다."),
        N_(
            "COPY로 넣었는지, WORKDIR와 경로가 맞는지 보세요. 파일이 있다면 줄 끝이 Windows의 것(CRLF)인지 "
            "보고 LF로 바꾸세요: sed -i 's/\\r$//' {command}"
        ),
        ImageError,
        PASSING,
        look=_path,
    ),
    Row(
        "script-not-executable",
        (SH + r"(?P<command>[^\s:]*/[^\s:]*|[^\s:]+\.sh): Permission denied$",),
        N_("{command} 파일에 실행 권한이 없습니다."),
        N_("실행 권한을 주세요: RUN chmod +x {command} (또는 sh {command} 로 실행)"),
        ImageError,
        PASSING,
    ),
    Row(
        "not-writable",
        (SH + r"(?:can'?t|cannot) create (?P<path>\S+?): Permission denied.*",),
        N_("{path}에 쓸 권한이 없습니다. USER로 정한 사용자는 root가 아닙니다."),
        N_("그 폴더의 주인을 바꾸거나(RUN chown …, COPY --chown) USER 앞에서 하세요."),
        ImageError,
        PASSING,
    ),
    Row(
        "program-not-found",
        (SH + r"(?P<command>[^\s:]+): (?:command )?not found$",),
        N_("셸이 {command}(이)라는 프로그램을 찾지 못했습니다."),
        N_(
            "철자를 확인하세요. 컨테이너나 빌드 안이라면 이미지에 든 프로그램만 쓸 수 있으니 먼저 설치해야 합니다"
            "(데비안: apt-get update && apt-get install -y …)."
        ),
        ImageError,
        PASSING,
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
        "step-failed",
        ended(r"(?P<status>\d+)"),
        N_("RUN의 명령이 종료 코드 {status}(으)로 실패했습니다: {command:.60}"),
        N_("까닭은 바로 그 위의 줄에 있습니다. 보이지 않으면 --progress=plain을 붙여 다시 빌드해 보세요."),
        ImageError,
        LAST,
    ),
)
