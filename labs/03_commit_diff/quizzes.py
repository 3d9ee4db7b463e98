"""03 이미지의 변경과 커밋: questions between the steps."""

from helpers.checks import KINDS, N_, PIECES, Ask, Choice, Quiz

QUIZZES = (
    Quiz(
        "recall-exited",
        N_("`docker run busybox true`가 끝났습니다. 컨테이너는 어디에 있습니까?"),
        (
            Choice(
                N_("지워져서 없다"),
                N_("`--rm`을 붙였을 때만 그렇습니다. 아니면 로그와 파일이 남아 있습니다."),
            ),
            Choice(
                N_("`docker ps`에 있다"),
                N_("`docker ps`는 실행 중인 것만 보여 줍니다. 끝난 것은 `-a`를 붙여야 나옵니다."),
            ),
            Choice(N_("`docker ps -a`에 있다"), N_("끝난 컨테이너는 지울 때까지 남습니다."), right=True),
        ),
        recall="02",
    ),
    Quiz(
        "recall-run",
        N_("`docker run busybox …`를 세 번 실행했습니다. 무엇이 늘어났습니까?"),
        (
            Choice(
                N_("컨테이너 셋"),
                N_("`run`은 언제나 새 컨테이너를 만듭니다. 이미지는 하나를 함께 씁니다."),
                right=True,
            ),
            Choice(N_("이미지 셋"), N_("이미지는 이미 있으면 다시 받지 않고, 실행해도 늘지 않습니다.")),
            Choice(
                N_("프로세스 하나"),
                N_("`run`은 있던 컨테이너를 다시 쓰지 않습니다. 다시 시작하는 것은 `start`입니다."),
            ),
        ),
        recall="02",
    ),
    Ask(
        "recall-tag",
        N_(
            "`docker tag busybox mybox` 다음에 `docker rmi mybox`를 했습니다. busybox라는 이름의 이미지는 몇 개 남습니까?"
        ),
        "1",
        right=N_("떨어진 것은 이름 하나입니다. 다른 이름이 남아 있으므로 이미지도 그대로입니다."),
        wrong=N_("`docker tag`는 파일을 복사하지 않고 이름을 하나 더 붙일 뿐이었습니다."),
        units=PIECES,
        recall="02",
    ),
    Quiz(
        "diff-letters",
        N_("컨테이너 안에서 이미지에 있던 파일을 `rm`으로 지웠습니다. `docker diff`에는 어떻게 나옵니까?"),
        (
            Choice(
                N_("`D`로 시작하는 줄"),
                N_("쓰기 레이어에는 '이 파일은 없다'는 표시가 남습니다."),
                right=True,
            ),
            Choice(
                N_("아무 줄도 나오지 않는다"),
                N_("이미지에는 그 파일이 그대로 있으므로, 없어졌다는 것도 차이입니다. `D`로 나옵니다."),
            ),
            Choice(
                N_("`C`로 시작하는 줄만"),
                N_(
                    "`C`는 내용이 바뀐 것입니다. 그 파일이 있던 폴더에는 `C`가 붙지만, 파일에는 `D`가 붙습니다."
                ),
            ),
        ),
    ),
    Ask(
        "commit-twice",
        N_("같은 컨테이너를 그대로 두고 두 번 커밋하면 이미지의 ID는 몇 가지입니까?"),
        "2",
        right=N_(
            "ID는 레이어와 설정에서 계산한 값이고, 만든 시각도 설정에 들어 있습니다. 파일이 같아도 ID가 달라집니다."
        ),
        wrong=N_("ID는 파일만이 아니라 설정에서도 계산합니다. 커밋할 때마다 달라지는 설정이 있습니다."),
        units=KINDS,
    ),
    Quiz(
        "rmi-refused",
        N_("끝난(exited) 컨테이너가 하나 남아 있는 이미지에 `docker rmi`를 실행하면 어떻게 됩니까?"),
        (
            Choice(
                N_("엔진이 거절한다"),
                N_("끝난 컨테이너도 그 이미지의 레이어를 쓰고 있습니다. 컨테이너를 먼저 지웁니다."),
                right=True,
            ),
            Choice(
                N_("컨테이너까지 함께 지워진다"),
                N_("`docker rmi`는 컨테이너를 지우지 않습니다. 컨테이너는 `docker rm`으로 지웁니다."),
            ),
            Choice(
                N_("끝난 컨테이너는 상관없으므로 지워진다"),
                N_(
                    "끝난 컨테이너도 `docker start`로 다시 시작할 수 있고, 그러려면 이미지의 레이어가 있어야 합니다."
                ),
            ),
        ),
    ),
)
