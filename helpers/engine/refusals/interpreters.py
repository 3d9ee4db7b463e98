"""Programs in Node, Python, Java, Go and PHP that do not start in an image: packages, versions, libraries."""

from __future__ import annotations

from helpers.engine.refusals.row import AFTER, PASSING, ROOT, Row
from helpers.errors import ImageError
from helpers.i18n import N_

# where the programs of images lie, and people's own do not
OF_AN_IMAGE = r"/(?:app|code|home/app|usr/src|usr/app|srv|opt/app|var/www|home/node)/[^\s\"')]+"
# a few lines on; a look through all of a long output at every such line would take minutes
FAILS = (
    r"(?=\n(?:[^\n]*\n){0,30}?[^\n]*?(?:did not complete successfully|returned a non-zero code|executor failed"
    r"|Failed to compile|exited with code [1-9]))"
)

ROWS = (
    Row(
        "package-of-another-system",
        (
            r"(?:.*?)Cannot find (?:module|package) '(?P<module>[^'\n]*(?:linux|darwin|win32|freebsd)(?:musl)?-(?:x64|arm64|arm|ia32)[^'\n]*)'.*",
            r"(?:.*?)The package \"(?P<module>@esbuild/[^\"\n]+)\" could not be found, and is needed by esbuild\..*",
            r"(?:.*?)You installed (?P<module>esbuild) for another platform than the one you're currently using\..*",
            r"(?:.*?)Could not load the \"(?P<module>sharp)\" module using the \S+ runtime.*",
            r"(?:.*?)(?P<module>/[^:\n]*/node_modules/[^:\n]+\.node): invalid ELF header.*",
        ),
        N_("node_modules에 이 이미지의 시스템(CPU)용 부분이 없습니다: {module}"),
        N_(
            "다른 시스템에서 설치한 것입니다. .dockerignore에 node_modules를 적어 호스트의 것이 복사되지 않게 하고, 이미지 안에서 RUN npm ci를 하세요. "
            "-v로 코드의 폴더를 덮으면 -v /app/node_modules를 하나 더 붙입니다. 그래도 같으면 package-lock.json에 이 시스템용이 빠진 것이니 npm install로 새로 만드세요."
        ),
        rank=PASSING,
        source="Rollup 4, esbuild 0.17 and later, sharp 0.32 and later, Node.js 12 to 22",
    ),
    Row(
        "source-missing",
        (
            # webpack and Next.js also warn of modules that a package can do without
            r"(?:.*?)Module not found: (?:Error: )?Can't resolve '(?P<module>[^'\n]+)'.*" + FAILS,
            r"Failed to compile\.?\n(?:[^\n]*\n){0,6}?[^\n]*Module not found: (?:Error: )?Can't resolve '(?P<module>[^'\n]+)'.*",
            r"(?:.*?)Rollup failed to resolve import \"(?P<module>[^\"\n]+)\" from .*",
            r"(?:.*?)error TS2307: Cannot find module '(?P<module>[^'\n]+)' or its corresponding type declarations\..*",
        ),
        N_("코드가 가져오는(import) {module}을(를) 찾지 못해 프로그램을 만들지 못했습니다."),
        N_(
            "./ 나 @/ 로 시작하면 자기 파일입니다. 그 파일이 이미지에 복사되는지(.dockerignore, COPY)와 대소문자가 같은지 보세요(macOS와 Windows는 가리지 않지만 리눅스는 "
            "가립니다). 패키지의 이름이면 package.json에 적고 npm install 하세요."
        ),
        rank=PASSING,
        source="webpack 4 and 5, Next.js 12 to 15, Vite 4 to 6, TypeScript 4 and 5",
    ),
    Row(
        "package-missing",
        (
            r"Cannot find (?:module|package) '(?P<module>[^'./\n][^'\n]*)'(?: imported from [^\n]*)?\n(?:[^\n]*\n){0,25}?[^\n]*?"
            + OF_AN_IMAGE,
            r"Cannot find (?:module|package) '(?P<module>[^'./\n][^'\n]*)'\n(?:[^\n]*\n){0,25}?[\w.-]+ exited with code [1-9].*",
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
        "source-missing",
        (
            r"Cannot find module '(?P<file>/[^'\n]+)'\n+Require stack:\n+- .*",
            r"Cannot find module '(?P<file>\.{1,2}/[^'\n]+)'\n+Require stack:\n+- " + OF_AN_IMAGE + r".*",
        ),
        N_("프로그램의 코드가 불러오는 {file} 파일이 그것이 도는 곳에 없습니다."),
        N_(
            "컨테이너라면 Dockerfile이 그 파일도 COPY하는지, .dockerignore가 빼 놓지 않았는지, 대소문자가 같은지 보세요(리눅스는 가립니다). -v로 같은 폴더를 덮으면 호스트의 것이 보이니 "
            "거기에 있어야 합니다."
        ),
        rank=PASSING,
        source="Node.js 12 to 22",
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
        "go-compiler",
        (
            r"(?:.*?)cgo: C compiler \"(?P<command>[^\"\n]+)\" not found.*",
            r"(?:.*?)cgo: exec \S*?(?P<command>[\w+.-]+): exec: .*",
            r"# runtime/cgo\n(?:docker: )?exec: \"(?P<command>[\w+.-]+)\": executable file not found.*",
        ),
        N_("Go가 C로 쓴 부분까지 컴파일해야 하는데(cgo) 이미지에 {command} 컴파일러가 없습니다."),
        N_(
            "그 RUN보다 앞에서 설치하세요: RUN apk add --no-cache build-base (데비안: apt-get update && apt-get install -y gcc libc6-dev). "
            "C가 필요 없는 코드라면 CGO_ENABLED=0 으로 빌드합니다."
        ),
        ImageError,
        source="Go 1.10 and later, cmd/cgo",
    ),
    Row(
        "rust-version",
        (
            r"(?:.*?)rustc (?P<has>[\d.]+) is not supported by the following packages?:(?P<wants>).*",
            r"(?:.*?)package `[^`\n]+` cannot be built because it requires rustc (?P<wants>[\d.]+) or newer, while the currently active rustc version is (?P<has>[\d.]+).*",
        ),
        N_("이미지의 Rust {has} 버전이 코드가 쓰는 패키지에 비해 오래되었습니다."),
        N_(
            "아래에 나온 rustc 버전 이상으로 FROM을 올리세요(FROM rust:1 은 늘 새것입니다). Cargo.lock을 함께 COPY하면 만들 때와 같은 버전의 패키지가 쓰입니다."
        ),
        ImageError,
        source="Cargo 1.56 and later",
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
        "php-version",
        (
            r"(?:- )?Root composer\.json requires php (?P<wants>.+?) but your php version \((?P<has>[\d.]+)[^)\n]*\) does not satisfy that requirement\..*",
            r"(?:- )?(?:This package|[\w./-]+/[\w./-]+ [^\s]+) requires php (?P<wants>\S[^\n]*?) (?:but|->) your (?:PHP|php) version \((?P<has>[\d.]+)[^)\n]*\) does not satisfy that requirement\..*",
            r"(?:.*?)Your Composer dependencies require a PHP version \"(?P<wants>[^\"\n]+)\"\. You are running (?P<has>[\d.]+).*",
        ),
        N_("코드가 PHP {wants} 버전을 요구하는데 이미지의 PHP는 {has}입니다."),
        N_(
            "FROM을 그 버전으로 바꾸세요(예: FROM php:8.3-apache). composer 이미지로 설치하는 단계도 같은 버전이어야 합니다."
        ),
        ImageError,
        source="Composer 2",
    ),
    Row(
        "php-extension",
        (
            r"(?:- )?(?:Root composer\.json|[\w./-]+/[\w./-]+[^\n]*?) requires? (?:PHP extension )?ext-(?P<name>[\w-]+) \S+ (?:-> it|but it) is missing from your system\..*",
            r"(?:- )?The requested PHP extension ext-(?P<name>[\w-]+) \S+ is missing from your system\..*",
            r"(?:- )?[\w./-]+/[\w./-]+ [^\n]*-> the requested PHP extension (?P<name>[\w-]+) is missing from your system\..*",
        ),
        N_("코드가 쓰는 PHP의 확장 {name}이(가) 이미지에 없습니다."),
        N_(
            "Dockerfile에서 composer보다 앞에 넣으세요: RUN docker-php-ext-install {name} (필요한 -dev 패키지를 먼저 설치합니다). 설치만 하는 단계라면 "
            "--ignore-platform-req=ext-{name} 으로 넘어가도 되지만, 실행하는 이미지에는 있어야 합니다."
        ),
        ImageError,
        source="Composer 1 and 2",
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
