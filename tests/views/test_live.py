"""Views on a real engine: what they show is true, they follow, and they leave nothing behind."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import docker as docker_py
import pytest

from helpers.engine.private import PrivateEngine
from helpers.lab import Baseline
from helpers.views import draw, live, work
from helpers.views.frame import Picture
from helpers.views.live import Drawing, Hub, Live
from tests.conftest import followers
from tests.engine.waiting import becomes, until

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("engine", "clean")]
BASE = "debian:trixie-slim"
CONTAINER_VIEWS = (draw.life_of, draw.diff_of, draw.processes_of, draw.mounts_of, draw.ports_of, draw.page_of)


@pytest.fixture
def hub() -> Iterator[Hub]:
    hub = Hub()
    yield hub
    hub.stop()


@pytest.fixture
def api(docker: docker_py.APIClient) -> docker_py.APIClient:
    """The engine as the course first meets it: what comes now belongs to the course."""
    Baseline.of(docker)
    return docker


def run(api: docker_py.APIClient, name: str, *command: str, image: str = "busybox", **options: object) -> str:
    made: str = api.create_container(image, list(command) or ["sleep", "99"], name=name, **options)["Id"]
    api.start(made)
    return made


def execute(api: docker_py.APIClient, name: str, script: str) -> None:
    api.exec_start(api.exec_create(name, ["sh", "-c", script])["Id"])


def text(api: docker_py.APIClient, drawing: Drawing) -> str:
    return str(drawing.picture(api))


def test_the_engine_shows_what_there_is_and_what_depends_on_what(api):
    api.create_volume("data")
    run(api, "web", host_config=api.create_host_config(binds=["data:/srv"]))
    api.wait(run(api, "done", "sh", "-c", "exit 3"))
    # an engine lists an end only after it has written it to its disk
    shown = until(lambda: "■ exited (3)  done" in (now := text(api, draw.engine())) and now)
    assert "● running" in shown
    assert "web   ← 이미지 busybox, 볼륨 data" in shown
    assert "data    컨테이너 1개가 씁니다" in shown


def test_what_was_there_before_the_course_is_counted_not_drawn(docker):
    docker.create_container("busybox", ["true"], name="bystander")
    Baseline.of(docker)
    shown = text(docker, draw.engine())
    assert "bystander" not in shown
    assert "그리지 않았습니다: 컨테이너 1" in shown


def test_events_are_followed_without_asking_for_everything(api, hub):
    shown = hub.show(draw.engine())
    assert "job" not in str(shown.picture)
    run(api, "job")
    until(lambda: "● running  job" in str(shown.picture) and "새것" in shown.value)
    api.rename("job", "other")
    until(lambda: "other" in str(shown.picture))
    api.remove_container("other", force=True)
    until(lambda: re.search("✗ 지워짐 +other", str(shown.picture)))
    api.create_network("app")
    until(lambda: "app" in str(shown.picture))
    api.tag("busybox", "mine", "1")
    until(lambda: "mine:1" in str(shown.picture))
    api.remove_image("mine:1")
    until(lambda: re.search("mine:1 +지워짐", str(shown.picture)))


def test_the_life_of_a_container_is_told_from_the_journal(api):
    run(api, "box")
    api.pause("box")
    time.sleep(0.3)  # engines tell a pause twice that is over within milliseconds
    api.unpause("box")
    api.stop("box", timeout=0)
    api.remove_container("box")
    steps = ["docker create", "docker start", "docker pause", "docker unpause", "docker stop", "docker rm"]
    becomes(lambda: told(api, "box", " → "), steps)
    assert "지금: 지워짐" in text(api, draw.life_of("box"))


def told(api: docker_py.APIClient, name: str, change: str) -> list[str]:
    """What caused each such change, as the picture of a container's life tells it."""
    lines = text(api, draw.life_of(name)).splitlines()
    return [line.split("  ")[2].strip() for line in lines if change in line]


def ends(api: docker_py.APIClient, name: str, wanted: list[str]) -> None:
    """Wait until this is told to have ended its runs: the last event may come after the answer."""
    becomes(lambda: told(api, name, "→ exited"), wanted)


def test_what_ended_a_container_is_told_for_each_of_its_runs(api):
    run(api, "box")
    api.restart("box", timeout=0)
    api.kill("box")
    api.wait("box")
    api.start("box")
    api.stop("box", timeout=0)
    api.start("box")
    api.remove_container("box", force=True)
    ends(api, "box", ["docker restart", "docker kill", "docker stop", "docker rm -f"])


def test_a_program_that_ended_by_itself_is_not_told_as_ended_by_what_came_later(api):
    api.wait(run(api, "box", "sleep", "0.3"))
    api.restart("box")  # off already: this stops nothing
    api.wait("box")
    api.start("box")
    api.stop("box", timeout=0)
    ends(api, "box", ["프로그램이 끝남", "프로그램이 끝남", "docker stop"])


