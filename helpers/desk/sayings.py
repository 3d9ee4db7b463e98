"""What the page itself says, in the language in force: the JavaScript has no sentence of its own."""

from __future__ import annotations

from helpers.i18n import N_, _
from helpers.paths import START

SAYINGS = {
    "tasks": N_("과제와 차례"),
    "contents": N_("목차"),
    "open-terminal": N_("터미널 열기"),
    "open-terminal-tip": N_("단원과 터미널을 처음처럼 나란히 놓습니다. 닫은 터미널은 새로 엽니다."),
    "send": N_("터미널에 쓰기"),
    "send-tip": N_("이 명령을 터미널에 써 줍니다. 실행은 터미널에서 Enter로 합니다."),
    "back": N_("과제 목록으로"),
    "waiting": N_("채점 결과를 기다리는 중입니다."),
    "no-lesson": N_("단원의 노트북을 열면 그 단원의 과제가 여기에 나옵니다."),
    "server-gone": N_(
        "JupyterLab과 연결이 끊겨 이 화면은 더 바뀌지 않습니다. `{start}` 명령을 실행한 터미널이 닫혔다면 "
        "다시 실행하고 새로 나온 주소를 여세요. 엔진에 한 일과 얻은 점수는 그대로 있습니다."
    ),
    "kernel-resting": N_("오래 쓰지 않아 이 단원의 커널을 쉬게 했습니다. 셀을 실행하면 다시 시작합니다."),
    "stale": N_("커널을 다시 시작하기 전에 그린 것이라 더 바뀌지 않습니다."),
    "again": N_("다시 보기"),
    "inside": N_(
        "이 터미널은 컨테이너 안에 있습니다. 컨테이너 안에는 `docker` 명령이 없습니다. 나가려면 `exit`를 "
        "입력하거나, 컨테이너를 둔 채 새 터미널을 여세요."
    ),
    "waits": N_(
        "이 터미널은 컨테이너가 쓰고 있습니다. 끝내려면 Ctrl-C를 누르고, 그래도 끝나지 않으면 새 터미널에서 "
        "`docker stop`을 쓰세요."
    ),
    "new-terminal": N_("새 터미널"),
    "restarted": N_("{name}: 새 노트북으로 다시 열었습니다. 쓰던 노트북은 옆에 남아 있습니다."),
    "progress": N_("내 점수"),
    "points": N_("{points}/{max}점"),
}


def sayings() -> dict[str, str]:
    """Every sentence by its key."""
    return {key: _(text).replace("{start}", START) for key, text in SAYINGS.items()}
