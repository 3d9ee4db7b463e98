"""A build that does not begin, or that copies what is not there: folder, file, COPY."""

from __future__ import annotations

from helpers.engine.refusals.instructions import PARSE
from helpers.engine.refusals.row import PASSING, Row
from helpers.errors import ImageError
from helpers.i18n import N_

IN_CONTEXT = N_("경로는 'docker build' 끝에 적은 폴더를 기준으로 합니다. 이름과 .dockerignore를 확인하세요.")
NOT_FOUND = r"[^\n]*?\"(?P<file>/[^\"\n]+)\":? not found.*"
NO_FILE = r"(?:no such file or directory|The system cannot find the (?:file|path) specified\.?|not found|지정된 \S+ 찾을 수 없습니다\.?)"

ROWS = (
    Row(
        "snap-blind",
        (r"(?:.*?)(?:open|lstat|stat|chdir) /var/lib/snapd/void(?:/\S*)?: .*",),
        N_("snap으로 설치한 도커는 이 폴더를 보지 못합니다."),
        N_("홈 폴더 아래의 (점으로 시작하지 않는) 폴더로 옮겨서 하거나, 도커를 apt로 설치해 쓰세요."),
        ImageError,
        source="snapd, the void directory of a confined snap",
    ),
    Row(
        "no-dockerfile",
        (
            r"(?:.*?: )?failed to read dockerfile: (?:failed to \w+ [^:\n]*: )?(?:open|lstat|stat) (?:\S*/)?(?P<file>[^/\s:]+): no such file or directory.*",
            r"(?:.*?: )?unable to evaluate symlinks in Dockerfile path: (?:(?:lstat|CreateFile|GetFileAttributesEx) )?(?P<file>[^\s:][^\n]*?): "
            + NO_FILE
            + r".*",
            r"(?:.*?: )?unable to evaluate symlinks in (?P<file>Dockerfile) path(?:: lstat)?$",
            r"(?:.*?: )?resolve : (?:lstat|CreateFile|GetFileAttributesEx) (?P<file>[^\n:]*[Dd]ockerfile[^\n:]*): "
            + NO_FILE
            + r".*",
            r"(?:.*?: )?Cannot locate (?:specified )?Dockerfile: (?P<file>.*)",
            r"(?:.*?: )?no Containerfile or Dockerfile specified or found in context directory,? (?P<file>[^:\n]*).*",
            r"(?:.*?: )?(?:the Dockerfile|Dockerfile) \((?P<file>[^)\n]*)\) (?:cannot be found|does not exist|is excluded by \.dockerignore).*",
        ),
        N_("빌드할 폴더에 {file} 파일이 없습니다."),
        N_(
            "Dockerfile이 있는 폴더로 가서('cd', 'ls') 다시 하세요. 이름은 정확히 Dockerfile이어야 합니다(.txt 없이). "
            "다른 이름이면 -f로 적습니다: docker build -f 파일 ."
        ),
        ImageError,
    ),
    Row(
        "dockerfile-is-folder",
        (
            r"(?:.*?: )?(?:failed to read dockerfile: |unexpected error reading Dockerfile: )(?:failed to \w+ [^:\n]*: )?read (?P<file>\S+): is a directory.*",
        ),
        N_("Dockerfile이라는 이름의 것이 파일이 아니라 폴더입니다."),
        N_("-f에는 파일의 경로를, 끝에는 폴더를 적으세요: docker build -f 폴더/Dockerfile 폴더"),
        ImageError,
    ),
    Row(
        "context-missing",
        (r"(?:.*?: )?build path (?P<path>\S+) either does not exist.*",),
        N_("Compose 파일의 build: 에 적은 {path} 폴더가 없습니다."),
        N_(
            "경로는 Compose 파일이 있는 폴더를 기준으로 합니다. 폴더의 이름을 고치거나 저장소를 통째로 받았는지 보세요. "
            "이미 있는 이미지를 쓰려면 build: 대신 image: 이름 을 적습니다."
        ),
        ImageError,
    ),
    Row(
        "context-missing",
        (
            r"(?:.*?: )?unable to prepare context: path \"(?P<path>[^\"\n]*)\" not found.*",
            r"(?:.*?: )?unable to prepare context: (?:context must be a directory: |unable to evaluate symlinks in context path: (?:lstat |CreateFile )?)(?P<path>[^:\n]+).*",
        ),
        N_("빌드할 곳으로 적은 {path} 폴더가 없거나, 폴더가 아닙니다."),
        N_("'docker build'의 끝에는 폴더를 적습니다. 지금 폴더라면 점을 찍으세요: docker build -t 이름 ."),
        ImageError,
    ),
    Row(
        "context-missing",
        (r"(?:.*?: )?resolve : (?:lstat|CreateFile|stat) (?P<path>[^\n:]+): " + NO_FILE + r".*",),
        N_("빌드에 필요한 {path} 폴더가 없습니다."),
        N_(
            "'docker build' 끝의 폴더이거나 -f에 적은 Dockerfile이 있어야 할 폴더입니다. 'pwd'와 'ls'로 지금 폴더를 확인하고 경로를 고치세요. "
            "지금 폴더라면 점을 찍습니다: docker build -t 이름 ."
        ),
        ImageError,
    ),
    Row(
        "context-git",
        (r"(?:.*?: )?unable to prepare context: unable to 'git clone' to temporary context directory.*",),
        N_("빌드할 곳으로 적은 git 저장소를 받지 못했습니다."),
        N_("주소와 네트워크를 확인하고, 지금 폴더를 쓰려면 점을 찍으세요: docker build -t 이름 ."),
        ImageError,
    ),
    Row(
        "dockerfile-outside",
        (r"(?:.*?: )?the Dockerfile \((?P<file>[^)\n]*)\) must be within the build context.*",),
        N_("Dockerfile이 빌드할 폴더 밖에 있습니다."),
        N_("Dockerfile을 그 폴더 안에 두거나, 둘을 다 담은 위의 폴더를 끝에 적으세요."),
        ImageError,
    ),
    Row(
        "context-denied",
        (
            r"(?:.*?: )?error checking context: '?(?:no permission to read from|can't stat) '?(?P<path>[^'\n]+)'.*",
            r"(?:.*?: )?error from sender: (?:open|failed to xattr|lstat) (?P<path>[^:\n]+): (?:permission denied|operation not permitted).*",
        ),
        N_("빌드할 폴더의 {path} 파일을 읽을 권한이 없습니다."),
        N_("그 파일을 .dockerignore에 적거나, 필요한 것만 있는 폴더에서 빌드하세요."),
        ImageError,
    ),
    Row(
        "copy-outside",
        (
            r"(?:.*?: )?(?P<keyword>COPY|ADD) failed: [Ff]orbidden path outside the build context: (?P<file>\S+).*",
            r"(?:.*?: )?(?P<keyword>COPY|ADD) failed: .*?[Ff]orbidden path.*?(?P<file>)$",
        ),
        N_("{keyword}로 빌드할 폴더 밖의 것({file})을 복사할 수 없습니다."),
        N_("파일을 그 폴더 안으로 옮기거나, 둘을 다 담은 위의 폴더에서 -f로 Dockerfile을 가리켜 빌드하세요."),
        ImageError,
    ),
    Row(
        "copy-ignored",
        (
            r"(?:- )?(?:CopyIgnoredFile: )?Attempting to Copy file \"(?P<file>[^\"\n]+)\" that is excluded by \.dockerignore.*",
        ),
        N_("Dockerfile이 복사하려는 {file} 파일을 .dockerignore가 빼 놓았습니다."),
        N_(".dockerignore에서 그 줄을 지우거나, 그 줄 뒤에 !{file} 을 적으세요."),
        ImageError,
        PASSING,
        source="BuildKit 0.15 and later, frontend/dockerfile/linter",
    ),
    Row(
        "copy-missing",
        (
            r"(?:.*?: )?(?:COPY|ADD) failed: (?:file not found in build context or excluded by \.dockerignore: )?(?:l?stat )(?:/var/lib/docker/\S*?/docker-builder\d+/|/var/lib/docker/overlay2/\w+/merged/)?(?P<file>[^\s:]+): .*",
            r"(?:> )?\[[^\]\n]*\] (?:COPY|ADD) (?![^\n]*--from=)[^\n]*\n(?:[^\n]*\n){0,16}?docker: "
            + NOT_FOUND,
            r"\d+ \| >>> (?:COPY|ADD) (?![^\n]*--from=)[^\n]*\n(?:[^\n]*\n){0,6}?docker: " + NOT_FOUND,
            r"Step \d+(?:/\d+)? : (?:COPY|ADD) (?![^\n]*--from=)[^\n]*\n(?:docker: )?(?:l?stat )(?P<file>[^\s:]+): no such file or directory.*",
            r"(?:.*?)building at STEP \"(?:COPY|ADD) (?![^\n]*--from=)[^\n]*?copier: stat: \"(?P<file>[^\"\n]+)\": no such file or directory.*",
        ),
        N_("Dockerfile이 복사하려는 {file} 파일이 빌드 컨텍스트에 없습니다."),
        IN_CONTEXT,
        ImageError,
    ),
    Row(
        "copy-missing",
        (
            r"(?:.*?: )?failed to (?:compute cache key|calculate checksum).*?[\"'](?P<file>/[^\"'\n]+)[\"']:? not found.*",
            r"(?:.*?: )?failed to (?:compute cache key|calculate checksum|walk).*?lstat (?:\S*?/buildkit-mount\d+/)?(?P<file>[^\s:]+): no such file or directory.*",
            r"(?:.*?: )?lstat \S*?/buildkit-mount\d+/(?P<file>[^\s:]+): no such file or directory.*",
            r"(?:docker: )\"(?P<file>/[^\"\n]+)\":? not found.*",
            r"(?:.*?)building at STEP \"(?:COPY|ADD) [^\n]*?copier: stat: \"(?P<file>[^\"\n]+)\": no such file or directory.*",
        ),
        N_("Dockerfile이 복사하려는 {file} 파일이 빌드 컨텍스트에(COPY --from이라면 그 단계에) 없습니다."),
        N_(
            "경로는 'docker build' 끝에 적은 폴더를 기준으로 합니다. 이름과 .dockerignore를 확인하세요. COPY --from의 경로는 그 단계 안의 것이니 "
            "그 단계가 파일을 어디에 만드는지 봅니다."
        ),
        ImageError,
    ),
    Row(
        "copy-no-match",
        (r"(?:.*?: )?no source files were specified.*",),
        N_("COPY(나 ADD)에 적은 패턴에 맞는 파일이 빌드 컨텍스트에 하나도 없습니다."),
        IN_CONTEXT,
        ImageError,
    ),
    Row(
        "copy-many",
        (
            r"(?:.*?)When using (?:COPY|ADD) with more than one source file, the destination must be a directory and end with a /.*",
        ),
        N_("COPY(나 ADD)로 여럿을 복사할 때는 목적지가 폴더여야 합니다."),
        N_("목적지를 / 로 끝내세요: COPY a b /x/"),
        ImageError,
    ),
    Row(
        "copy-no-destination",
        (PARSE + r"(?P<word>COPY|ADD)[ \n]requires at least (?:two|one source and one destination|2) .*",),
        N_("Dockerfile의 {line}번째 줄, {word}에는 복사할 것과 목적지가 모두 있어야 합니다."),
        N_("둘을 다 적으세요: COPY app.py /app/"),
        ImageError,
    ),
    Row(
        "copy-no-destination",
        (
            r"(?:docker: )?(?P<word>COPY|ADD) requires at least (?:two|one source and one destination|2)\b[^\n]*",
        ),
        N_("{word}에는 복사할 것과 목적지가 모두 있어야 합니다."),
        N_("둘을 다 적으세요: COPY app.py /app/"),
        ImageError,
        source="moby 1.9 to 17.05, before the Dockerfile was read as a whole",
    ),
    Row(
        "copy-onto-file",
        (
            r"(?:.*?: )?cannot copy to non-directory: (?P<file>\S+).*",
            r"docker: mkdir (?P<file>/\S+): not a directory$",
            r"(?:.*?: )?failed to copy files: .*?(?P<file>/[^/\s:]+/?): (?:not|is) a directory.*",
            r"(?:.*?: )?cannot replace to directory (?P<file>\S+) with file.*",
        ),
        N_("COPY가 폴더를 파일 위에, 또는 파일을 폴더 위에 놓으려 합니다: {file}"),
        N_("목적지의 이름을 바꾸거나 폴더라면 / 로 끝내세요. 컨텍스트의 것이 폴더인지 파일인지도 보세요."),
        ImageError,
    ),
)