def test_committing_is_not_told_as_a_pause_of_the_learner(api):
    run(api, "box")
    api.commit("box", "mine", "1")
    shown = text(api, draw.life_of("box"))
    assert "created → running" in shown
    assert "paused" not in shown


def test_only_the_newest_container_of_a_name_is_drawn(api):
    for code in (3, 4):
        api.wait(run(api, "box", "sh", "-c", f"exit {code}"))
        shown = until(lambda: f"({code})" in (now := text(api, draw.life_of("box"))) and now)  # noqa: B023
        api.remove_container("box")
    assert "(3)" not in shown


def test_layers_and_sizes_are_those_of_the_engine(api):
    run(api, "box", image=BASE)
    execute(api, "box", "head -c 5000000 /dev/zero > /big")
    api.commit("box", "mine", "git")
    shown = text(api, draw.layers_of(("mine:git", BASE, "absent:1"), ""))
    count = len(api.inspect_image("mine:git")["RootFS"]["Layers"])
    assert f"mine:git: 레이어 {count}개" in shown
    assert re.search(r"혼자 쓰는 것 5(\.0\d)? MB", shown)  # the containerd store counts whole disk blocks
    assert "이미지 absent:1: 아직 없습니다." in shown


def test_a_diff_shows_what_changed_and_follows_exec(api, hub):
    run(api, "box", image=BASE)
    shown = hub.show(draw.diff_of("box"))
    assert "바뀐 파일이 없습니다." in str(shown.picture)
    execute(api, "box", "echo new > /opt/new; rm /etc/issue")
    until(lambda: "A 추가 1  C 변경 2  D 삭제 1" in str(shown.picture))
    assert "D  /etc/issue" in str(shown.picture)


def test_processes_have_their_numbers_inside_and_outside(api):
    run(api, "box", "sh", "-c", "sleep 98 & sleep 99 & wait", host_config=api.create_host_config(
        mem_limit="64m", nano_cpus=500_000_000, network_mode="host"))  # fmt: skip
    until(lambda: len(api.top("box")["Processes"]) == 3)
    shown = text(api, draw.processes_of("box"))
    outside = api.inspect_container("box")["State"]["Pid"]
    assert re.search(rf"^1 +{outside} +root +sh -c sleep 98", shown, re.MULTILINE)
    rows = re.findall(r"^(\d+) +\d+ +root +sleep (\d+)$", shown, re.MULTILINE)
    for number, seconds in rows:
        command = api.exec_start(api.exec_create("box", ["cat", f"/proc/{number}/cmdline"])["Id"])
        assert command == f"sleep\0{seconds}\0".encode()
    assert len(rows) == 2
    assert "메모리 64 MiB, CPU 0.5, 프로세스 수 없음" in shown
    assert "net 호스트와 함께" in shown


def test_a_paused_and_a_stopped_container_are_drawn_without_looking_inside(api):
    run(api, "box")
    api.pause("box")
    assert "sleep 99" in text(api, draw.processes_of("box"))
    api.unpause("box")
    api.stop("box", timeout=0)
    assert "프로세스가 없습니다" in text(api, draw.processes_of("box"))


def test_mounts_are_told_apart(api):
    binds = {"data": {"bind": "/srv", "mode": "rw"}, "/etc": {"bind": "/host", "mode": "ro"}}
    config = api.create_host_config(binds=binds, tmpfs={"/scratch": ""})
    run(api, "box", host_config=config, volumes=["/nameless"])
    shown = re.sub(" +", " ", text(api, draw.mounts_of("box")))
    assert "/ 이미지 + 쓰기 레이어 이미지 busybox 됨" in shown
    assert "/srv 볼륨 data 됨 남습니다" in shown
    assert "/host 바인드 마운트 /etc 읽기 전용 호스트에 남습니다" in shown
    assert "/scratch tmpfs 메모리" in shown
    assert "/nameless 이름 없는 볼륨" in shown


def test_page_is_what_the_server_answers_now(api):
    serve = (
        "mkdir /www; echo '<h1>first</h1><script>no</script>' > /www/index.html; exec httpd -f -p 80 -h /www"
    )
    run(api, "box", "sh", "-c", serve)
    until(lambda: "상태 200" in text(api, draw.page_of("box")))
    assert "first" in text(api, draw.page_of("box"))
    assert "상태 404" in text(api, draw.page_of("box", 80, "/missing"))
    api.stop("box", timeout=0)
    assert "아무도 답하지 않습니다" in text(api, draw.page_of("box"))


