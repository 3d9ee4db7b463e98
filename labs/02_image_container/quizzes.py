"""02 이미지와 컨테이너: questions between the steps."""

from helpers.checks import N_, Ask, Choice, Look, NotYet, Quiz, _


def _image_id(look: Look) -> str:
    return look.base("busybox").id.removeprefix("sha256:")


def _oracle(look: Look) -> str:
    words = look.logs(look.container("oracle")).split()
    if not words:
        raise NotYet(_("oracle이 아직 아무것도 출력하지 않았습니다."))
    return words[0]


def _starts(typed: str, answer: str) -> bool:
    """At least four digits of an id, as every docker command takes it."""
    digits = typed.strip().lower().removeprefix("sha256:")
    return len(digits) >= 4 and answer.startswith(digits)


QUIZZES = (
    Ask(
        "image-id",
        N_("이 엔진에서 busybox의 IMAGE ID는 무엇인가요? 앞 12자리를 쓰세요."),
        answer=_image_id,
        right=N_("이미지를 가리키는 진짜 이름입니다. 저장소와 태그는 이 값에 붙인 이름표입니다."),
        wrong=N_("`docker images busybox`의 IMAGE ID 칸을 보세요. 숫자와 a~f로 된 12자리입니다."),
        same=_starts,
    ),
    Quiz(
        "latest",
        N_("`docker tag busybox hello-box`로 붙인 `hello-box:latest`의 latest는 무슨 뜻인가요?"),
        (
            Choice(
                N_("가장 최근에 나온 버전"),
                N_("이름이 그렇게 들릴 뿐입니다. 엔진은 날짜를 비교하지 않습니다. 오래된 이미지에도 latest를 붙일 수 있습니다."),
            ),
            Choice(
                N_("태그를 쓰지 않았을 때 들어가는 이름"),
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
        N_("oracle 컨테이너가 출력한 여덟 글자는 무엇인가요?"),
        answer=_oracle,
        right=N_("컨테이너가 끝난 뒤에도 첫 프로세스의 출력은 엔진에 남아 있습니다."),
        wrong=N_("`docker logs oracle`이 보여 주는 첫 줄입니다. 컨테이너를 다시 만들면 값도 바뀝니다."),
    ),
    Quiz(
        "stop-code",
        N_("SIGTERM을 듣지 않는 프로세스를 `docker stop`으로 끝내면 종료 코드는 무엇일까요?"),
        (
            Choice(
                "0",
                N_("0은 프로그램이 스스로 성공을 알리며 끝났을 때의 값입니다. 듣지 않는 프로세스는 스스로 끝나지 않습니다."),
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
