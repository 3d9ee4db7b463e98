"""05 Moniwiki: questions between the steps."""

from helpers.checks import N_, Ask, Choice, Look, Quiz


def mount_of_layers(look: Look) -> str:
    """How many layers the step with the wiki has added to the one before."""
    return str(len(look.image("wiki:source").layers) - len(look.image("wiki:base").layers))


QUIZZES = (
    Quiz(
        "why-sha",
        N_("내려받은 아카이브의 SHA-256을 빌드에서 확인하면 무엇을 알 수 있습니까?"),
        (
            Choice(
                N_("내용이 처음 확인한 것과 한 바이트도 다르지 않다"),
                N_("맞습니다. 주소가 같아도 내용은 바뀔 수 있습니다. 체크섬은 내용에 이름을 붙입니다."),
                right=True,
            ),
            Choice(
                N_("그 프로그램에 취약점이 없다"),
                N_("체크섬은 같은 파일인지만 말합니다. 같은 파일에 있던 취약점도 그대로 있습니다."),
            ),
            Choice(
                N_("내려받은 주소가 공식 사이트다"),
                N_(
                    "어디서 받았는지는 모릅니다. 그래서 교실의 미러에서 받아도 같은 방법으로 믿을 수 있습니다."
                ),
            ),
        ),
    ),
    Ask(
        "added-layers",
        N_(
            "wiki:source에는 wiki:base보다 층이 몇 개 더 있습니까? 두 이미지의 RootFS.Layers를 비교해 보세요."
        ),
        mount_of_layers,
        right=N_("맞습니다. WORKDIR도 폴더를 새로 만들면 층이 됩니다. ARG는 층을 만들지 않습니다."),
        wrong=N_(
            "다시 세어 보세요: `docker image inspect -f '{{len .RootFS.Layers}}' wiki:base wiki:source`"
        ),
    ),
    Quiz(
        "user",
        N_("이 이미지에는 USER 지시자가 없습니다. 위키의 PHP는 누구의 권한으로 실행됩니까?"),
        (
            Choice(
                N_("www-data"),
                N_(
                    "맞습니다. 80번 포트를 여는 부모만 root이고, 요청을 처리하는 자식은 APACHE_RUN_USER로 내려갑니다. "
                    "스스로 내려가지 않는 서버라면 USER로 처음부터 낮추세요."
                ),
                right=True,
            ),
            Choice(
                N_("root. USER가 없으면 모두 root다"),
                N_("PID 1은 root입니다. 그러나 Apache는 요청을 처리할 자식을 APACHE_RUN_USER로 실행합니다."),
            ),
            Choice(
                N_("`docker run`을 입력한 사람"),
                N_("클라이언트의 사용자는 컨테이너와 상관이 없습니다. 이미지의 USER나 `--user`가 정합니다."),
            ),
        ),
    ),
    Quiz(
        "expose",
        N_("`EXPOSE 80`을 적은 이미지를 `docker run -d`로 실행했습니다. 브라우저로 열 수 있습니까?"),
        (
            Choice(
                N_("없다. `-p`로 포트를 연결해야 한다"),
                N_(
                    "맞습니다. EXPOSE는 어느 포트인지 적어 둔 것뿐입니다. 여는 것은 실행하는 사람의 일입니다."
                ),
                right=True,
            ),
            Choice(
                N_("있다. EXPOSE가 포트를 열었다"),
                N_("그렇게 적은 글이 많지만, EXPOSE만으로는 호스트의 어떤 포트도 열리지 않습니다."),
            ),
            Choice(
                N_("EXPOSE가 없어도 `-p`로 열 수 없다"),
                N_("`-p`는 EXPOSE가 없어도 됩니다. EXPOSE는 이미지를 받은 사람과 `-P`를 위한 정보입니다."),
            ),
        ),
    ),
)
