"""07 볼륨: questions between the steps."""

from helpers.checks import N_, Ask, Choice, Look, Quiz, volume


def _mountpoint(look: Look) -> str:
    return volume(look, "our-vol").mountpoint


QUIZZES = (
    Ask(
        "mountpoint",
        N_("our-vol의 파일은 엔진의 호스트에서 어느 폴더에 있나요?"),
        answer=_mountpoint,
        right=N_("맞습니다. Docker Desktop이라면 이 폴더는 내 컴퓨터가 아니라 도커가 띄운 가상 머신 안에 있습니다."),
        wrong=N_("`docker volume inspect our-vol`의 Mountpoint를 옮겨 쓰세요."),
        same=lambda typed, answer: typed.strip().strip("\"'").rstrip("/") == answer,
    ),
    Quiz(
        "typo",
        N_("`docker run -v our-vo:/app …`처럼 볼륨 이름의 끝 글자를 빠뜨리면 어떻게 될까요?"),
        (
            Choice(
                N_("그런 볼륨이 없다는 오류가 난다"),
                N_("오류가 나지 않아서 더 위험합니다. `-v`는 없는 볼륨을 만듭니다."),
            ),
            Choice(
                N_("our-vo라는 빈 볼륨이 새로 생긴다"),
                N_("그렇습니다. 데이터가 사라진 것처럼 보일 때 가장 먼저 볼 곳은 `docker volume ls`입니다."),
                right=True,
            ),
            Choice(
                N_("비슷한 이름의 our-vol에 연결된다"),
                N_("볼륨 이름은 컨테이너 ID와 달리 앞부분만 쓸 수 없습니다. 글자 하나까지 같아야 합니다."),
            ),
        ),
    ),
    Quiz(
        "commit",
        N_("볼륨이 연결된 `/app`에 파일을 쓴 컨테이너를 commit하면 그 파일은 어디에 있을까요?"),
        (
            Choice(
                N_("새 이미지의 맨 위 층"),
                N_("commit은 쓰기 층을 굳힙니다. 볼륨에 쓴 파일은 쓰기 층을 거치지 않았습니다."),
            ),
            Choice(
                N_("볼륨에만"),
                N_("그렇습니다. 이미지에는 비어 있는 /app 폴더만 남습니다."),
                right=True,
            ),
            Choice(
                N_("이미지와 볼륨 양쪽에"),
                N_("엔진은 볼륨의 내용을 복사하지 않습니다. 그래서 이미지를 옮겨도 데이터는 따라가지 않습니다."),
            ),
        ),
    ),
    Quiz(
        "remove",
        N_("끝난 컨테이너가 아직 our-vol을 쓰고 있을 때 `docker volume rm our-vol`은 어떻게 될까요?"),
        (
            Choice(
                N_("지워진다. 실행 중인 컨테이너가 없으니까"),
                N_("끝난 컨테이너도 다시 켜질 수 있으므로, 남아 있는 동안에는 볼륨을 쓰는 것으로 칩니다."),
            ),
            Choice(
                N_("엔진이 거절한다"),
                N_("그렇습니다. `volume is in use`라고 합니다. 컨테이너를 먼저 지워야 합니다."),
                right=True,
            ),
            Choice(
                N_("컨테이너까지 함께 지워진다"),
                N_("볼륨을 지우는 명령은 컨테이너를 건드리지 않습니다. 반대로 `docker rm`도 이름 있는 볼륨을 지우지 않습니다."),
            ),
        ),
    ),
)  # fmt: skip
