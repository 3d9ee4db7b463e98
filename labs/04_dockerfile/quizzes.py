"""04 Dockerfile: questions between the steps."""

from helpers.checks import N_, PIECES, Ask, Choice, Look, Quiz


def layers_of_first(look: Look) -> str:
    return str(len(look.image("lab/git:v1").layers))


QUIZZES = (
    Quiz(
        "recall-writable",
        N_("컨테이너에서 이미지에 있던 파일을 하나 지웠습니다. 이미지의 크기는 어떻게 됩니까?"),
        (
            Choice(
                N_("그만큼 줄어든다"),
                N_("이미지는 바뀌지 않습니다. 컨테이너의 레이어에 '없다'는 표시가 남을 뿐입니다."),
            ),
            Choice(
                N_("그대로이다"),
                N_(
                    "아래 레이어는 읽기 전용입니다. 지웠다는 표시만 위에 남습니다. 이 단원에서 크기를 줄일 때 다시 만납니다."
                ),
                right=True,
            ),
            Choice(
                N_("커밋하면 줄어든다"), N_("커밋은 레이어를 한 장 더 쌓습니다. 아래 레이어는 줄지 않습니다.")
            ),
        ),
        recall="03",
    ),
    Quiz(
        "recall-commit",
        N_("`docker commit`으로 만든 이미지를 일에서 잘 쓰지 않는 까닭은 무엇입니까?"),
        (
            Choice(N_("레지스트리에 보낼 수 없어서"), N_("이름만 알맞으면 어느 이미지든 보낼 수 있습니다.")),
            Choice(
                N_("다른 이미지보다 실행이 느려서"),
                N_("실행하는 데에는 차이가 없습니다. 레이어가 어떻게 만들어졌는지는 상관없습니다."),
            ),
            Choice(
                N_("만든 과정을 알 수 없어서"),
                N_("결과만 있고 절차가 없습니다. 그 절차를 적는 것이 이 단원의 일입니다."),
                right=True,
            ),
        ),
        recall="03",
    ),
    Quiz(
        "recall-pid-one",
        N_("`docker run 이미지 명령`에서 이미지 뒤에 적은 명령은 컨테이너에서 무엇이 됩니까?"),
        (
            Choice(N_("첫 프로세스"), N_("PID 1이 되고, 그것이 끝나면 컨테이너도 끝납니다."), right=True),
            Choice(N_("셸에 입력한 한 줄"), N_("셸은 적었을 때만 있습니다. 적은 그대로 실행됩니다.")),
            Choice(N_("이미지의 새 설정"), N_("이미지는 바뀌지 않습니다. 이 컨테이너에만 적힙니다.")),
        ),
        recall="02",
    ),
    Quiz(
        "which-layers",
        N_("다음 지시자 가운데 파일이 든 레이어를 만드는 것은 무엇입니까?"),
        (
            Choice(
                N_("RUN과 COPY"),
                N_(
                    "파일을 바꾸는 지시자만 레이어에 내용을 남깁니다. 폴더를 새로 만드는 WORKDIR도 그렇습니다."
                ),
                right=True,
            ),
            Choice(
                N_("적힌 지시자 모두"),
                N_(
                    "ENV, CMD, EXPOSE, LABEL은 이미지의 설정만 바꿉니다. `docker history`에서 크기가 0B로 보입니다."
                ),
            ),
            Choice(
                N_("FROM만"),
                N_(
                    "FROM은 이미 있는 레이어 위에서 시작하라는 말입니다. 새 레이어는 그다음 지시자들이 만듭니다."
                ),
            ),
        ),
    ),
    Quiz(
        "cache-break",
        N_("COPY로 복사한 파일 하나가 바뀌었습니다. 다음 빌드에서 다시 실행되는 것은 무엇입니까?"),
        (
            Choice(
                N_("그 COPY와 아래의 전부"),
                N_("각 단계는 바로 앞 단계의 결과에서 시작하므로, 한 번 어긋나면 그 아래가 모두 어긋납니다."),
                right=True,
            ),
            Choice(
                N_("바뀐 그 COPY 하나만"),
                N_("아래 단계의 출발점이 달라졌으므로 아래 단계의 캐시도 쓸 수 없습니다."),
            ),
            Choice(
                N_("첫 줄부터 마지막까지"),
                N_("그 COPY보다 위에 있는 단계는 출발점도 지시자도 그대로이므로 캐시를 그대로 씁니다."),
            ),
        ),
    ),
    Ask(
        "count-layers",
        N_(
            "lab/git:v1에는 레이어가 모두 몇 개 있습니까? `docker image inspect`의 RootFS.Layers를 세어 보세요."
        ),
        layers_of_first,
        right=N_("기반 이미지의 레이어에 RUN마다 하나씩 더해진 수입니다."),
        units=PIECES,
        wrong=N_(
            "기반 이미지의 레이어도 함께 세었는지 보세요. `docker history`의 줄 가운데 크기가 0B인 것은 레이어가 아닙니다."
        ),
    ),
    Quiz(
        "exit-100",
        N_(
            "`apt-get install`이 `Unable to locate package`라며 종료 코드 100으로 실패했습니다. 가장 먼저 의심할 것은 무엇입니까?"
        ),
        (
            Choice(
                N_("패키지 목록이 낡았다"),
                N_(
                    "목록이 아예 없을 때도 이렇게 나옵니다. 같은 RUN 안에서 `apt-get update`를 먼저 해야 목록이 그 순간의 것이 됩니다."
                ),
                right=True,
            ),
            Choice(
                N_("도커 엔진이 꺼져 있다"),
                N_(
                    "엔진이 꺼져 있다면 빌드가 시작되지도 않습니다. 이 메시지는 컨테이너 안의 apt-get이 한 말입니다."
                ),
            ),
            Choice(
                N_("root의 권한이 모자란다"),
                N_(
                    "공식 데비안 이미지의 기본 사용자는 root입니다. 권한이 없다면 `Permission denied`라고 나옵니다."
                ),
            ),
        ),
    ),
    Quiz(
        "entrypoint",
        N_(
            '`CMD ["sh", "-c", "echo hello $NAME"]`인 이미지를 `docker run 이미지 an argument`로 실행하면 어떻게 됩니까?'
        ),
        (
            Choice(
                N_("hello docker 뒤에 an argument가 붙는다"),
                N_("ENTRYPOINT가 있을 때의 이야기입니다. 이 이미지에는 CMD만 있습니다."),
            ),
            Choice(
                N_("an이라는 프로그램을 찾지 못한다"),
                N_("뒤에 적은 것이 CMD를 통째로 대신했습니다. an이라는 프로그램은 없으므로 127로 끝납니다."),
                right=True,
            ),
            Choice(
                N_("NAME의 값이 an argument로 바뀐다"),
                N_("환경 변수는 `-e NAME=…`으로 바꿉니다. 이미지 뒤에 적은 것은 명령입니다."),
            ),
        ),
    ),
    Quiz(
        "prune",
        N_("함께 쓰는 엔진에서 `docker image prune -a`를 실행하면 지워질 수 있는 것은 무엇입니까?"),
        (
            Choice(
                N_("이름이 없는 댕글링 이미지만"),
                N_("`-a`가 없을 때 그렇습니다. `-a`는 이름이 있어도 쓰이지 않으면 지웁니다."),
            ),
            Choice(
                N_("내가 이 엔진에서 빌드한 이미지만"),
                N_("엔진은 누가 만들었는지 모릅니다. 동료가 내일 쓰려고 받아 둔 것도 지웁니다."),
            ),
            Choice(
                N_("컨테이너가 쓰지 않는 모든 이미지"),
                N_("끝난 컨테이너가 하나라도 쓰면 남고, 아니면 누구의 것이든 지웁니다."),
                right=True,
            ),
        ),
    ),
)