def test_ports_end_at_who_listens(api):
    wanted = {80: ("127.0.0.1", 18080), 81: ("127.0.0.1", 18081), 82: ("127.0.0.1", 18082)}
    config = api.create_host_config(port_bindings=wanted)
    script = "httpd -p 127.0.0.1:81; exec httpd -f -p 80"
    run(api, "web", "sh", "-c", script, host_config=config, ports=[80, 81, 82, 443])
    shown = until(lambda: (now := text(api, draw.ports_of("web"))).count("httpd (PID") == 2 and now)
    assert "127.0.0.1:18080 → 80/tcp → httpd (PID 1)" in shown
    assert re.search(r"127.0.0.1:18081 → 81/tcp → httpd \(PID \d+\), 안에서만", shown)
    assert "127.0.0.1:18082 → 82/tcp → 듣는 프로그램 없음" in shown
    assert "공개하지 않음 → 443/tcp" in shown


def test_a_build_shows_its_steps_and_ends_in_one_line_that_stays(api, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(work, "display", lambda _widget: None)
    dockerfile = tmp_path / "Dockerfile"
    dockerfile.write_text('FROM busybox\nRUN echo hello\nCMD ["true"]\n', encoding="utf-8")
    for _again in range(2):
        draw.draw.build(str(tmp_path), "mine:1")
        assert capsys.readouterr().out == "mine:1 이미지를 만들었습니다. 단계 3개.\n"
    dockerfile.write_text("FROM busybox\nRUN nosuch-program\n", encoding="utf-8")
    draw.draw.build(str(tmp_path), "mine:1")
    assert capsys.readouterr().out.startswith("빌드하지 못했습니다: ")
    draw.draw.build(str(tmp_path / "none"), "mine:1")
    assert "Dockerfile이 없습니다" in capsys.readouterr().out


def test_a_pull_that_fails_says_why(api, capsys, monkeypatch):
    monkeypatch.setattr(work, "display", lambda _widget: None)
    draw.draw.pull("127.0.0.1:1/nothing:1")
    said = capsys.readouterr().out
    assert said.startswith("받지 못했습니다: ")
    assert said.count("\n") == 1


def test_what_is_not_there_yet_is_said_and_appears_when_it_comes(api, hub):
    views = [hub.show(view("box")) for view in CONTAINER_VIEWS]
    assert all("없습니다" in str(view.picture) for view in views)
    run(api, "box")
    until(lambda: "지금: running" in str(views[0].picture))
    until(lambda: not any("지금은 없습니다" in str(view.picture) for view in views))


def test_all_views_share_one_follower_and_none_is_left(api, hub):
    until(lambda: not followers(), what="those of earlier tests have ended")
    views = [hub.show(draw.engine()), hub.show(draw.life_of("box"))]
    assert len(followers()) == 4
    hub.stop()
    until(lambda: not followers())
    before = [view.value for view in views]
    run(api, "box")
    assert [view.value for view in views] == before


def test_running_a_cell_again_replaces_its_views_and_no_others(api, hub, monkeypatch):
    def drawn(cell: str, count: int) -> Live:
        monkeypatch.setattr(live, "_cell", lambda: (cell, count))
        return hub.show(draw.life_of("box"))

    first, beside, other = drawn("a", 1), drawn("a", 1), drawn("b", 2)
    again = drawn("a", 3)
    assert set(hub._views) == {other, again}
    assert first.comm is None
    assert beside.comm is None


def test_a_lost_engine_is_said_and_the_last_picture_stays(
    new_engine: Callable[[str], PrivateEngine], monkeypatch: pytest.MonkeyPatch, hub: Hub
) -> None:
    private = new_engine("views")
    monkeypatch.setenv("DOCKER_HOST", private.engine.url)
    early = hub.show(draw.engine())
    assert "도커 엔진이 없습니다" in str(early.picture)
    private.start()
    until(lambda: "컨테이너 0" in str(early.picture))
    private.stop()
    until(lambda: "cv-lost" in early.value)
    assert "컨테이너 0" in early.value


def test_what_ends_between_two_questions_is_looked_at_again(docker):
    asked: list[object] = []

    def read(_api: docker_py.APIClient, news: object) -> Picture:
        asked.append(news)
        if len(asked) == 1:
            raise docker_py.errors.APIError("409 Conflict: not running")
        return Picture("title", "fine", "")

    assert Drawing("title", read, lambda _event: True).picture(docker, []).text == "fine"
    assert asked == [[], None]


def test_without_a_browser_a_view_is_text_and_in_a_handout_it_is_html(api, hub):
    bundle = hub.show(draw.engine())._repr_mimebundle_()
    assert bundle["text/plain"].startswith("엔진에 있는 것\n")
    assert "<figure" in bundle["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in bundle
