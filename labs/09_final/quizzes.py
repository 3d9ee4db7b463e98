"""09 종합 과제: questions between the steps."""

from __future__ import annotations

from helpers.checks import N_, Ask, Choice, Look, Quiz

from .assignment import DRAWN


def pid_one(look: Look) -> str:
    """The name of the program that is process 1 in the learner's container."""
    web = look.container(DRAWN.mine()["container"])
    return web.run_in("cat", "/proc/1/comm").output.strip()


def same_name(typed: str, answer: str) -> bool:
    """With or without the folder that the program is in."""
    return typed.strip().rpartition("/")[2] == answer


QUIZZES = (
    Quiz(
        "recall-digest",
        N_("다음 달에 다시 빌드해도 같은 기반 이미지에서 시작하려면 FROM에 무엇을 씁니까?"),
        (
            Choice(
                N_("`이름@sha256:다이제스트`"),
                N_("다이제스트는 내용에서 계산한 값이라 다른 이미지를 가리킬 수 없습니다."),
                right=True,
            ),
            Choice(
                N_("`이름:latest`"),
                N_("latest는 옮겨 다니는 이름표 가운데 하나입니다. 다음 달에는 다른 이미지일 수 있습니다."),
            ),
            Choice(
                N_("`이름:버전`"),
                N_("버전을 적은 태그도 옮길 수 있습니다. 보안 수정이 나오면 같은 태그로 다시 올라오기도 합니다."),
            ),
        ),
        recall="02",
    ),
    Quiz(
        "recall-stages",
        N_("빌드할 때만 쓰는 도구를 마지막 이미지에 남기지 않으려면 어떻게 합니까?"),
        (
            Choice(
                N_("FROM을 두 번 쓰고, 결과만 뒤 단계로 복사한다"),
                N_("`COPY --from`이 앞 단계의 파일을 가져옵니다. 앞 단계의 레이어는 마지막 이미지에 들어가지 않습니다."),
                right=True,
            ),
            Choice(
                N_("마지막 RUN에서 그 도구를 모두 지우고 빌드를 마친다"),
                N_("앞 레이어에 그대로 남아 크기가 줄지 않습니다. 보이지 않을 뿐입니다."),
            ),
            Choice(
                N_("도구를 ENV로 정해 두고 실행할 때는 비워 둔다"),
                N_("ENV는 값을 정하는 지시자입니다. 설치된 파일과는 상관이 없습니다."),
            ),
        ),
        recall="04",
    ),
    Ask(
        "recall-policy",
        N_("프로그램이 끝나면 언제나 다시 시작하되, 사람이 멈춘 것은 데몬이 다시 켜져도 그대로 두는 재시작 정책은 무엇입니까?"),
        "unless-stopped",
        right=N_("`always`는 사람이 멈춘 것도 데몬이 다시 켜질 때 시작합니다."),
        wrong=N_("08 단원의 재시작 정책 표를 보세요. 이름에 '멈춘 것이 아니라면'이라는 뜻이 있습니다."),
        recall="08",
    ),
    Quiz(
        "only-here",
        N_("`-p 127.0.0.1:PORT:8080`에서 앞의 주소를 빼면 무엇이 달라집니까?"),
        (
            Choice(
                N_("이 컴퓨터에서만 열리는 것은 그대로다"),
                N_("주소를 빼면 0.0.0.0, 곧 이 컴퓨터의 모든 주소입니다. 같은 네트워크의 다른 컴퓨터가 들어올 수 있습니다."),
            ),
            Choice(
                N_("다른 컴퓨터에서도 페이지를 열 수 있다"),
                N_("게다가 도커가 직접 규칙을 넣으므로, 호스트의 방화벽 도구가 막아 주리라고 믿을 수 없습니다."),
                right=True,
            ),
            Choice(
                N_("EXPOSE가 없는 포트는 공개되지 않는다"),
                N_("EXPOSE는 이미지에 적어 두는 설명입니다. 포트를 여는 것은 `-p`입니다."),
            ),
        ),
    ),
    Quiz(
        "where-visits",
        N_("볼륨 없이 컨테이너를 지우고 다시 만들었습니다. 방문 수는 왜 1부터 다시 시작합니까?"),
        (
            Choice(
                N_("httpd가 처음부터 다시 시작되었기 때문이다"),
                N_("`docker restart`로 httpd만 다시 시작하면 수는 이어집니다. 파일이 쓰기 레이어에 그대로 있기 때문입니다."),
            ),
            Choice(
                N_("이미지를 다시 빌드했기 때문이다"),
                N_("이미지는 그대로입니다. 방문 수는 이미지에 들어 있던 적이 없습니다."),
            ),
            Choice(
                N_("지워진 쓰기 레이어에 있었기 때문이다"),
                N_("그래서 남아야 하는 것은 컨테이너 밖, 볼륨에 둡니다."),
                right=True,
            ),
        ),
    ),
    Ask(
        "first-process",
        N_("지금 내 컨테이너의 1번 프로세스는 무슨 프로그램입니까? 컨테이너 안의 `/proc/1/comm`을 읽어 이름을 쓰세요."),
        pid_one,
        right=N_("엔진이 보내는 TERM은 이 프로그램이 받습니다. 받고도 무시하면 10초 뒤에 KILL이 옵니다."),
        wrong=N_("다른 이름입니다. `docker exec \"$CONTAINER\" cat /proc/1/comm`의 출력을 그대로 쓰세요."),
        same=same_name,
    ),
)  # fmt: skip
