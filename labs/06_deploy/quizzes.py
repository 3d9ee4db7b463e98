"""06 배포와 교체: questions about earlier lessons, and questions between the steps."""

from helpers.checks import N_, Ask, Choice, Look, Quiz


def address(look: Look) -> str:
    """The wiki's own address in the network of its containers."""
    networks = (look.container("wiki").raw.get("NetworkSettings") or {}).get("Networks") or {}
    return next(
        (str(network.get("IPAddress")) for network in networks.values() if network.get("IPAddress")), ""
    )


QUIZZES = (
    Quiz(
        "recall-layer",
        N_("컨테이너를 `docker rm`으로 지우면 함께 사라지는 것은 무엇입니까?"),
        (
            Choice(
                N_("그 컨테이너의 쓰기 레이어"),
                N_("컨테이너가 바꾼 파일은 쓰기 레이어에 있습니다. 오늘은 그것을 잃지 않는 방법을 배웁니다."),
                right=True,
            ),
            Choice(
                N_("그 컨테이너를 만든 이미지"),
                N_("이미지는 남습니다. 같은 이미지에서 만든 다른 컨테이너도 그대로입니다."),
            ),
            Choice(
                N_("이미지의 맨 위 레이어 하나"),
                N_("이미지의 레이어는 읽기만 합니다. 컨테이너의 변경은 거기에 들어간 적이 없습니다."),
            ),
        ),
        recall="03",
    ),
    Quiz(
        "recall-tag",
        N_("`moniwiki:1.2.10`이라는 이름으로 다시 빌드하면 전에 그 이름이던 이미지는 어떻게 됩니까?"),
        (
            Choice(
                N_("이름을 잃고 남는다"),
                N_("이름은 새 이미지로 옮겨 갑니다. 그 이미지를 쓰는 컨테이너는 그대로 실행됩니다."),
                right=True,
            ),
            Choice(
                N_("새 내용으로 바뀐다"),
                N_("이미지는 바뀌지 않습니다. 같은 이름이 다른 이미지를 가리키게 된 것입니다."),
            ),
            Choice(
                N_("바로 지워진다"),
                N_("빌드는 이미지를 지우지 않습니다. `docker images`에 `<none>`으로 보이는 것이 그것입니다."),
            ),
        ),
        recall="02",
    ),
    Quiz(
        "recall-health",
        N_("HEALTHCHECK가 있는 컨테이너가 unhealthy가 되면 도커 엔진은 무엇을 합니까?"),
        (
            Choice(
                N_("상태를 표시하기만 한다"),
                N_("엔진은 묻고 적을 뿐입니다. 다시 시작하거나 바꾸는 일은 사람이나 다른 도구가 합니다."),
                right=True,
            ),
            Choice(
                N_("컨테이너를 다시 시작한다"),
                N_("재시작 정책은 프로세스가 **끝났을** 때의 일입니다. 끝나지 않은 것은 다시 시작하지 않습니다."),
            ),
            Choice(
                N_("공개한 포트를 닫는다"),
                N_("포트는 그대로 열려 있습니다. 요청을 나누어 주는 다른 서버가 이 표시를 보고 빼기도 합니다."),
            ),
        ),
        recall="05",
    ),
    Quiz(
        "publish",
        N_("`-p 127.0.0.1:9999:80`에서 80은 무엇이겠습니까?"),
        (
            Choice(
                N_("컨테이너 안에서 Apache가 기다리는 포트"),
                N_("왼쪽 둘은 호스트의 주소와 포트, 오른쪽은 컨테이너의 포트입니다."),
                right=True,
            ),
            Choice(
                N_("호스트의 브라우저에 입력할 포트"),
                N_("브라우저는 호스트에 말을 겁니다. 호스트 쪽은 가운데의 9999입니다."),
            ),
            Choice(
                N_("호스트에서 비어 있어야 하는 포트"),
                N_("비어 있어야 하는 것은 호스트의 9999입니다. 컨테이너마다 자기 80번이 따로 있습니다."),
            ),
        ),
    ),
    Ask(
        "address",
        N_("컨테이너 wiki의 IP 주소는 무엇입니까? `docker inspect wiki`의 NetworkSettings에서 찾으세요."),
        address,
        right=N_(
            "`-p`는 호스트의 9999번에 온 연결을 이 주소의 80번으로 넘깁니다. 다시 만들면 바뀔 수 있는 주소라서 사람이 외워 쓰지는 않습니다."
        ),
        wrong=N_(
            "다른 값입니다: `docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' wiki`"
        ),
    ),
    Quiz(
        "what-stays",
        N_("`docker rm -f wiki`로 지우고 같은 명령으로 다시 만들면, 위키에 쓴 글은 어떻게 됩니까?"),
        (
            Choice(
                N_("사라진다"),
                N_("글은 컨테이너의 쓰기 레이어에 있었고, 쓰기 레이어는 컨테이너와 함께 사라집니다."),
                right=True,
            ),
            Choice(
                N_("이미지에 남아 있다"),
                N_("이미지는 바뀌지 않습니다. 커밋하지 않은 변경은 컨테이너의 쓰기 레이어에만 있습니다."),
            ),
            Choice(
                N_("이름이 같으니 이어진다"),
                N_("이름은 이름표일 뿐입니다. 새 컨테이너는 새 쓰기 레이어에서 시작합니다."),
            ),
        ),
    ),
    Quiz(
        "image-or-dockerfile",
        N_("5년 뒤에 **오늘의 프로그램 그대로** 위키를 실행하려면, 볼륨의 글 말고 무엇을 보관해야 합니까?"),
        (
            Choice(
                N_("빌드한 이미지"),
                N_(
                    "이미지에는 그날의 패키지가 그대로 들어 있습니다. Dockerfile은 고치기 위해 함께 보관합니다."
                ),
                right=True,
            ),
            Choice(
                N_("Dockerfile과 아카이브"),
                N_(
                    "아카이브는 체크섬으로 고정했지만, `apt-get install`은 빌드하는 날의 패키지를 설치합니다. 5년 뒤에는 빌드가 되지 않을 수도 있습니다."
                ),
            ),
            Choice(
                N_("멈춘 컨테이너"),
                N_("컨테이너도 그 이미지가 있어야 시작됩니다. 다른 컴퓨터로 옮길 수 있는 것은 이미지입니다."),
            ),
        ),
    ),
)  # fmt: skip
