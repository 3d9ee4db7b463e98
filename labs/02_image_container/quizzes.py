"""02 이미지와 컨테이너: questions between the steps."""

from helpers.checks import N_, PIECES, Ask, Choice, Look, NotYet, Quiz, _


def _oracle(look: Look) -> str:
    words = look.container("oracle").logs().split()
    if not words:
        raise NotYet(_("oracle이 아직 아무것도 출력하지 않았습니다."))
    return words[0]


QUIZZES = (
    Quiz(
        "recall-kernel",
        N_("컨테이너 안에서 `uname -r`을 실행하면 누구의 커널 버전이 나옵니까?"),
        (
            Choice(N_("이미지를 만든 컴퓨터"), N_("이미지에는 커널이 들어 있지 않습니다. 파일만 있습니다.")),
            Choice(N_("데몬이 있는 컴퓨터"), N_("커널은 하나뿐이고 컨테이너는 그것을 함께 씁니다."), right=True),
            Choice(N_("컨테이너가 부팅한 커널"), N_("컨테이너는 부팅하지 않습니다. 프로세스를 하나 시작할 뿐입니다.")),
        ),
        recall="01",
    ),
    Quiz(
        "recall-ends",
        N_("컨테이너는 언제 끝납니까?"),
        (
            Choice(N_("첫 프로세스가 끝날 때"), N_("안에서 본 PID 1이 끝나면 컨테이너도 끝납니다. 호스트에서 끝내도 같습니다."), right=True),
            Choice(N_("안의 프로세스가 모두 끝날 때"), N_("1번이 끝나면 나머지는 커널이 함께 끝냅니다.")),
            Choice(N_("`docker` 명령이 끝날 때"), N_("`docker`는 주문을 전하는 클라이언트입니다. 그것이 끝나도 컨테이너는 실행됩니다.")),
        ),
        recall="01",
    ),
    Ask(
        "recall-signal",
        N_("종료 코드 137은 몇 번 신호로 끝났다는 뜻입니까?"),
        "9",
        right=N_("137 - 128 = 9, SIGKILL입니다. 이 단원에서 15번도 만납니다."),
        wrong=N_("신호로 끝난 프로세스의 종료 코드는 128에 신호 번호를 더한 값입니다."),
        recall="01",
    ),
    Quiz(
        "platform",
        N_("Apple 실리콘 맥에서 빌드한 이미지를 amd64 서버에서 실행하려니 `exec format error`가 납니다. 까닭은 무엇입니까?"),
        (
            Choice(
                N_("이미지의 프로그램이 arm64용이다"),
                N_("이미지는 CPU의 종류마다 따로입니다. 서버에 맞는 것은 `--platform linux/amd64`로 만들거나 받습니다."),
                right=True,
            ),
            Choice(
                N_("서버의 도커가 더 오래되었다"),
                N_("버전이 문제라면 클라이언트나 데몬이 그렇게 말합니다. 이 메시지는 커널이 프로그램을 실행하지 못했다는 뜻입니다."),
            ),
            Choice(
                N_("이미지에 리눅스 커널이 없다"),
                N_("어느 이미지에도 커널은 없습니다. 커널은 서버의 것을 쓰고, 프로그램은 그 CPU의 것이어야 합니다."),
            ),
        ),
    ),
    Ask(
        "one-image",
        N_("`busybox`, `busybox:latest`, `docker.io/library/busybox:latest`는 모두 몇 개의 이미지를 가리킵니까?"),
        "1",
        right=N_("쓰지 않은 부분을 채우면 같은 이름이 됩니다. 이미지를 가리키는 진짜 이름은 ID입니다."),
        wrong=N_("짧은 이름에서 빠진 부분에 무엇이 들어가는지 표를 보세요. 채우고 나면 서로 같습니다."),
        units=PIECES,
    ),
    Quiz(
        "latest",
        N_("`docker tag busybox hello-box`로 붙인 `hello-box:latest`의 latest는 무슨 뜻입니까?"),
        (
            Choice(
                N_("가장 최근에 나온 버전"),
                N_("이름이 그렇게 들릴 뿐입니다. 엔진은 날짜를 비교하지 않습니다. 오래된 이미지에도 latest를 붙일 수 있습니다."),
            ),
            Choice(
                N_("태그를 쓰지 않으면 들어가는 이름"),
                N_("뜻이 없는 기본값입니다. 그래서 실제로는 버전을 태그에 적어 씁니다."),
                right=True,
            ),
            Choice(
                N_("새 버전이 나오면 저절로 바뀌는 이미지"),
                N_("내려받은 이미지는 다시 pull할 때까지 그대로입니다. 레지스트리에서 latest가 옮겨 가도 이 엔진의 것은 바뀌지 않습니다."),
            ),
        ),
    ),
    Ask(
        "oracle",
        N_("oracle 컨테이너가 출력한 여덟 글자는 무엇입니까?"),
        answer=_oracle,
        right=N_("컨테이너가 끝난 뒤에도 첫 프로세스의 출력은 엔진에 남아 있습니다."),
        wrong=N_("`docker logs oracle`이 보여 주는 첫 줄입니다. 컨테이너를 다시 만들면 값도 바뀝니다."),
    ),
    Quiz(
        "stop-code",
        N_("SIGTERM을 처리하지 않는 프로세스를 `docker stop`으로 끝내면 종료 코드는 무엇입니까?"),
        (
            Choice(
                "0",
                N_("0은 프로그램이 스스로 성공을 알리며 끝났을 때의 값입니다. 처리하지 않는 프로세스는 스스로 끝나지 않습니다."),
            ),
            Choice(
                "143",
                N_("143 = 128 + 15는 SIGTERM으로 끝났을 때의 값입니다. 이 프로세스는 SIGTERM으로는 끝나지 않습니다."),
            ),
            Choice(
                "137",
                N_("기다리는 시간이 지나면 엔진이 SIGKILL(9)을 보냅니다. 128 + 9 = 137입니다."),
                right=True,
            ),
            Choice(
                N_("끝나지 않는다"),
                N_("SIGKILL은 듣고 말고 할 수 없습니다. 프로세스에 전해지지 않고 커널이 바로 끝냅니다."),
            ),
        ),
    ),
)  # fmt: skip
