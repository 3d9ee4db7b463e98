"""04 Dockerfile: questions between the steps."""

from helpers.checks import N_, Ask, Choice, Look, Quiz


def layers_of_first(look: Look) -> str:
    return str(len(look.image("lab/git:v1").layers))


QUIZZES = (
    Quiz(
        "which-layers",
        N_("다음 지시자 가운데 파일이 든 층을 만드는 것은 무엇입니까?"),
        (
            Choice(N_("RUN과 COPY"), N_("파일을 바꾸는 지시자만 층에 내용을 남깁니다."), right=True),
            Choice(
                N_("모든 지시자"),
                N_(
                    "ENV, CMD, EXPOSE, LABEL은 이미지의 설정만 바꿉니다. `docker history`에서 크기가 0B로 보입니다."
                ),
            ),
            Choice(
                N_("FROM만"),
                N_("FROM은 이미 있는 층 위에서 시작하라는 말입니다. 새 층은 그다음 지시자들이 만듭니다."),
            ),
        ),
    ),
    Quiz(
        "cache-break",
        N_("COPY로 복사한 파일 하나가 바뀌었습니다. 다음 빌드에서 다시 실행되는 것은 무엇입니까?"),
        (
            Choice(
                N_("그 COPY와 그 아래의 모든 지시자"),
                N_("각 단계는 바로 앞 단계의 결과에서 시작하므로, 한 번 어긋나면 그 아래가 모두 어긋납니다."),
                right=True,
            ),
            Choice(
                N_("그 COPY 하나뿐"),
                N_("아래 단계의 출발점이 달라졌으므로 아래 단계의 캐시도 쓸 수 없습니다."),
            ),
            Choice(
                N_("처음부터 전부"),
                N_("그 COPY보다 위에 있는 단계는 출발점도 지시자도 그대로이므로 캐시를 그대로 씁니다."),
            ),
        ),
    ),
    Ask(
        "count-layers",
        N_("lab/git:v1에는 층이 모두 몇 개 있습니까? `docker image inspect`의 RootFS.Layers를 세어 보세요."),
        layers_of_first,
        right=N_("기반 이미지의 층에 RUN마다 하나씩 더해진 수입니다."),
        wrong=N_(
            "기반 이미지의 층도 함께 세었는지 보세요. `docker image inspect -f '{{len .RootFS.Layers}}' lab/git:v1`이 답을 말해 줍니다."
        ),
    ),
    Quiz(
        "exit-100",
        N_(
            "`apt-get install`이 `Unable to locate package`로 실패했습니다. 가장 먼저 의심할 것은 무엇입니까?"
        ),
        (
            Choice(
                N_("패키지 목록이 없거나 낡았다"),
                N_("같은 RUN 안에서 `apt-get update`를 먼저 해야 목록이 그 순간의 것이 됩니다."),
                right=True,
            ),
            Choice(
                N_("도커 엔진이 꺼져 있다"),
                N_(
                    "엔진이 꺼져 있다면 빌드가 시작되지도 않습니다. 이 메시지는 컨테이너 안의 apt-get이 한 말입니다."
                ),
            ),
            Choice(
                N_("root 권한이 없다"),
                N_(
                    "공식 데비안 이미지의 기본 사용자는 root입니다. 권한이 없다면 `Permission denied`라고 나옵니다."
                ),
            ),
        ),
    ),
)
