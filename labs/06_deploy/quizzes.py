"""06 배포와 교체: questions between the steps."""

from helpers.checks import N_, Ask, Choice, Look, Quiz


def address(look: Look) -> str:
    """The wiki's own address in the network of its containers."""
    networks = (look.container("wiki").raw.get("NetworkSettings") or {}).get("Networks") or {}
    return next((str(one.get("IPAddress")) for one in networks.values() if one.get("IPAddress")), "")


QUIZZES = (
    Quiz(
        "publish",
        N_("`-p 127.0.0.1:9999:80`에서 80은 무엇입니까?"),
        (
            Choice(
                N_("컨테이너 안에서 Apache가 기다리는 포트"),
                N_("맞습니다. 왼쪽 둘은 호스트의 주소와 포트, 오른쪽은 컨테이너의 포트입니다."),
                right=True,
            ),
            Choice(
                N_("브라우저에 입력할 포트"),
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
        right=N_("맞습니다. `-p`는 호스트의 9999번에 온 연결을 이 주소의 80번으로 넘깁니다."),
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
                N_("맞습니다. 글은 컨테이너의 쓰기 층에 있었고, 쓰기 층은 컨테이너와 함께 사라집니다."),
                right=True,
            ),
            Choice(
                N_("이미지에 남아 있다"),
                N_("이미지는 바뀌지 않습니다. 커밋하지 않은 변경은 컨테이너의 쓰기 층에만 있습니다."),
            ),
            Choice(
                N_("이름이 같으니 이어진다"),
                N_("이름은 이름표일 뿐입니다. 새 컨테이너는 새 쓰기 층에서 시작합니다."),
            ),
        ),
    ),
    Quiz(
        "image-or-dockerfile",
        N_("5년 뒤에도 오늘과 똑같은 위키를 실행하려면 무엇을 보관해야 합니까?"),
        (
            Choice(
                N_("이미지"),
                N_(
                    "맞습니다. 이미지에는 그날의 패키지가 그대로 들어 있습니다. Dockerfile은 고치기 위해 함께 보관합니다."
                ),
                right=True,
            ),
            Choice(
                N_("Dockerfile만"),
                N_(
                    "`apt-get install`은 빌드하는 날의 패키지를 설치합니다. 5년 뒤에는 빌드가 되지 않을 수도 있습니다."
                ),
            ),
            Choice(
                N_("실행 중인 컨테이너의 이름"),
                N_("이름은 이 엔진에서만 통하고, 무엇이 들어 있는지 말해 주지 않습니다."),
            ),
        ),
    ),
)
