"""An installer other than apt that failed in a step: apk, pip, npm, an archive that is not there."""

from __future__ import annotations

from helpers.engine.refusals.row import AFTER, PASSING, Row
from helpers.errors import ImageError
from helpers.i18n import N_

# an old pip goes on without the wheel and installs the package all the same
WITHOUT_WHEEL = r"(?:.*? )?Successfully installed "
# a list of versions comes from the server: it was reached in the end
REACHED = r"(?:.*? )?Successfully installed |[^\n]*\(from versions: [^)\n]*\d"

ROWS = (
    Row(
        "mirror-gone",
        (
            r"(?:Step \d+(?:/\d+)? : RUN |[^\n]*\[\d+/\d+\] RUN )[^\n]*\n(?:[^\n]*\n){0,8}?curl: \(6\) Could not resolve host: (?P<host>[\w-]+(?:\.[\w-]+)+)$",
            r"Step \d+(?:/\d+)? : RUN [^\n]*\n(?:[^\n]*\n){0,8}?wget: (?:unable to resolve host address ['‘]|bad address ')(?P<host>[\w-]+(?:\.[\w-]+)+)['’]$",
            r"curl: \(6\) Could not resolve host: (?P<host>[\w-]+(?:\.[\w-]+)+)(?: +[#%O=\- ]+)?\n(?:[\d.]*\n|[^\n]*(?:gzip|tar): [^\n]*\n|-+\n){1,8}(?:docker: )?(?:executor failed running|[^\n]*did not complete successfully|[^\n]*returned a non-zero code).*",
            r"(?:PHP )?(?:Warning: +)?\w+\(https?://(?P<host>[\w-]+(?:\.[\w-]+)+)[^\n]*php_network_getaddresses: getaddrinfo [^\n]*"
            r"(?=\n(?:[^\n]*\n){0,30}?[^\n]*?(?:did not complete successfully|returned a non-zero code|executor failed running))",
            r"curl: \(6\) Could not resolve host: (?P<host>[\w-]+(?:\.[\w-]+)+)$"
            r"(?=[\s\S]*(?:did not complete successfully|returned a non-zero code|executor failed running)[^\n]*: 6\b)",
            r"fatal: unable to access '[^'\n]+': Could not resolve host: (?P<host>[\w-]+(?:\.[\w-]+)+)$"
            r"(?=\n(?:[^\n]*\n){0,30}?[^\n]*?(?:did not complete successfully|returned a non-zero code|executor failed running))",
            r"wget: (?:unable to resolve host address ['‘]|bad address ')(?P<host>[\w-]+(?:\.[\w-]+)+)['’]$"
            r"(?=[\s\S]*(?:did not complete successfully|returned a non-zero code|executor failed running))",
        ),
        N_("빌드 안에서 {host} 주소를 찾을 수 없습니다."),
        N_(
            "주소의 철자와 네트워크, DNS를 확인하세요. 호스트에서는 되는데 빌드에서만 안 되면 프록시를 --build-arg HTTPS_PROXY=… 로 넘기거나 docker build --network host 로 해 봅니다."
        ),
        ImageError,
        PASSING,
        unless=r"Step \d+/\d+ : |Successfully built ",
    ),
    Row(
        "apk-network",
        (
            r"WARNING: (?:fetching|Ignoring) (?P<url>https?://\S+?): (?:temporary error|network error|DNS|could not connect|IO ERROR|operation timed out|connection aborted).*",
            r"(?:fetch|WARNING: (?:updating and )?opening) (?P<url>https?://\S+?): (?:temporary error|network error).*",
            r"(?P<url>https?://\S+/(?:main|community|testing)): (?:temporary error|network error|operation timed out|DNS lookup error|could not connect)[^\n]*",
        ),
        N_("패키지 서버에서 목록을 받지 못했습니다: {url}"),
        N_("네트워크, DNS, 프록시를 확인하고 다시 빌드하세요."),
        ImageError,
        PASSING,
        unless=r"OK: \d+ MiB in \d+ packages",
    ),
    Row(
        "apk-version",
        (
            r"(?:unable to select packages|unsatisfiable constraints):\n(?P<has>[\w.+-]+-r\d+):\nbreaks: world\[(?P<wants>[^\]\n]+)\].*",
        ),
        N_("alpine의 저장소에 적은 버전({wants})이 없습니다. 있는 것은 {has}입니다."),
        N_(
            "alpine은 새 버전이 나오면 옛 버전을 지웁니다. 있는 버전으로 고치거나 = 와 버전을 빼고, 옛 버전이 꼭 필요하면 그때의 FROM alpine:버전을 씁니다."
        ),
        ImageError,
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
        unless=REACHED,
    ),
    Row(
        "pip-network",
        (
            r"(?:pip\._vendor\.)?(?:requests\.packages\.)?urllib3\.exceptions\.(?P<reason>\w+): HTTPSConnectionPool\(host='(?:pypi\.org|files\.pythonhosted\.org|pypi\.python\.org)', port=443\): .*",
            r"pip\._vendor\.urllib3\.exceptions\.(?P<reason>ReadTimeoutError|ProtocolError|IncompleteRead): HTTPS?ConnectionPool\(host='[^'\n]+', port=\d+\): .*",
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
        "pip-file",
        (
            r"(?:[\w.]*Error: )?Readme file does not exist: (?P<file>\S+)$",
            r"(?:.*?)Readme path `(?P<file>[^`\n]+)` does not exist\..*",
        ),
        N_("pyproject.toml이 가리키는 {file} 파일이 이미지 안에 없어 pip이 패키지를 만들지 못했습니다."),
        N_(
            "그 RUN보다 앞의 COPY에 그 파일도 적으세요: COPY pyproject.toml README.md ./ (.dockerignore가 *.md를 빼 놓지 않았는지도 봅니다)."
        ),
        ImageError,
        source="hatchling 1, poetry-core 1 and 2",
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
            r"Could not find a version that satisfies the requirement (?P<package>[^\s(]+)[^\n]*\(from versions: [^)\n]*\d[^\n]*",
        ),
        N_(
            "pip이 {package}에 맞는 버전을 찾지 못했습니다. 이 파이썬으로 받을 수 있는 버전은 from versions: 뒤에 있습니다."
        ),
        N_(
            "있는 버전으로 고치세요. 적은 버전이 정말 있다면 이 파이썬(이나 CPU)용이 없는 것이니 FROM의 파이썬을 그 버전이 나온 때의 것으로 바꾸거나(옛 버전은 옛 파이썬) 새 버전을 씁니다."
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
            "이름과 버전의 철자, 그리고 파이썬의 버전에 맞는 것인지 확인하세요. 위에 Retrying이 있으면 네트워크 때문입니다. "
            "pip freeze로 만든 목록에는 배포판이 준 것(PyPI에 없습니다)도 들어 있으니 그런 줄은 빼세요."
        ),
        ImageError,
        AFTER,
    ),
    Row(
        "pip-compiler",
        (
            r"command '(?P<command>\S*(?:gcc|g\+\+|cc|rustc|cargo)\S*)' failed: No such file or directory.*",
            r"FileNotFoundError: \[Errno 2\] No such file or directory: '(?P<command>gcc|cc|g\+\+|c\+\+|x86_64-linux-gnu-gcc|aarch64-linux-gnu-gcc)'$",
            # of other programs, too: what is compiled says the folder, or what follows
            r"configure: error: in [`'][^'\n]*\bpip-[^'\n]*':\nconfigure: error: no acceptable (?P<command>C compiler) found in \$PATH.*",
            r"configure: error: no acceptable (?P<command>C compiler) found in \$PATH(?=[\s\S]{0,6000}?(?:site-packages/|building wheel for )).*",
            r"No working (?P<command>compiler) found, or bogus compiler options.*",
            r"(?:error: )?unable to execute '(?P<command>\S*(?:gcc|g\+\+|cc))': No such file or directory.*",
            r"(?:Error: |error: )?(?P<command>pg_config|mysql_config) (?:executable )?not found.*",
            r"(?:Exception: )?Can not find valid (?P<command>pkg-config) name.*",
        ),
        N_("파이썬 패키지를 이미지 안에서 컴파일해야 하는데 {command} 명령이 없습니다."),
        N_(
            "build-essential이나 필요한 -dev 패키지를 먼저 설치하거나, 컴파일된 것(wheel)이 있는 버전과 slim 이미지(alpine 말고)를 쓰세요."
        ),
        ImageError,
        unless=WITHOUT_WHEEL,
    ),
    Row(
        "pip-build",
        (r"(?:error: )?invalid command 'bdist_wheel'$",),
        N_("파이썬 패키지를 이미지 안에서 만들어야 하는데 wheel 패키지가 없습니다."),
        N_("그보다 앞에서 설치하세요: RUN pip install --upgrade pip setuptools wheel"),
        ImageError,
        unless=WITHOUT_WHEEL,
    ),
    Row(
        "pip-build",
        (
            r"(?:ERROR: )?Failed building wheel for (?P<package>[\w.-]+)$",
            r"(?:ERROR: )?(?:Could not build wheels for|Failed to build installable wheels for some pyproject\.toml based projects) \(?(?P<package>[\w.-]+).*",
        ),
        N_("이미지 안에서 {package} 파이썬 패키지를 만들지 못했습니다."),
        N_(
            "까닭은 그 위의 error: 줄에 있습니다. 흔히 컴파일러나 -dev 패키지(헤더 파일)가 없거나, 이 파이썬에 맞는 컴파일된 것(wheel)이 아직 없어서입니다. "
            "그 패키지의 설치 안내를 보거나 파이썬이나 패키지의 버전을 바꾸세요."
        ),
        ImageError,
        AFTER,
        unless=WITHOUT_WHEEL,
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
            r"npm (?:ERR!|error) network (?P<reason>request to https?://\S+ failed)$",
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
)
