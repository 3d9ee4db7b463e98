"""03 이미지의 변경과 커밋: questions between the steps."""

from helpers.checks import N_, Ask, Choice, Look, Quiz


def short_id(look: Look) -> str:
    return look.image("debian:git").short()


def same_id(typed: str, answer: str) -> bool:
    """Docker accepts any unambiguous start of an id; so does this."""
    given = typed.strip().lower().removeprefix("sha256:")
    return len(given) >= 4 and (answer.startswith(given) or given.startswith(answer))


QUIZZES = (
    Quiz(
        "diff-letters",
        N_("컨테이너 안에서 이미지에 있던 파일을 `rm`으로 지웠습니다. `docker diff`에는 어떻게 나옵니까?"),
        (
            Choice(
                N_("`D`로 시작하는 줄"),
                N_("쓰기 층에는 '이 파일은 없다'는 표시가 남습니다."),
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
        "image-id",
        N_("debian:git의 IMAGE ID는 무엇입니까? `docker images`에서 찾아 쓰세요."),
        short_id,
        right=N_(
            "이 ID는 이미지의 층과 설정에서 계산한 값입니다. 만든 시각도 설정에 들어 있어서, 같은 컨테이너를 한 번 더 커밋하면 ID가 달라집니다."
        ),
        wrong=N_("다른 값입니다. `docker images debian`에서 TAG가 git인 줄의 IMAGE ID를 보세요."),
        same=same_id,
    ),
    Quiz(
        "rmi-refused",
        N_("끝난(exited) 컨테이너가 하나 남아 있는 이미지에 `docker rmi`를 실행하면 어떻게 됩니까?"),
        (
            Choice(
                N_("엔진이 거절한다"),
                N_("끝난 컨테이너도 그 이미지의 층을 깔고 있습니다. 컨테이너를 먼저 지웁니다."),
                right=True,
            ),
            Choice(
                N_("컨테이너까지 함께 지워진다"),
                N_("`docker rmi`는 컨테이너를 지우지 않습니다. 컨테이너는 `docker rm`으로 지웁니다."),
            ),
            Choice(
                N_("끝난 컨테이너는 상관없으므로 지워진다"),
                N_("끝난 컨테이너도 `docker start`로 다시 켤 수 있고, 그러려면 이미지의 층이 있어야 합니다."),
            ),
        ),
    ),
)
