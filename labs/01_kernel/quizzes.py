"""01 커널과 컨테이너: questions between the steps."""

from __future__ import annotations

from helpers.checks import N_, Ask, Choice, Look, Quiz


def _host_pid(look: Look) -> str:
    return str(look.container("kernel-box").running().state["Pid"])


QUIZZES = (
    Quiz(
        "uname",
        N_("데비안 13 이미지의 컨테이너에서 `uname -r`을 실행하면 무엇이 나올까요?"),
        (
            Choice(
                N_("데비안 13에 들어 있는 커널 버전"),
                N_(
                    "이미지에는 커널이 없습니다. 데비안을 설치하면 커널 패키지도 들어오지만, 이미지는 그 위에서 쓸 파일만 담습니다."
                ),
            ),
            Choice(
                N_("데몬이 있는 컴퓨터의 커널 버전"),
                N_("커널은 하나뿐이고 컨테이너는 그것을 함께 씁니다."),
                right=True,
            ),
            Choice(
                N_("커널이 없다는 오류"),
                N_(
                    "이미지에는 없지만, 실행 중인 프로세스는 언제나 커널 위에 있습니다. 시스템 호출은 호스트의 커널이 받습니다."
                ),
            ),
        ),
    ),
    Ask(
        "host-pid",
        N_("kernel-box의 프로세스는 호스트에서 몇 번입니까?"),
        _host_pid,
        N_("안에서는 1번, 호스트에서는 이 번호입니다. 같은 프로세스입니다."),
        N_(
            "호스트에서 본 번호가 아닙니다. 1은 안에서 본 번호이고, `docker exec`으로 실행한 것은 다른 프로세스입니다. `docker inspect --format '{{.State.Pid}}' kernel-box`"
        ),
    ),
    Quiz(
        "meminfo",
        N_("메모리를 64MB로 제한한 컨테이너에서 `/proc/meminfo`의 MemTotal은 얼마일까요?"),
        (
            Choice(
                N_("64MB"),
                N_(
                    "VM이라면 그렇습니다. 컨테이너의 한도는 `/sys/fs/cgroup`에 적히고, `/proc/meminfo`는 바뀌지 않습니다."
                ),
            ),
            Choice(
                N_("호스트의 메모리를 컨테이너 수로 나눈 값"),
                N_(
                    "커널은 컨테이너의 수를 세어 나누지 않습니다. 한도는 `--memory`로 정한 만큼이고, 정하지 않으면 없습니다."
                ),
            ),
            Choice(
                N_("호스트의 메모리 전체"),
                N_("`/proc/meminfo`는 커널 하나의 숫자이고, cgroup의 한도는 여기에 나타나지 않습니다."),
                right=True,
            ),
        ),
    ),
    Quiz(
        "exit-137",
        N_("새벽에 서비스가 종료 코드 137로 끝나 있습니다. 무엇이라고 말할 수 있습니까?"),
        (
            Choice(
                N_("메모리 한도를 넘어서 커널이 끝냈다."),
                N_(
                    "그럴 수 있지만 137만으로는 알 수 없습니다. 방금 두 프로세스가 다른 까닭으로 같은 번호를 남겼습니다."
                ),
            ),
            Choice(
                N_("SIGKILL로 끝났다. 까닭은 아직 모른다."),
                N_(
                    "누군가 `docker kill`을 했거나, `docker stop`이 기다리다 지쳤을 수도 있습니다. 메모리 때문인지는 oom 이벤트와 OOMKilled를 보아야 압니다."
                ),
                right=True,
            ),
            Choice(
                N_("프로그램이 137번 오류를 알리고 스스로 끝났다."),
                N_("128보다 큰 번호는 대개 128에 신호 번호를 더한 것입니다. 137 - 128 = 9, SIGKILL입니다."),
            ),
        ),
    ),
)
