"""07 볼륨: questions about earlier lessons, and questions between the steps."""

from helpers.checks import N_, Ask, Choice, Look, Quiz


def _mountpoint(look: Look) -> str:
    return look.volume("our-vol").mountpoint


QUIZZES = (
    Quiz(
        "recall-diff",
        N_("`docker diff`가 보여 주는 것은 무엇입니까?"),
        (
            Choice(
                N_("이미지와 달라진 파일"),
                N_("A, C, D로 시작하는 줄마다 쓰기 레이어에 담긴 변경 하나입니다."),
                right=True,
            ),
            Choice(
                N_("컨테이너 안의 모든 파일"),
                N_("이미지에 있던 파일은 바뀌지 않았으면 나오지 않습니다. 아무것도 바꾸지 않으면 비어 있습니다."),
            ),
            Choice(
                N_("두 이미지의 다른 점"),
                N_("컨테이너 하나와 그 이미지를 견줍니다. 두 이미지는 `docker history`로 봅니다."),
            ),
        ),
        recall="03",
    ),
    Quiz(
        "recall-replace",
        N_("위키를 새 버전으로 바꿀 때 글을 지킨 것은 무엇이었습니까?"),
        (
            Choice(
                N_("컨테이너 바깥에 둔 볼륨"),
                N_("컨테이너는 지우고 다시 만들었고, 글은 볼륨에 있었습니다. 오늘 그 볼륨을 자세히 봅니다."),
                right=True,
            ),
            Choice(
                N_("이름을 바꾸어 둔 옛 컨테이너"),
                N_("옛 컨테이너는 글을 옮긴 다음 지웠습니다. 남겨 두었다면 그 컨테이너에만 있는 글입니다."),
            ),
            Choice(
                N_("버전마다 다르게 붙인 태그"),
                N_("태그는 되돌릴 이미지를 찾게 해 줍니다. 글은 이미지에 들어 있지 않습니다."),
            ),
        ),
        recall="06",
    ),
    Ask(
        "recall-copy",
        N_("컨테이너와 호스트 사이에서 파일을 복사하는 docker의 하위 명령은 무엇입니까? 두 글자입니다."),
        "cp",
        right=N_("`docker cp`는 컨테이너가 멈춰 있어도 됩니다. 자리에 `-`를 쓰면 tar를 주고받습니다."),
        wrong=N_("위키의 글을 새 컨테이너로 옮길 때 두 번 이어서 쓴 명령입니다."),
        same=lambda typed, answer: typed.strip().strip("`").removeprefix("docker ").strip() == answer,
        recall="06",
    ),
    Ask(
        "mountpoint",
        N_("our-vol의 파일은 엔진의 호스트에서 어느 폴더에 있습니까?"),
        _mountpoint,
        right=N_("오래된 글의 `/var/lib/docker/volumes/our-vol/_data`는 시스템에 설치한 엔진의 자리입니다. 엔진마다 다르므로 물어보는 것이 맞습니다."),
        wrong=N_("`docker volume inspect our-vol`의 Mountpoint를 옮겨 쓰세요."),
        same=lambda typed, answer: typed.strip().strip("\"'").rstrip("/") == answer,
    ),
    Quiz(
        "typo",
        N_("`docker run -v our-vo:/app …`처럼 볼륨 이름의 끝 글자를 빠뜨리면 어떻게 됩니까?"),
        (
            Choice(
                N_("그런 볼륨이 없다는 오류가 난다"),
                N_("오류가 나지 않아서 더 위험합니다. `-v`는 없는 볼륨을 만듭니다."),
            ),
            Choice(
                N_("our-vo라는 빈 볼륨이 새로 생긴다"),
                N_("데이터가 사라진 것처럼 보일 때 가장 먼저 볼 곳은 `docker volume ls`입니다."),
                right=True,
            ),
            Choice(
                N_("이름이 비슷한 our-vol이 마운트된다"),
                N_("볼륨 이름은 컨테이너 ID와 달리 앞부분만 쓸 수 없습니다. 글자 하나까지 같아야 합니다."),
            ),
        ),
    ),
    Quiz(
        "commit",
        N_("볼륨이 마운트된 `/app`에 파일을 쓴 컨테이너를 commit하면 그 파일은 어디에 있습니까?"),
        (
            Choice(
                N_("새 이미지에만"),
                N_("commit은 쓰기 레이어를 굳힙니다. 볼륨에 쓴 파일은 쓰기 레이어를 거치지 않았습니다."),
            ),
            Choice(
                N_("볼륨에만"),
                N_("이미지에는 비어 있는 /app 폴더만 남습니다."),
                right=True,
            ),
            Choice(
                N_("양쪽 모두에"),
                N_("엔진은 볼륨의 내용을 복사하지 않습니다. 그래서 이미지를 옮겨도 데이터는 따라가지 않습니다."),
            ),
        ),
    ),
    Quiz(
        "remove",
        N_("끝난 컨테이너가 아직 our-vol을 쓰고 있을 때 `docker volume rm our-vol`은 어떻게 됩니까?"),
        (
            Choice(
                N_("실행 중이 아니므로 지워진다"),
                N_("끝난 컨테이너도 다시 시작될 수 있으므로, 남아 있는 동안에는 볼륨을 쓰는 것으로 칩니다."),
            ),
            Choice(
                N_("쓰는 중이므로 거절된다"),
                N_("`volume is in use`라고 합니다. 컨테이너를 먼저 지워야 합니다."),
                right=True,
            ),
            Choice(
                N_("컨테이너까지 함께 지워진다"),
                N_("볼륨을 지우는 명령은 컨테이너를 건드리지 않습니다. 반대로 `docker rm`도 이름 있는 볼륨을 지우지 않습니다."),
            ),
        ),
    ),
)  # fmt: skip
