"""11 Compose: questions about earlier lessons, and questions between the steps."""

from helpers.checks import N_, Choice, Quiz

QUIZZES = (
    Quiz(
        "recall-keep",
        N_("컨테이너를 `docker rm -f`로 지우면, 거기에 마운트되어 있던 이름 있는 볼륨은 어떻게 됩니까?"),
        (
            Choice(
                N_("파일까지 그대로 남는다"),
                N_("볼륨의 수명은 컨테이너와 따로입니다. 지우려면 볼륨을 지우는 명령을 따로 씁니다."),
                right=True,
            ),
            Choice(
                N_("컨테이너와 함께 지워진다"),
                N_("함께 지워지는 것은 쓰기 레이어입니다. `-v`를 붙여도 지워지는 것은 이름 없는 볼륨뿐입니다."),
            ),
            Choice(
                N_("이름만 남고 비워진다"),
                N_("엔진은 볼륨의 내용을 비우지 않습니다. 다음 컨테이너가 마운트하면 같은 파일을 봅니다."),
            ),
        ),
        recall="07",
    ),
    Quiz(
        "recall-policy",
        N_("재시작 정책이 `always`인 것과 `unless-stopped`인 것은 언제 다르게 움직입니까?"),
        (
            Choice(
                N_("사람이 멈춘 뒤 데몬이 다시 켜질 때"),
                N_("`always`는 그때 다시 시작하고 `unless-stopped`는 멈춘 채로 둡니다. 다른 때에는 같습니다."),
                right=True,
            ),
            Choice(
                N_("프로그램이 종료 코드 0으로 끝날 때"),
                N_("둘 다 다시 시작합니다. 종료 코드를 따지는 것은 `on-failure`입니다."),
            ),
            Choice(
                N_("프로그램이 여러 번 잇따라 끝날 때"),
                N_("둘 다 사이를 점점 길게 두며 계속 다시 시작합니다. 횟수를 정하는 것은 `on-failure`입니다."),
            ),
        ),
        recall="08",
    ),
    Quiz(
        "recall-alias",
        N_("직접 만든 네트워크에서 컨테이너에 별명을 붙이면 무엇이 좋습니까?"),
        (
            Choice(
                N_("뒤의 컨테이너를 바꾸어도 부르는 쪽은 그대로다"),
                N_("별명은 컨테이너가 아니라 역할의 이름입니다. 새 컨테이너가 같은 별명을 이어받습니다."),
                right=True,
            ),
            Choice(
                N_("포트를 공개하지 않아도 밖의 브라우저에서 열린다"),
                N_("별명은 네트워크 안에서만 통합니다. 밖에서 들어오려면 공개한 포트가 있어야 합니다."),
            ),
            Choice(
                N_("다시 만들어도 컨테이너의 IP 주소가 그대로다"),
                N_("주소는 바뀔 수 있습니다. 바뀐 주소를 엔진의 이름 서버가 알려 주므로 외울 필요가 없습니다."),
            ),
        ),
        recall="10",
    ),
    Quiz(
        "same-again",
        N_("파일을 고치지 않고 `docker compose up -d`를 한 번 더 실행하면 어떻게 됩니까?"),
        (
            Choice(
                N_("아무것도 바뀌지 않는다"),
                N_("파일에 적힌 것과 지금 상태를 견줍니다. 같으면 할 일이 없고, 메모도 한 줄 그대로입니다."),
                right=True,
            ),
            Choice(
                N_("이름이 이미 있다며 실패한다"),
                N_("`docker run`이라면 그렇습니다. Compose는 라벨을 보고 자기가 만든 것임을 압니다."),
            ),
            Choice(
                N_("모두 지우고 새로 만든다"),
                N_("설정이 달라진 서비스만 새로 만듭니다. 같은데도 새로 만들려면 `--force-recreate`를 붙입니다."),
            ),
        ),
    ),
    Quiz(
        "started-is-ready",
        N_("`page`에 `depends_on: [store]`라고만 적으면, `page`는 언제 시작합니까?"),
        (
            Choice(
                N_("store의 프로세스가 시작된 다음"),
                N_("시작된 것만 봅니다. 서버가 대답하는지는 아무도 묻지 않았으므로 엔진도 Compose도 모릅니다."),
                right=True,
            ),
            Choice(
                N_("store가 80번에서 대답한 다음"),
                N_("어느 포트에 무엇을 물어야 하는지 적은 곳이 없습니다. 그것을 적는 것이 헬스 체크입니다."),
            ),
            Choice(
                N_("store가 할 일을 마치고 끝난 다음"),
                N_("서버는 끝나지 않습니다. 끝나기를 기다리는 조건은 따로 있고, 준비 작업에 씁니다."),
            ),
        ),
    ),
    Quiz(
        "profile",
        N_("`docker compose up -d`를 실행했을 때 `profiles: [tools]`인 backup은 어떻게 되었습니까?"),
        (
            Choice(
                N_("컨테이너가 만들어지지 않았다"),
                N_("프로필을 켜지 않으면 그 서비스는 없는 것처럼 다룹니다. `docker ps -a`에도 없습니다."),
                right=True,
            ),
            Choice(
                N_("만들어졌지만 시작되지 않았다"),
                N_("만들지도 않습니다. 만들기만 하고 시작하지 않는 것은 `docker compose create`입니다."),
            ),
            Choice(
                N_("한 번 실행되고 끝나 있다"),
                N_("프로필이 없었다면 그랬을 것입니다. `up`을 할 때마다 백업이 덮어쓰였을 것입니다."),
            ),
        ),
    ),
    Quiz(
        "down",
        N_("`docker compose down`을 하고 나면 이 프로젝트의 것 가운데 무엇이 남습니까?"),
        (
            Choice(
                N_("볼륨만 남는다"),
                N_("컨테이너와 네트워크는 파일로 다시 만들 수 있지만 볼륨의 내용은 그럴 수 없습니다. `-v`를 붙이면 그것까지 지웁니다."),
                right=True,
            ),
            Choice(
                N_("멈춘 컨테이너가 남는다"),
                N_("멈추기만 하는 것은 `docker compose stop`입니다. `down`은 멈추고 지웁니다."),
            ),
            Choice(
                N_("아무것도 남지 않는다"),
                N_("볼륨은 남습니다. 이미지도 그대로입니다. 다음 `up`이 같은 볼륨을 다시 마운트합니다."),
            ),
        ),
    ),
)  # fmt: skip
