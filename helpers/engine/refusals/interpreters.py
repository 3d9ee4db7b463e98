"""Programs in Node, Python, Java, Go and PHP that do not start in an image: packages, versions, libraries."""

from __future__ import annotations

from helpers.engine.refusals.row import AFTER, PASSING, ROOT, Row
from helpers.errors import ImageError
from helpers.i18n import N_

# where the programs of images lie, and people's own do not
OF_AN_IMAGE = r"/(?:app|code|home/app|usr/src|usr/app|srv|opt/app|var/www|home/node)/[^\s\"')]+"

ROWS = (
    Row(
        "package-missing",
        (
            r"Cannot find (?:module|package) '(?P<module>[^'./\n][^'\n]*)'(?: imported from [^\n]*)?\n(?:[^\n]*\n){0,25}?[^\n]*?"
            + OF_AN_IMAGE,
            r"File \"" + OF_AN_IMAGE + r"[^\n]*\n(?:[^\n]*\n)*?"
            r"ModuleNotFoundError: No module named '(?P<module>(?!distutils|docker|compose|helpers)[^'\n]+)'$",
        ),
        N_("프로그램이 쓰는 {module} 패키지(모듈)가 그것이 도는 곳에 없습니다."),
        N_(
            "컨테이너라면 그 이름이 package.json이나 requirements.txt에 있는지, Dockerfile이 그것을 COPY하고 RUN npm install(pip install -r "
            "requirements.txt)을 하는지 보고 다시 빌드하세요. -v로 코드의 폴더를 덮으면 이미지의 node_modules가 가려집니다."
        ),
        rank=PASSING,
    ),
    Row(
        "library-missing",
        (
            r"(?:\S+: )?(?:error while loading shared libraries|ImportError|OSError): (?P<name>lib[\w.+-]+\.so[\w.]*): cannot open shared object file: No such file or directory.*",
        ),
        N_("프로그램이 쓰는 라이브러리 {name} 파일이 이미지에 없습니다."),
        N_(
            "그것이 든 패키지를 Dockerfile에서 설치하세요(데비안: libGL.so.1은 libgl1, libpq.so.5는 libpq5, libgomp.so.1은 libgomp1). "
            "여러 단계로 빌드한다면 마지막 단계에 설치합니다."
        ),
        rank=PASSING,
    ),
    Row(
        "c-library-musl",
        (r"Error relocating (?P<program>\S+): \S+: symbol not found.*",),
        N_("{program} 프로그램은 glibc용으로 만들어졌는데, 이 이미지(alpine)에는 musl이 있습니다."),
        N_(
            "데비안의 이미지(slim)를 쓰거나 alpine 안에서 빌드하세요. Go라면 CGO_ENABLED=0으로 빌드하면 C 라이브러리가 필요 없습니다."
        ),
        rank=PASSING,
        source="musl 1.2, ldso/dynlink.c",
    ),
    Row(
        "java-version",
        (
            r"(?:.*?)UnsupportedClassVersionError: (?P<name>\S+) has been compiled by a more recent version of the Java Runtime.*",
        ),
        N_("이미지의 자바가 프로그램({name})을 컴파일한 자바보다 오래되었습니다."),
        N_("실행하는 단계의 FROM을 빌드한 자바와 같은 버전으로 올리세요(class file 61은 17, 65는 21)."),
        source="OpenJDK 8 to 21",
    ),
    Row(
        "java-main",
        (
            r"(?P<what>no main manifest attribute, in \S+)$",
            r"(?P<what>Could not find or load main class \S+)$",
        ),
        N_("자바가 시작할 클래스를 찾지 못했습니다: {what}"),
        N_(
            "실행할 수 있는 jar를 COPY했는지 보세요(Spring Boot의 -plain.jar는 아닙니다). 클래스의 이름과 -cp의 경로도 확인합니다."
        ),
        rank=PASSING,
        source="OpenJDK 8 to 21",
    ),
    Row(
        "node-openssl",
        (r"error:0308010C:digital envelope routines::unsupported.*",),
        N_("이미지의 Node(17 이상)가 코드에 비해 새것이라, 옛 webpack이 쓰는 해시를 만들지 못합니다."),
        N_("코드에 맞는 버전을 쓰거나(FROM node:16) webpack(react-scripts라면 5 이상)을 올리세요."),
        ImageError,
        source="Node.js 17 and later with OpenSSL 3",
    ),
    Row(
        "node-memory",
        (r"(?:.*?)FATAL ERROR: [^\n]*JavaScript heap out of memory.*",),
        N_("Node가 쓸 수 있는 메모리를 다 썼습니다."),
        N_(
            "더 쓰게 하세요: ENV NODE_OPTIONS=--max-old-space-size=4096 (docker run은 -e). 컨테이너의 --memory와 Docker Desktop의 "
            "Settings → Resources → Memory는 그보다 커야 합니다."
        ),
        source="V8 in Node.js 12 to 22",
    ),
    Row(
        "npm-script",
        (
            r"npm (?:ERR!|error) (?:code )?[Mm]issing script: \"?(?P<name>[^\"\n]+)\"?$"
            r"(?=[\s\S]*(?:did not complete successfully|returned a non-zero code|exited with code))",
        ),
        N_("package.json에 {name} 스크립트가 없습니다."),
        N_(
            "'npm run'이 있는 이름을 보여 줍니다. 컨테이너라면 CMD의 이름과, 이미지에 복사한 package.json이 맞는 것인지 보세요."
        ),
        ImageError,
    ),
    Row(
        "npm-lock-old",
        (
            r"npm (?:ERR!|error) [`']?npm ci[`']? can only install packages when your package\.json and .* in sync.*",
        ),
        N_("package.json과 package-lock.json의 내용이 서로 맞지 않아 npm ci가 그만두었습니다."),
        N_(
            "호스트에서 npm install을 실행해 package-lock.json을 새로 만들고, 둘을 함께 복사해 다시 빌드하세요."
        ),
        ImageError,
        ROOT,
    ),
    Row(
        "npm-engine",
        (r"npm (?:ERR!|error) code EBADENGINE.*",),
        N_("패키지가 이 이미지의 Node 버전을 받아 주지 않습니다."),
        N_(
            "아래의 Required에 적힌 버전으로 FROM을 바꾸세요(예: FROM node:22). 아니면 그 Node에서 되는 버전의 패키지를 씁니다."
        ),
        ImageError,
        source="npm 8 to 11",
    ),
    Row(
        "pip-conflict",
        (
            r"Cannot install [^\n]* because these package versions have conflicting dependencies\..*",
            r"ResolutionImpossible: .*",
        ),
        N_("pip이 패키지들의 버전을 서로 맞추지 못했습니다."),
        N_(
            "The conflict is caused by: 아래에 나온 둘을 보고, requirements.txt에서 한쪽의 버전을 풀거나(==를 지우고) 맞는 것으로 바꾸세요."
        ),
        ImageError,
        source="pip 20.3 to 25",
    ),
    Row(
        "go-version",
        (r"go: (?:\S+ )?requires go >= (?P<wants>[\d.]+) \(running go (?P<has>[\d.]+).*",),
        N_("코드가 Go {wants} 이상을 요구하는데 이미지의 Go는 {has}입니다."),
        N_("FROM을 올리세요: FROM golang:{wants} (태그는 golang:1.23처럼 앞의 둘만 적어도 됩니다)"),
        ImageError,
        source="Go 1.21 and later",
    ),
    Row(
        "go-module",
        (
            r"go: (?:go\.mod file not found in current directory or any parent directory|cannot find main module).*",
        ),
        N_("go가 go.mod 파일을 찾지 못했습니다."),
        N_(
            "go.mod가 있는 폴더에서 하세요. 빌드라면 그 RUN보다 앞에 WORKDIR를 정하고 COPY go.mod go.sum ./ 을 둡니다. 아직 없으면 'go mod init 이름'."
        ),
        ImageError,
        PASSING,
        source="Go 1.16 and later",
    ),
    Row(
        "user-switch",
        (r"(?:gosu: )?failed switching to \"(?P<user>[^\"\n]+)\": operation not permitted.*",),
        N_("이미지의 시작 스크립트가 {user} 사용자로 바꾸지 못했습니다."),
        N_(
            "--cap-drop(Compose는 cap_drop)이나 no-new-privileges로 뺀 권한 때문입니다. --cap-add SETUID --cap-add SETGID를 더하거나, 처음부터 "
            "--user로 그 사용자로 켜세요."
        ),
        rank=PASSING,
        source="gosu 1.10 to 1.17",
    ),
    Row(
        "php-driver",
        (r"(?:.*?)PDOException: could not find driver.*",),
        N_("PHP 이미지에 데이터베이스 드라이버(pdo_mysql 따위)가 들어 있지 않습니다."),
        N_(
            "Dockerfile에서 넣고 다시 빌드하세요: RUN docker-php-ext-install pdo_mysql (PostgreSQL은 libpq-dev를 설치한 뒤 pdo_pgsql)."
        ),
        rank=AFTER,
        source="PHP 7 and 8, ext/pdo",
    ),
)
