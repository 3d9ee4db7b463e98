"""Programs that come with a project's packages, and what building such packages needs: Node, Python, .NET, Ruby."""

from __future__ import annotations

from helpers.engine.refusals.build_steps import SH
from helpers.engine.refusals.row import AFTER, PASSING, Row
from helpers.errors import ImageError
from helpers.i18n import N_

OF_NODE = (
    r"(?P<program>nodemon|vite|next|nuxt|nest|ng|nx|tsc|ts-node|tsx|react-scripts|vue-cli-service|webpack|webpack-dev-server"
    r"|cross-env|concurrently|rimraf|node-gyp|prisma|jest)"
)
# what npm says after a script whose program the shell did not find
SCRIPT_FAILED = r"(?=\n(?:(?:npm (?:notice|ERR!|error)[^\n]*)?\n){0,12}?npm (?:ERR!|error) (?:code (?:127|ELIFECYCLE)|file sh)$)"
# not of a package: they have to be installed in the image
OF_THE_SYSTEM = r"(?:python\d?|make|g?cc|g\+\+|c\+\+|git|curl|wget|bash|sudo|node|npm|npx|yarn|pnpm|cmake|cargo|java|docker)"
OF_PYTHON = (
    r"(?P<program>gunicorn|uvicorn|hypercorn|daphne|flask|fastapi|celery|django-admin|alembic|streamlit)"
)
NPM = r"(?:npm (?:ERR!|error) |│ +)?"
# a package that can do without
OPTIONAL = r"[^\n]*(?:SKIPPING OPTIONAL DEPENDENCY|optional dep failed, continuing|This module is OPTIONAL)|added \d+ packages"

