"""08 도커 데몬: questions between the steps."""

from helpers.checks import N_, Ask, Choice, Look, Quiz


def api_version(look: Look) -> str:
    return str(look.api.version()["ApiVersion"])


QUIZZES = (
    Quiz(
        "who-parses",
        N_("`docker ps -a`에서 `-a`의 뜻을 해석하는 것은 누구입니까?"),
        (
            Choice(
                N_("docker 클라이언트"),
                N_(
                    "맞습니다. 클라이언트가 `-a`를 읽고 `GET /containers/json?all=1`이라는 요청으로 바꿉니다."
                ),
                right=True,
            ),
            Choice(
                N_("dockerd 데몬"),
                N_(
                    "그렇게 적은 글도 있지만, 데몬은 명령줄을 본 적이 없습니다. 데몬에게 오는 것은 HTTP 요청입니다."
                ),
            ),
            Choice(
                N_("bash"),
                N_("bash는 글자를 낱말로 나누어 docker 프로그램에 넘길 뿐, `-a`가 무슨 뜻인지 모릅니다."),
            ),
        ),
    ),
    Ask(
        "api-version",
        N_("내 엔진의 API 버전은 무엇입니까? `GET /version`의 답에서 ApiVersion을 찾으세요."),
        api_version,
        right=N_("맞습니다. 클라이언트와 데몬은 둘 다 아는 버전으로 맞추어 이야기합니다."),
        wrong=N_("다른 값입니다. 엔진(Engine)의 Version이 아니라 바깥쪽 ApiVersion을 보세요."),
    ),
    Quiz(
        "d-and-i",
        N_("`-d`와 `-i`는 어떤 사이입니까?"),
        (
            Choice(
                N_("서로 다른 것을 정하므로 함께 쓸 수 있다"),
                N_("맞습니다. `-d`는 클라이언트가 기다릴지를, `-i`는 표준 입력을 열어 둘지를 정합니다."),
                right=True,
            ),
            Choice(
                N_("서로 반대말이다"),
                N_("오래된 글에 그렇게 적혀 있지만, `docker run -dit`처럼 함께 쓰는 일이 흔합니다."),
            ),
            Choice(
                N_("`-d`가 있으면 `-i`는 무시된다"),
                N_(
                    "무시되지 않습니다. `-di`로 띄운 셸은 입력이 열려 있어 끝나지 않습니다. `-d`만 쓰면 바로 끝납니다."
                ),
            ),
        ),
    ),
)
