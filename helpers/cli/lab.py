"""`course lab`: everything a learner needs, then JupyterLab until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import webbrowser
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from types import FrameType

import click
import requests

from helpers import i18n
from helpers.cli.speech import known
from helpers.course import course
from helpers.desk import IN_DESK
from helpers.engine import Engine, explain, find
from helpers.engine.group import AGAIN
from helpers.engine.root import CONSENT, ROOM_APT, refuse_sudo
from helpers.errors import CourseError, EngineDenied, EngineNotFound, LessonError
from helpers.i18n import _
from helpers.launch import JupyterHome, Running, Server, free_port, hold, layout
from helpers.paths import IS_CHECKOUT, ROOT, cache, state, work

RECORDING = 10.0  # seconds that the recorder may take to end


@click.command()
@click.option("--lang", default=None, metavar="LANG")
@click.option("--port", type=click.IntRange(1, 65535), default=None)
@click.option("--no-browser", is_flag=True)
@click.option("--private", "apart", is_flag=True)
@click.option("--yes", is_flag=True)
@click.option("--room", "pack", type=click.Path(path_type=Path), default=None, metavar="FILE")
def command(
    lang: str | None, port: int | None, no_browser: bool, apart: bool, yes: bool, pack: Path | None
) -> int:
    """Prepare engine, images and work/, then run JupyterLab until it is told to stop."""
    spoken = i18n.choose(known(lang))
    if IS_CHECKOUT and not apart:  # a private engine takes root
        refuse_sudo(ROOT)
    with interruptible(), writable(), hold(say) as other:
        if other:
            say(_("이 과정의 JupyterLab이 이미 열려 있습니다."))
            present(other, browser=not no_browser)
            return 0
        if port is not None:
            free_port.choose(port, say)  # taken? say so before the engine and the images are prepared
        if pack:
            take_in(pack)
        if apart:
            engine = private_engine()
        else:
            again = ["lab", "--lang", spoken, *(["--port", str(port)] if port else [])]
            again += ["--no-browser"] if no_browser else []
            engine = usual_engine([*again, *(["--room", str(pack)] if pack else [])], yes, in_room=bool(pack))
        say(_("엔진: {url}").format(url=engine.url))
        prepare_images(engine)
        # they were for what is done by now, not for what a learner runs
        for name in (CONSENT, AGAIN, ROOM_APT):
            os.environ.pop(name, None)
        root = prepare_work(spoken)
        with suppress(OSError, RuntimeError):  # where the messages are kept, which makes commands quicker
            cache().mkdir(parents=True, exist_ok=True, mode=0o700)
        home = JupyterHome(state().resolve() / "jupyter")
        serve(engine, Server(home, root, spoken, layout.PATH), port, browser=not no_browser)
    return 0


def say(line: str) -> None:
    """One line of progress."""
    click.echo(f"• {line}")


def take_in(pack: Path) -> None:
    """Everything of a room's pack that setting up needs, into the cache; from here on apt finds it there."""
    from helpers.images import debian
    from helpers.room import host_apt, unpack
    from helpers.room.manifest import describe, megabytes

    taken = unpack.unpack(pack, lambda manifest: describe(manifest, say))
    say(
        _("교실 묶음을 풀었습니다: 새로 {new}, 전부터 있던 것 {kept} ({seconds:.0f}초).").format(
            new=megabytes(taken.written), kept=megabytes(taken.kept), seconds=taken.seconds
        )
    )
    unpack.offer(debian.architecture())
    say(_("교실 묶음의 패키지 목록을 읽습니다."))
    host_apt.lead_apt()


def usual_engine(again: Sequence[str], yes: bool = False, in_room: bool = False) -> Engine:
    """The engine that answers, else the system's, brought up while the base images are being built.

    `again` are the arguments of this very command: it may have to start again to be in the engine's group.
    In a room nothing has to be built: its images were brought along.
    """
    try:
        return find(say)
    except (EngineNotFound, EngineDenied):
        if sys.platform != "linux" or os.environ.get("DOCKER_HOST"):
            raise
    from helpers import images
    from helpers.engine import bring_up

    if in_room:
        return bring_up(say, yes, again)
    ahead = partial(images.built_ahead, say)
    return bring_up(say, yes, again, beside=ahead, also=images.builder_packages())


def private_engine() -> Engine:
    """The learner's own engine, apart from everything else; find() returns it from now on."""
    from helpers.engine import PrivateEngine, remember

    engine = PrivateEngine("course", state().resolve() / "engine").start()
    remember(engine)
    return engine


def prepare_images(engine: Engine) -> None:
    """See that the engine has what the lessons start from."""
    from helpers import images

    load_of_the_room(engine)
    for reference in dict.fromkeys(ref for lesson in course().lessons for ref in lesson.images):
        images.ensure(engine, reference, say)


def load_of_the_room(engine: Engine) -> None:
    """The images that a room's pack brought, where the engine has none of that name."""
    from helpers import images
    from helpers.room import unpack

    have = {found.entry.full_reference for found in images.status(engine) if found.image_id}
    for reference, archive in unpack.images().items():
        if reference not in have:
            say(_("{reference} 이미지를 교실 묶음에서 읽어 들입니다.").format(reference=reference))
            images.load(engine, images.read(archive))


@contextmanager
def packages_of_the_room(engine: Engine) -> Iterator[None]:
    """In a room: what lessons install inside containers, served to them while the block runs."""
    from helpers.room import serve, unpack

    with ExitStack() as stack:
        if unpack.there():
            try:
                address = stack.enter_context(serve.serving(engine, unpack.folder() / "mirror"))
                say(_("컨테이너의 apt는 교실 묶음의 패키지를 씁니다: {address}").format(address=address))
            except CourseError as error:  # lessons that install nothing can be worked on all the same
                say(str(error))
        yield


def prepare_work(lang: str) -> Path:
    """The learner's copies of the notebooks, and the folder they are in."""
    from helpers.editions import workspace

    work().mkdir(parents=True, exist_ok=True, mode=0o700)  # the answers are the learner's own
    root = workspace.prepare(lang).resolve()
    root.mkdir(parents=True, exist_ok=True)
    for lesson in course().lessons:  # by name: what `course restart` has set aside is nobody's trouble
        notebook = root / f"{lesson.name}.ipynb"
        try:
            if workspace.recover(notebook):
                say(
                    _("{path}: 저장하다가 끊긴 파일이어서 그 전에 저장한 것으로 되돌렸습니다.").format(
                        path=notebook
                    )
                )
            workspace.check_notebook(notebook)
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
        IN_DESK: "1",
    }
    record_baseline(engine)
    try:
        with recorder(env), packages_of_the_room(engine):
            say(_("JupyterLab을 엽니다."))
            with free_port.turn(say):
                up = server.start(free_port.choose(port, say), env)
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
        # within WSL the browser is a Windows program, which finds no file here
        webbrowser.open(up.url if os.environ.get("WSL_DISTRO_NAME") else up.door().as_uri())


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
        try:
            process.wait(RECORDING)
        except subprocess.TimeoutExpired:  # it is in the kernel, with a disk that does not answer
            process.kill()


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
