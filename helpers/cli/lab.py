"""`course lab`: everything a learner needs, then JupyterLab until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import webbrowser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click
import requests

from helpers import i18n
from helpers.cli.speech import known
from helpers.course import course
from helpers.engine import Engine, explain, find
from helpers.errors import CourseError, EngineNotFound, LessonError
from helpers.i18n import _
from helpers.launch import Room, Running, Server, hold, layout, ports
from helpers.paths import state, work


@click.command()
@click.option("--lang", default=None, metavar="LANG")
@click.option("--port", type=click.IntRange(1, 65535), default=None)
@click.option("--no-browser", is_flag=True)
@click.option("--private", "apart", is_flag=True)
def command(lang: str | None, port: int | None, no_browser: bool, apart: bool) -> int:
    """Prepare engine, images and work/, then run JupyterLab until it is told to stop."""
    spoken = i18n.choose(known(lang))
    with interruptible(), writable(), hold(say) as other:
        if other:
            say(_("이 과정의 JupyterLab이 이미 열려 있습니다."))
            present(other, browser=not no_browser)
            return 0
        if port is not None:
            ports.choose(port, say)  # taken? say so before the engine and the images are prepared
        engine = private_engine() if apart else usual_engine()
        say(_("엔진: {url}").format(url=engine.url))
        prepare_images(engine)
        root = prepare_work(spoken)
        room = Room(state().resolve() / "jupyter")
        serve(engine, Server(room, root, spoken, layout.PATH), port, browser=not no_browser)
    return 0


def say(line: str) -> None:
    """One line of progress."""
    click.echo(f"• {line}")


def usual_engine() -> Engine:
    """The engine that answers, else the system's, brought up."""
    try:
        return find(say)
    except EngineNotFound:
        if sys.platform != "linux" or os.environ.get("DOCKER_HOST"):
            raise
    from helpers.engine import bring_up

    return bring_up(say)


def private_engine() -> Engine:
    """The learner's own engine, apart from everything else; find() returns it from now on."""
    from helpers.engine import PrivateEngine, remember

    engine = PrivateEngine("course", state().resolve() / "engine").start()
    remember(engine)
    return engine


def prepare_images(engine: Engine) -> None:
    """See that the engine has what the lessons start from."""
    from helpers import images

    for reference in dict.fromkeys(ref for lesson in course().lessons for ref in lesson.images):
        images.ensure(engine, reference, say)


def prepare_work(lang: str) -> Path:
    """The learner's copies of the notebooks, and the folder they are in."""
    from helpers.editions import workspace

    root = workspace.prepare(lang).resolve()
    root.mkdir(parents=True, exist_ok=True)
    for lesson in course().lessons:  # by name: what `course restart` has set aside is nobody's trouble
        try:
            workspace.check_notebook(root / f"{lesson.name}.ipynb")
        except LessonError as error:  # the other lessons can be worked on all the same
            say(str(error))
    return root


def serve(engine: Engine, server: Server, port: int | None, browser: bool) -> None:
    """Run JupyterLab and the recorder of events until Ctrl-C, a signal, or Shut Down in the page."""
    env = {
        **engine.env(),
        "COURSE_LANG": server.lang,
        "COURSE_STATE": str(state().resolve()),
        "COURSE_WORK": str(work().resolve()),
    }
    record_baseline(engine)
    try:
        with recorder(env):
            say(_("JupyterLab을 엽니다."))
            with ports.turn():
                up = server.start(ports.choose(port, say), env)
            lay_out(up, server.root)
            up.note()
            present(up, browser)
            say(_("마치려면 이 창에서 Ctrl-C를 누르세요."))
            server.wait()
    except KeyboardInterrupt:
        pass
    finally:
        server.stop()
    say(_("JupyterLab을 닫았습니다. 엔진과 노트북은 그대로 있습니다."))


def record_baseline(engine: Engine) -> None:
    """Remember what was on the engine before the course met it."""
    from helpers.lab import Baseline

    try:
        Baseline.of(engine.client().api)
    except Exception as error:
        raise explain(error) from error


def lay_out(up: Running, root: Path) -> None:
    """Put the lesson and the terminal side by side; without that the page still opens, only plainer."""
    try:
        layout.lay_out(up, root, first_notebook(root))
    except requests.RequestException as error:
        say(
            _("화면을 나누지 못했습니다. 왼쪽 파일 목록에서 노트북을 여세요. ({reason})").format(reason=error)
        )


def first_notebook(root: Path) -> str:
    """The first lesson that is there, as a path below `root`."""
    names = [f"{lesson.name}.ipynb" for lesson in course().lessons]
    return next((name for name in names if (root / name).is_file()), names[0])


def present(up: Running, browser: bool) -> None:
    """Open the page where there is a browser, and print its address in any case."""
    say(_("주소: {url}").format(url=up.url))
    if browser and has_display(os.environ):
        webbrowser.open(up.url)


def has_display(env: Mapping[str, str]) -> bool:
    """Whether a browser window can open here; without one webbrowser would start a text browser."""
    if sys.platform != "linux":
        return True
    return bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY") or env.get("WSL_DISTRO_NAME"))


@contextmanager
def recorder(env: Mapping[str, str]) -> Iterator[None]:
    """Keep the journal of the engine's events while the block runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "helpers.lab.record"],
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def writable() -> Iterator[None]:
    """A file that cannot be written is a line that names it: often `sudo make lab` made it before."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            raise
        raise CourseError(
            _("{path}에 쓸 수 없습니다: {reason}").format(path=error.filename, reason=error.strerror),
            _("이 파일의 주인과 권한, 남은 디스크 공간을 확인하세요."),
            code="not-writable",
        ) from error


@contextmanager
def interruptible() -> Iterator[None]:
    """A closed terminal window or a polite kill ends the session as Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    numbers = [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    before = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
