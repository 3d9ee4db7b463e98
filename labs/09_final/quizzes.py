"""09 종합 과제: questions between the steps."""

from __future__ import annotations

from helpers.checks import N_, Ask, Choice, Look, Quiz

from .assignment import current


def pid_one(look: Look) -> str:
    """The name of the program that is process 1 in the learner's container."""
    web = look.container(current().container)
    return look.run_in(web, "cat", "/proc/1/comm").output.strip()


def same_name(typed: str, answer: str) -> bool:
    """With or without the folder that the program is in."""
    return typed.strip().rpartition("/")[2] == answer


QUIZZES = (
    Quiz(
        "only-here",
        N_("`-p 127.0.0.1:PORT:8080`에서 앞의 주소를 빼면 무엇이 달라집니까?"),
        (
            Choice(
                N_("아무것도 달라지지 않는다"),
                N_("주소를 빼면 0.0.0.0, 곧 이 컴퓨터의 모든 주소입니다. 같은 네트워크의 다른 컴퓨터가 들어올 수 있습니다."),
            ),
            Choice(
                N_("다른 컴퓨터에서도 페이지를 열 수 있게 된다"),
                N_("맞습니다. 게다가 도커가 직접 규칙을 넣으므로, 호스트의 방화벽 도구가 막아 주리라고 믿을 수 없습니다."),
                right=True,
            ),
            Choice(
                N_("EXPOSE가 없으면 공개되지 않는다"),
                N_("EXPOSE는 이미지에 적어 두는 설명입니다. 포트를 여는 것은 `-p`입니다."),
            ),
        ),
    ),
    Quiz(
        "where-visits",
        N_("볼륨 없이 컨테이너를 지우고 다시 만들었습니다. 방문 수는 왜 1부터 다시 시작합니까?"),
        (
            Choice(
                N_("httpd가 다시 시작되었기 때문이다"),
                N_("`docker restart`로 httpd만 다시 시작하면 수는 이어집니다. 파일이 쓰기 층에 그대로 있기 때문입니다."),
            ),
            Choice(
                N_("이미지를 다시 빌드했기 때문이다"),
                N_("이미지는 그대로입니다. 방문 수는 이미지에 들어 있던 적이 없습니다."),
            ),
            Choice(
                N_("방문 수가 지워진 컨테이너의 쓰기 층에 있었기 때문이다"),
                N_("맞습니다. 그래서 남아야 하는 것은 컨테이너 밖, 볼륨에 둡니다."),
                right=True,
            ),
        ),
    ),
    Ask(
        "first-process",
        N_("지금 내 컨테이너의 1번 프로세스는 무슨 프로그램입니까? 컨테이너 안의 `/proc/1/comm`을 읽어 이름을 쓰세요."),
        pid_one,
        right=N_("맞습니다. 엔진이 보내는 TERM은 이 프로그램이 받습니다. 받고도 무시하면 10초 뒤에 KILL이 옵니다."),
        wrong=N_("다른 이름입니다. `docker exec \"$CONTAINER\" cat /proc/1/comm`의 출력을 그대로 쓰세요."),
        same=same_name,
    ),
)  # fmt: skip
