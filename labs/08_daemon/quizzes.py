"""08 도커 데몬: questions about earlier lessons, and questions between the steps."""

from helpers.checks import N_, Ask, Choice, Look, Quiz


def api_version(look: Look) -> str:
    """The version of the HTTP interface that the daemon speaks at most."""
    return str(look.ask.version()["ApiVersion"])


QUIZZES = (
    Quiz(
        "recall-socket",
        N_("`/var/run/docker.sock`에 쓸 수 있는 사람을 root와 같다고 하는 까닭은 무엇입니까?"),
        (
            Choice(
                N_("데몬에게 무엇이든 시킬 수 있고, 데몬이 root다"),
                N_("호스트의 `/`를 마운트한 컨테이너 하나면 호스트의 모든 파일을 읽고 고칠 수 있습니다."),
                right=True,
            ),
            Choice(
                N_("소켓 파일의 주인이 root라서 그 권한을 받는다"),
                N_("파일의 주인은 그대로입니다. 힘은 그 소켓을 듣는 데몬에게서 나옵니다."),
            ),
            Choice(
                N_("docker 그룹의 사람은 sudo를 쓸 수 있게 된다"),
                N_("sudo와는 상관이 없습니다. 데몬에게 시키는 것만으로 충분합니다."),
            ),
        ),
        recall="00",
    ),
    Quiz(
        "recall-oom",
        N_("종료 코드 137만 보고 메모리가 모자랐다고 말할 수 있습니까?"),
        (
            Choice(
                N_("없다. SIGKILL로 끝났다는 것까지만 안다"),
                N_("137은 128 + 9입니다. 누가 왜 보냈는지는 `OOMKilled`와 이벤트가 말해 줍니다."),
                right=True,
            ),
            Choice(
                N_("있다. 137은 메모리 부족에만 나온다"),
                N_("`docker kill`이나 10초를 넘긴 `docker stop`으로 끝나도 137입니다."),
            ),
            Choice(
                N_("없다. 137은 프로그램이 스스로 정한 수다"),
                N_("프로그램이 스스로 137로 끝날 수도 있지만 드뭅니다. 128을 넘으면 대개 신호입니다."),
            ),
        ),
        recall="01",
    ),
    Quiz(
        "recall-mount",
        N_("`-v site:/www`의 site는 무엇을 가리킵니까?"),
        (
            Choice(
                N_("이름이 site인 볼륨"),
                N_("폴더로 알아듣게 하려면 `/`나 `./`로 시작해야 합니다. 없는 볼륨은 새로 만들어집니다."),
                right=True,
            ),
            Choice(
                N_("지금 폴더 아래의 site"),
                N_("경로처럼 보이지 않으면 볼륨의 이름입니다. 그래서 빈 페이지가 나오곤 합니다."),
            ),
            Choice(
                N_("이미지 안의 폴더 site"),
                N_("콜론 앞은 컨테이너 바깥의 것입니다. 컨테이너 안의 경로는 콜론 뒤에 씁니다."),
            ),
        ),
        recall="07",
    ),
    Quiz(
        "who-parses",
        N_("`docker ps -a`에서 `-a`의 뜻을 해석하는 것은 누구이겠습니까?"),
        (
            Choice(
                N_("docker 클라이언트"),
                N_("클라이언트가 `-a`를 읽고 `GET /containers/json?all=1`이라는 요청으로 바꿉니다."),
                right=True,
            ),
            Choice(
                N_("dockerd 데몬"),
                N_(
                    "그렇게 적은 글도 있지만, 데몬은 명령줄을 본 적이 없습니다. 데몬에게 오는 것은 HTTP 요청입니다."
                ),
            ),
            Choice(
                N_("bash 셸"),
                N_("bash는 글자를 낱말로 나누어 docker 프로그램에 넘길 뿐, `-a`가 무슨 뜻인지 모릅니다."),
            ),
        ),
    ),
    Ask(
        "api-version",
        N_("내 엔진의 API 버전은 무엇입니까? `GET /version`의 답에서 ApiVersion을 찾으세요."),
        api_version,
        right=N_("클라이언트와 데몬은 둘 다 아는 버전으로 맞추어 이야기합니다. 맞출 수 없을 만큼 떨어져 있으면 데몬이 거절합니다."),
        wrong=N_("다른 값입니다. 엔진(Engine)의 Version이 아니라 바깥쪽 ApiVersion을 보세요."),
    ),
    Quiz(
        "d-and-i",
        N_("`docker run -di busybox sh`로 실행한 셸은 어떻게 됩니까?"),
        (
            Choice(
                N_("입력을 기다리며 계속 실행된다"),
                N_("`-d`는 클라이언트가 기다릴지를, `-i`는 표준 입력을 열어 둘지를 정합니다. 서로 다른 것이라 함께 씁니다."),
                right=True,
            ),
            Choice(
                N_("`-d`와 `-i`가 반대라서 거절된다"),
                N_("오래된 글에 반대말이라고 적혀 있지만, `docker run -dit`처럼 함께 쓰는 일이 흔합니다."),
            ),
            Choice(
                N_("읽을 입력이 없어서 바로 끝난다"),
                N_(
                    "`-i`가 표준 입력을 열어 두므로 끝나지 않습니다. `-d`만 쓰면 바로 끝납니다."
                ),
            ),
        ),
    ),
    Quiz(
        "daemon-stops",
        N_("`dockerd`를 다시 시작하면 실행 중이던 컨테이너는 어떻게 됩니까? 엔진의 설정은 기본값입니다."),
        (
            Choice(
                N_("함께 멈추고, 재시작 정책이 있는 것만 다시 시작된다"),
                N_("데몬은 멈추면서 컨테이너에 SIGTERM을 보냅니다. `live-restore`를 켠 엔진이라면 그대로 둡니다."),
                right=True,
            ),
            Choice(
                N_("데몬과 상관없는 프로세스이므로 언제나 그대로 있다"),
                N_("`live-restore`를 켰을 때의 일입니다. 기본값은 꺼짐이라, 데몬이 멈추면서 컨테이너도 멈춥니다."),
            ),
            Choice(
                N_("지워졌다가 데몬이 켜질 때 새 컨테이너로 만들어진다"),
                N_("컨테이너는 지워지지 않습니다. 다시 시작되는 것은 같은 컨테이너이고 쓰기 레이어도 그대로입니다."),
            ),
        ),
    ),
)  # fmt: skip
