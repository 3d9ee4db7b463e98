"""00 준비: questions between the steps."""

from __future__ import annotations

from helpers.checks import N_, Ask, Choice, Look, Quiz


def _cpus(look: Look) -> str:
    return str(look.info["NCPU"])


QUIZZES = (
    Ask(
        "cpus",
        N_("엔진이 쓸 수 있는 CPU는 몇 개입니까?"),
        _cpus,
        N_(
            "데몬이 있는 컴퓨터의 CPU 수입니다. Docker Desktop에서는 가상 머신에 준 수라서 노트북의 CPU 수보다 적을 수 있습니다."
        ),
        N_(
            "데몬이 아는 수와 다릅니다. 이 컴퓨터의 사양이 아니라 `docker info --format '{{.NCPU}}'`의 대답을 적으세요."
        ),
    ),
    Quiz(
        "message",
        N_(
            "`docker ps`가 `Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?`이라고 합니다. 가장 먼저 할 일은 무엇입니까?"
        ),
        (
            Choice(
                N_("사용자를 docker 그룹에 넣는다."),
                N_(
                    "권한 문제라면 `permission denied`라고 합니다. 듣는 데몬이 없으면 그룹에 들어가도 연결되지 않습니다."
                ),
            ),
            Choice(
                N_("데몬이 실행 중인지 확인한다."),
                N_(
                    "소켓에서 아무도 듣고 있지 않다는 뜻입니다. 데몬이 꺼져 있거나, `DOCKER_HOST`가 다른 곳을 가리킵니다."
                ),
                right=True,
            ),
            Choice(
                N_("도커를 다시 설치한다."),
                N_(
                    "이 메시지를 출력한 것이 바로 클라이언트이므로 설치는 되어 있습니다. 데몬만 켜면 되는 경우가 대부분입니다."
                ),
            ),
            Choice(
                N_("이미지를 다시 받는다."),
                N_("이미지는 데몬이 보관합니다. 데몬과 이야기할 수 없으면 이미지가 있는지도 알 수 없습니다."),
            ),
        ),
    ),
    Quiz(
        "group",
        N_("서버에 들어온 동료를 docker 그룹에 넣었습니다. 동료는 무엇을 할 수 있게 되었습니까?"),
        (
            Choice(
                N_("자기가 만든 컨테이너만 다룰 수 있다."),
                N_(
                    "데몬은 누가 만든 컨테이너인지 구별하지 않습니다. 소켓에 쓸 수 있으면 모든 컨테이너를 멈추고 지울 수 있습니다."
                ),
            ),
            Choice(
                N_("컨테이너 안에서만 root이고, 밖에는 영향이 없다."),
                N_("컨테이너에 호스트의 폴더를 마운트하면 컨테이너의 root가 호스트의 파일을 바꿉니다."),
            ),
            Choice(
                N_("서버의 어떤 파일이든 읽고 바꿀 수 있다."),
                N_(
                    "호스트의 `/`를 컨테이너에 마운트하면 됩니다. 곧 직접 해 봅니다. 그래서 이 그룹은 root의 명단입니다."
                ),
                right=True,
            ),
        ),
    ),
)
