"""How engines word what they refuse, and what a learner can do about it: one row each.

Engines 20.10 to 28, the classic builder and BuildKit, docker-py and the docker command word some of
them differently; tests/engine/test_explain.py provokes each on a real engine.
"""

from __future__ import annotations

from typing import NamedTuple

from helpers.errors import BusyError, CourseError, EngineDenied, EngineNotFound, ImageError
from helpers.i18n import N_


class Row(NamedTuple):
    """One refusal: how the engine words it, what it means, what to do; named groups fill both."""

    code: str
    pattern: str
    what: str
    remedy: str
    kind: type[CourseError] = CourseError


# The first row that matches wins: causes come before their consequences.
ROWS = (
    Row(
        "engine-stopped",
        r"Cannot connect to the Docker daemon|failed to connect to the docker API",
        N_("도커 엔진이 멈춰 있습니다."),
        N_("'course doctor'를 실행하면 켜는 방법을 알려 줍니다."),
        EngineNotFound,
    ),
    Row(
        "engine-denied",
        r"permission denied while trying to connect to the Docker",
        N_("도커 엔진의 소켓을 쓸 권한이 없습니다."),
        N_("'course doctor'를 실행하면 권한을 얻는 방법을 알려 줍니다."),
        EngineDenied,
    ),
    Row(
        "disk-full",
        r"no space left on device|disk quota exceeded",
        N_("디스크가 가득 찼습니다."),
        N_(
            "무엇이 자리를 차지하는지 보려면 'docker system df', "
            "이 과정이 만든 것을 지우려면 'course reset --all'을 실행하세요."
        ),
    ),
    Row(
        "port-by-container",
        r"Bind for \S*?:(?P<port>\d+) failed: port is already allocated",
        N_("포트 {port}번은 다른 컨테이너가 이미 쓰고 있습니다."),
        N_(
            "'docker ps'로 찾아 멈추거나 다른 포트를 쓰세요. "
            "실패한 컨테이너는 created 상태로 남으니 'docker rm'으로 지우세요."
        ),
        BusyError,
    ),
    Row(
        "port-by-program",
        r"(?:listen \S+ |0\.0\.0\.0|127\.0\.0\.1|\[::\])\S*?:(?P<port>\d+).*(?:address already in use)",
        N_("포트 {port}번은 이 컴퓨터의 다른 프로그램이 이미 쓰고 있습니다."),
        N_(
            "'sudo ss -ltnp'로 그 프로그램을 찾아 끝내거나 다른 포트를 쓰세요. "
            "남은 컨테이너는 'docker rm'으로 지우세요."
        ),
        BusyError,
    ),
    Row(
        "name-taken",
        r'container name "/?(?P<name>[^"]+)" is already in use',
        N_("'{name}'(이)라는 컨테이너가 이미 있습니다."),
        N_("지우려면 'docker rm {name}', 남겨 두려면 'docker rename {name} {name}-old'를 실행하세요."),
        BusyError,
    ),
    Row(
        "image-in-use",
        r'unable to (?:remove repository reference|delete)[ "]*(?P<image>[^\s"]+)'
        r".*(?:container (?P<id>[0-9a-f]{12})|dependent child)",
        N_("이미지 {image}을(를) 쓰는 것이 남아 있어 지울 수 없습니다."),
        N_("멈춘 컨테이너도 이미지를 씁니다. 'docker ps -a'로 찾아 'docker rm'으로 먼저 지우세요."),
        BusyError,
    ),
    Row(
        "volume-in-use",
        r"remove (?P<volume>[^\s:]+): volume is in use - \[(?P<id>[0-9a-f]{12})",
        N_("볼륨 {volume}을(를) 컨테이너 {id}이(가) 쓰고 있어 지울 수 없습니다."),
        N_("멈춘 컨테이너도 볼륨을 씁니다. 'docker rm {id}'로 먼저 지우세요."),
        BusyError,
    ),
    Row(
        "not-running",
        r"container (?P<id>[0-9a-zA-Z_.-]+) is not running",
        N_("컨테이너 {id:.12}은(는) 실행 중이 아닙니다."),
        N_("'docker ps -a'로 상태를, 'docker logs'로 끝난 까닭을 보고 'docker start'로 다시 켜세요."),
    ),
    Row(
        "mirror-gone",
        r"(?:Could not resolve|Temporary failure resolving) '(?P<host>[^']+)'",
        N_("패키지 서버 {host}을(를) 찾을 수 없어 빌드가 멈췄습니다."),
        N_("네트워크와 DNS, 그리고 배포판의 지원 기간이 끝나 서버가 사라지지 않았는지 확인하세요."),
        ImageError,
    ),
    Row(
        "mirror-gone",
        r"Unable to locate package (?P<package>[^\s\\]+)",
        N_("apt가 패키지 {package}을(를) 찾지 못해 빌드가 멈췄습니다."),
        N_(
            "같은 RUN 안에서 'apt-get update'를 먼저 하고 이름을 확인하세요. "
            "지원이 끝난 배포판이면 다른 것을 고르세요."
        ),
        ImageError,
    ),
    Row(
        "mirror-gone",
        r"E: Failed to fetch https?://(?P<host>[^/\s]+)",
        N_("패키지 서버 {host}에서 받는 도중에 끊겨 빌드가 멈췄습니다."),
        N_(
            "네트워크를 확인하고 다시 빌드하세요. 끝난 단계는 캐시에서 옵니다. "
            "출력에 404가 있으면 같은 RUN 안에서 'apt-get update'를 먼저 하세요."
        ),
        ImageError,
    ),
    Row(
        "archive-missing",
        r"ERROR: no archive at (?P<url>\S+)",
        N_("아카이브를 {url}에서 받을 수 없어 빌드가 멈췄습니다."),
        N_(
            "주소와 네트워크를 확인하세요. 인터넷이 없으면 노트북에서 provide(…) 셀을 실행하세요. "
            "이 컴퓨터나 강사의 묶음에 있는 것을 가져옵니다."
        ),
        ImageError,
    ),
    Row(
        "archive-altered",
        r"ERROR: (?P<url>\S+) is not the archive that was asked for"
        r".*?found\s+SHA-256 (?P<found>[0-9a-f]{12})",
        N_("{url}에서 받은 아카이브는 적어 둔 체크섬의 것이 아닙니다(받은 것: {found}…)."),
        N_(
            "Dockerfile의 MONIWIKI_URL과 MONIWIKI_SHA256을 확인하세요. "
            "둘 다 맞다면 받은 파일이 바뀐 것이니 쓰지 마세요."
        ),
        ImageError,
    ),
    Row(
        "copy-missing",
        r"(?:COPY|ADD) failed: (?:file not found in build context.*?stat |stat )(?P<file>[^\s:]+)",
        N_("Dockerfile이 복사하려는 {file} 파일이 빌드 컨텍스트에 없습니다."),
        N_("경로는 'docker build' 끝에 적은 폴더를 기준으로 합니다. 이름과 .dockerignore를 확인하세요."),
        ImageError,
    ),
    Row(
        "copy-missing",
        r'failed to (?:compute cache key|calculate checksum).*?"(?P<file>/[^"]+)": not found',
        N_("Dockerfile이 복사하려는 {file} 파일이 빌드 컨텍스트에 없습니다."),
        N_("경로는 'docker build' 끝에 적은 폴더를 기준으로 합니다. 이름과 .dockerignore를 확인하세요."),
        ImageError,
    ),
    Row(
        "dockerfile-syntax",
        r"(?i:dockerfile parse error)(?: on)? line (?P<line>\d+): (?P<reason>[^\n]+)",
        N_("Dockerfile의 {line}번째 줄이 잘못되었습니다: {reason}"),
        N_("지시어의 철자와 줄 끝의 \\ 를 확인하세요."),
        ImageError,
    ),
    Row(
        "dockerfile-syntax",
        r"(?P<reason>file with no instructions|no build stage in current context[^\n]*)",
        N_("Dockerfile이 비었거나 FROM으로 시작하지 않습니다: {reason}"),
        N_("첫 지시어로 FROM 이미지 를 쓰세요."),
        ImageError,
    ),
    Row(
        "quoted-cmd",
        r"/bin/sh: (?:\d+: )?(?P<command>\[\S*?\]?): not found",
        N_("CMD에 작은따옴표를 써서 셸이 {command}을(를) 명령 이름으로 읽었습니다."),
        N_('대괄호 안에는 큰따옴표를 쓰세요: CMD ["sleep", "1"]'),
        ImageError,
    ),
    Row(
        "no-such-command",
        r'exec: \\?"(?P<command>[^"\\]+)\\?": (?:executable file not found|stat [^:]+: no such file)',
        N_("이미지에 '{command}'(이)라는 명령이 없습니다."),
        N_(
            "철자와 CMD, ENTRYPOINT를 확인하세요. "
            "들어 있는 것은 'docker run --rm -it 이미지 sh'로 볼 수 있습니다."
        ),
    ),
    Row(
        "no-network",
        # curl in a container is refused, too: only what the engine itself asked for is the registry
        r'(?:(?:Get|Head|Post|Put|Patch) "?http|dial tcp|lookup )[^\n]*?'
        r"(?:no such host|Temporary failure in name resolution|server misbehaving|network is unreachable"
        r"|i/o timeout|connection refused|TLS handshake timeout|Client\.Timeout exceeded"
        r"|request canceled|no route to host|connection reset by peer)",
        N_("이미지 저장소에 연결할 수 없습니다."),
        N_(
            "네트워크를 확인하세요. "
            "이 과정의 이미지는 네트워크 없이도 'course images get'으로 만들 수 있습니다."
        ),
        ImageError,
    ),
    Row(
        "no-such-image",
        r"No such image: (?P<image>\S+)|pull access denied for (?P<image2>[^\s,]+)"
        r"|manifest for (?P<image3>\S+) not found",
        N_("이미지 {image}이(가) 없습니다."),
        N_("'docker images'로 이름과 태그를 확인하거나 'docker pull'로 받으세요."),
        ImageError,
    ),
    Row(
        "no-such-container",
        r"No such container: (?P<name>\S+)",
        N_("컨테이너 {name}이(가) 없습니다."),
        N_("'docker ps -a'로 이름을 확인하세요."),
    ),
)
