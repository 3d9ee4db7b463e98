"""05 Moniwiki: questions about earlier lessons, and questions between the steps."""

from helpers.checks import N_, Ask, Choice, Look, Quiz


def mount_of_layers(look: Look) -> str:
    """How many layers the step with the wiki has added to the one before."""
    return str(len(look.image("wiki:source").layers) - len(look.image("wiki:base").layers))


QUIZZES = (
    Quiz(
        "recall-remove",
        N_("RUN 하나에서 파일을 받고, 다음 RUN에서 그 파일을 지웠습니다. 이미지는 어떻게 됩니까?"),
        (
            Choice(
                N_("파일은 보이지 않지만 크기는 줄지 않는다"),
                N_("지웠다는 표시가 새 레이어에 더해질 뿐, 앞 레이어에 담긴 파일은 그대로 있습니다."),
                right=True,
            ),
            Choice(
                N_("파일이 없어지고 이미지의 크기도 그만큼 줄어든다"),
                N_("레이어는 만들어진 뒤에 바뀌지 않습니다. 줄이려면 받고 지우는 일을 RUN 하나에서 해야 합니다."),
            ),
            Choice(
                N_("빌더가 두 레이어를 하나로 합쳐 준다"),
                N_("빌더는 레이어를 합치지 않습니다. `docker history`로 보면 두 줄이 따로 있습니다."),
            ),
        ),
        recall="04",
    ),
    Quiz(
        "recall-pid-one",
        N_("`docker stop`이 10초를 기다린 끝에 컨테이너를 강제로 끝냈습니다. 까닭으로 알맞은 것은 무엇입니까?"),
        (
            Choice(
                N_("PID 1이 SIGTERM을 처리하지 않았다"),
                N_("PID 1은 받겠다고 한 신호만 받습니다. 10초 뒤의 SIGKILL은 무시할 수 없고, 종료 코드는 137입니다."),
                right=True,
            ),
            Choice(
                N_("컨테이너가 메모리를 너무 많이 썼다"),
                N_("메모리 한도에 걸려도 137로 끝나지만, 그때는 기다리지 않습니다. `OOMKilled`가 구별해 줍니다."),
            ),
            Choice(
                N_("`-d`로 실행해서 신호가 닿지 않았다"),
                N_("`-d`는 클라이언트가 기다리지 않는다는 뜻일 뿐입니다. 신호는 데몬이 보냅니다."),
            ),
        ),
        recall="02",
    ),
    Ask(
        "recall-exit-code",
        N_("컨테이너의 프로그램을 찾지 못하면 `docker run`은 어떤 종료 코드로 끝납니까?"),
        "127",
        right=N_("126은 찾았지만 실행할 수 없는 것, 127은 찾지 못한 것입니다."),
        wrong=N_("git이 없는 컨테이너에서 git을 실행했을 때 나온 수입니다. 셸이 쓰는 수와 같습니다."),
        recall="02",
    ),
    Quiz(
        "why-sha",
        N_("내려받은 아카이브의 SHA-256을 빌드에서 확인하면 무엇을 알 수 있습니까?"),
        (
            Choice(
                N_("처음 확인했을 때와 내용이 같다"),
                N_("주소가 같아도 내용은 바뀔 수 있습니다. 체크섬은 내용에 이름을 붙입니다."),
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
            "wiki:source에는 wiki:base보다 레이어가 몇 개 더 있습니까? 지시자를 보고 예상한 다음, 두 이미지의 RootFS.Layers를 세어 확인하세요."
        ),
        mount_of_layers,
        right=N_("WORKDIR도 폴더를 새로 만들면 레이어가 됩니다. ARG는 레이어를 만들지 않습니다."),
        wrong=N_(
            "다시 세어 보세요: `docker image inspect -f '{{len .RootFS.Layers}}' wiki:base wiki:source`"
        ),
    ),
    Quiz(
        "user",
        N_("이 이미지에는 USER 지시자가 없습니다. 위키의 PHP는 누구의 권한으로 실행됩니까?"),
        (
            Choice(
                N_("www-data. Apache가 자식의 권한을 낮춘다"),
                N_(
                    "80번 포트를 여는 부모만 root이고, 요청을 처리하는 자식은 APACHE_RUN_USER로 내려갑니다. "
                    "단원의 끝에서 프로세스를 그려 확인합니다."
                ),
                right=True,
            ),
            Choice(
                N_("root. USER가 없으면 모두 root로 실행된다"),
                N_("PID 1은 root입니다. 그러나 Apache는 요청을 처리할 자식을 APACHE_RUN_USER로 실행합니다."),
            ),
            Choice(
                N_("`docker run`을 입력한 사람과 같은 사용자"),
                N_("클라이언트의 사용자는 컨테이너와 상관이 없습니다. 이미지의 USER나 `--user`가 정합니다."),
            ),
        ),
    ),
    Quiz(
        "expose",
        N_("`EXPOSE 80`을 적은 이미지를 `docker run -d`로 실행했습니다. 호스트의 포트로 열 수 있습니까?"),
        (
            Choice(
                N_("열 수 없다. 실행할 때 따로 공개해야 한다"),
                N_("EXPOSE는 어느 포트인지 적어 둔 것뿐입니다. 공개하는 것은 실행하는 사람의 일입니다."),
                right=True,
            ),
            Choice(
                N_("열 수 있다. 호스트의 80번 포트가 열려 있다"),
                N_("그렇게 적은 글이 많지만, EXPOSE만으로는 호스트의 어떤 포트도 열리지 않습니다."),
            ),
            Choice(
                N_("열 수 있다. 비어 있는 포트 하나가 저절로 정해진다"),
                N_("그것은 `docker run -P`가 하는 일입니다. `-P`는 EXPOSE에 적힌 포트마다 호스트의 포트를 고릅니다."),
            ),
        ),
    ),
)  # fmt: skip