ROWS = (
    Row(
        "npm-prepare",
        (
            SH
            + r"(?P<program>husky|lefthook|simple-git-hooks|patch-package|is-ci|ngcc|lerna): (?:command )?not found"
            + SCRIPT_FAILED,
        ),
        N_(
            "npm install이 끝에 부르는 스크립트(prepare, postinstall)의 {program} 프로그램이 없습니다. devDependencies를 빼고 설치하면 그렇게 됩니다."
        ),
        N_(
            "그 RUN에서만 스크립트를 빼세요: RUN npm pkg delete scripts.prepare && npm ci --omit=dev. --ignore-scripts는 모든 스크립트를 부르지 않으니 컴파일이 필요한 "
            "패키지가 없을 때 씁니다."
        ),
        ImageError,
        source="npm 6 to 11",
    ),
    Row(
        "package-program",
        (
            SH + OF_NODE + r": (?:command )?not found$",
            SH + r"(?P<program>(?!" + OF_THE_SYSTEM + r":)[\w-]+): (?:command )?not found" + SCRIPT_FAILED,
        ),
        N_(
            "{program} 프로그램은 Node 패키지에 들어 있는데, 명령이 도는 곳의 node_modules에 그 패키지가 없습니다."
        ),
        N_(
            "package.json에 있는지, Dockerfile이 RUN npm install을 하는지 보세요(--omit=dev나 NODE_ENV=production이면 devDependencies는 설치되지 않습니다). "
            "-v로 코드의 폴더를 덮으면 이미지의 node_modules가 가려지니 호스트에서도 npm install을 하거나 -v /app/node_modules를 하나 더 붙입니다."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "package-program",
        (
            SH + OF_PYTHON + r": (?:command )?not found$",
            r'docker: .*?exec: \\*"' + OF_PYTHON + r'\\*": executable file not found.*',
        ),
        N_("{program} 프로그램은 파이썬 패키지에 들어 있는데, 이미지에 그 패키지가 없습니다."),
        N_(
            "requirements.txt에 {program}이(가) 있는지, Dockerfile이 그 파일을 COPY하고 RUN pip install -r requirements.txt를 하는지 보고 다시 빌드하세요. "
            "가상 환경에 설치했거나 여러 단계로 빌드한다면 그 bin 폴더가 PATH에 있어야 합니다."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "npm-compiler",
        (NPM + r"gyp (?:ERR!|error) (?:find Python|stack Error: not found: make).*",),
        N_("Node 패키지를 이미지 안에서 컴파일해야 하는데 쓸 수 있는 파이썬이나 컴파일러가 없습니다."),
        N_(
            "npm install보다 앞에서 설치하세요: RUN apk add --no-cache python3 make g++ (데비안: apt-get update && apt-get install -y python3 make g++). "
            "THIS VERSION OF PYTHON IS NOT SUPPORTED라고 하면 FROM을 새 태그로 올립니다. 컴파일된 것이 있는 버전의 패키지나 alpine이 아닌 이미지를 써도 됩니다."
        ),
        ImageError,
        PASSING,
        unless=OPTIONAL,
    ),
    Row(
        "lock-old",
        (
            r"ERR_PNPM_(?:FROZEN_LOCKFILE_WITH_)?OUTDATED_LOCKFILE\b.*",
            r"(?:➤ )?YN0028: .*",
            r"(?:error )?Your lockfile needs to be updated, but yarn was run with `--frozen-lockfile`.*",
        ),
        N_(
            "package.json과 lock 파일(pnpm-lock.yaml, yarn.lock)의 내용이 서로 맞지 않아 설치를 그만두었습니다."
        ),
        N_(
            "호스트에서 같은 프로그램(pnpm install, yarn install)으로 lock 파일을 새로 만들고, 둘을 함께 복사해 다시 빌드하세요. 이미지의 pnpm이나 yarn이 lock 파일을 만든 것과 다른 "
            "버전이어도 그렇습니다."
        ),
        ImageError,
        source="pnpm 6 to 10, Yarn 1 to 4",
    ),
    Row(
        "lock-missing",
        (r"ERR_PNPM_NO_LOCKFILE\b.*",),
        N_("이미지 안에 pnpm-lock.yaml이 없습니다."),
        N_("그 RUN보다 앞에 COPY package.json pnpm-lock.yaml ./ 을 두세요. .dockerignore도 봅니다."),
        ImageError,
        source="pnpm 6 to 10",
    ),
    Row(
        "step-killed",
        (
            r"Cannot allocate memory - [^\n]*(?=\n(?:[^\n]*\n){0,30}?[^\n]*(?:returned a non-zero code|did not complete|Bundler cannot continue))",
        ),
        N_("메모리가 모자라 RUN의 명령이 끝나 버렸습니다."),
        N_(
            "빌드에 메모리를 더 주세요. Docker Desktop은 Settings → Resources → Memory에 있습니다. "
            "한꺼번에 하는 일을 줄이는 방법도 있습니다."
        ),
        ImageError,
        source="Ruby 2 and 3, mkmf",
    ),
    Row(
        "gem-build",
        (
            r"(?:Can't find the '|checking for )(?P<header>libpq-fe\.h|mysql\.h|sqlite3\.h|ffi\.h|yaml\.h|libxml/\w+\.h)(?: header|'|\.\.\. no$).*",
            r"[\w:.-]+: (?P<header>mysql client|sqlite3|libpq|libxml2|libyaml|libffi) is missing\..*",
        ),
        N_("Ruby의 젬을 이미지 안에서 컴파일해야 하는데 {header} 헤더가 없습니다."),
        N_(
            "그것이 든 패키지를 RUN bundle install보다 앞에서 설치하세요(데비안: pg는 libpq-dev, mysql2는 default-libmysqlclient-dev, sqlite3는 libsqlite3-dev, psych는 "
            "libyaml-dev. alpine은 postgresql-dev처럼 이름이 다릅니다)."
        ),
        ImageError,
        PASSING,
        source="Ruby 2 and 3, mkmf of pg, mysql2, sqlite3",
    ),
    Row(
        "gem-build",
        (
            r"(?:Gem::(?:Ext::|Installer::Extension)BuildError: )?(?:ERROR: )?Failed to build gem native extension\.?$",
            r"Could not create Makefile due to some reason, probably lack of(?P<header>) necessary$",
        ),
        N_("Ruby의 젬 하나를 이미지 안에서 컴파일하지 못했습니다."),
        N_(
            "까닭은 그 아래의 checking for … no나 not found 줄에 있습니다. 컴파일러가 없는 이미지(slim, alpine)면 먼저 설치하고(데비안: build-essential, alpine: build-base), 젬이 쓰는 "
            "라이브러리의 -dev 패키지도 넣으세요. 여러 단계로 빌드하면 실행할 이미지는 작게 둘 수 있습니다."
        ),
        ImageError,
        AFTER,
        unless=r"Bundle complete!",
        source="RubyGems 2 and 3",
    ),
    Row(
        "dotnet-no-project",
        (r"MSBUILD ?: error MSB1003: .*",),
        N_("dotnet이 지금 폴더에서 프로젝트 파일(.csproj, .sln)을 찾지 못했습니다."),
        N_(
            "그 RUN보다 앞의 COPY가 그 파일을 WORKDIR에 넣는지 보거나 경로를 적으세요: RUN dotnet restore 폴더/이름.csproj. 마지막 단계의 이미지에는 코드가 "
            "없으니 dotnet build와 dotnet test는 빌드하는 단계에 둡니다."
        ),
        ImageError,
    ),
    Row(
        "package-program-denied",
        (SH + OF_NODE + r": Permission denied$",),
        N_(
            "node_modules 안의 {program} 프로그램에 실행 권한이 없습니다. 호스트(Windows)의 node_modules가 이미지로 복사된 것입니다."
        ),
        N_(
            ".dockerignore에 node_modules를 적고 다시 빌드하세요. 그러면 이미지 안에서 npm install(npm ci)이 만든 것이 쓰입니다."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "npm-folder-busy",
        (
            r"npm (?:ERR!|error) EBUSY: resource busy or locked, (?:rmdir|rename|unlink) '(?P<path>/[^'\n]+)'.*",
        ),
        N_("{path} 자리에는 다른 것이 마운트되어 있어 npm이 지우거나 옮기지 못합니다."),
        N_(
            "node_modules나 그 안에는 캐시의 마운트(RUN --mount=type=cache)나 볼륨을 두지 마세요. 캐시는 /root/.npm 에 둡니다. 컨테이너 안이라면 npm ci 대신 npm install을 "
            "하면 node_modules를 통째로 지우지 않습니다."
        ),
        ImageError,
        PASSING,
        source="npm 6 to 11",
    ),
)
