"""Programs that come with a project's packages, and what building such packages needs: Node, Python, .NET."""

from __future__ import annotations

from helpers.engine.refusals.build_steps import SH
from helpers.engine.refusals.row import PASSING, Row
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
