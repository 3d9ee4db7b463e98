"""`course engine`: a private engine for a learner who wants the course kept apart."""

from __future__ import annotations

import click

from helpers.engine import Engine, explain, find, forget, remember
from helpers.engine.find import remembered
from helpers.errors import CourseError
from helpers.i18n import N_, _
from helpers.paths import state
from helpers.text import clean

ORIGINS = {
    "DOCKER_HOST": N_("환경 변수 DOCKER_HOST"),
    "private": N_("이 과정의 전용 엔진"),
    "context": N_("docker context"),
    "default": N_("이 컴퓨터의 기본 소켓"),
    "system": N_("이 컴퓨터의 기본 소켓"),
    "rootless": N_("rootless 도커"),
}


@click.command()
@click.argument("action", default="status", metavar="[start|stop|status]")
@click.option("--remove", is_flag=True)
def command(action: str, remove: bool) -> None:
    """Start or stop the private engine, or say which engine is in use."""
    actions = {"start": start, "stop": lambda: stop(remove), "status": status}
    if action not in actions:
        raise CourseError(
            _("'course engine {name}'(이)라는 명령은 없습니다.").format(name=action),
            _("다음 가운데 하나를 쓰세요: {known}").format(known=", ".join(actions)),
            code="unknown-command",
        )
    actions[action]()


def start() -> None:
    """Start the private engine; the course uses it from now on."""
    from helpers.engine import PrivateEngine

    engine = PrivateEngine("course", state().resolve() / "engine").start()
    remember(engine)
    describe(engine)
    click.echo(_("이 터미널의 docker도 쓰려면: export DOCKER_HOST={url}").format(url=engine.url))


def stop(remove: bool) -> None:
    """Stop it; its images and containers stay unless `remove`."""
    from helpers.engine import PrivateEngine

    private = PrivateEngine("course", state().resolve() / "engine")
    private.stop(remove=remove)
    chosen = remembered()
    if chosen and chosen.url == private.engine.url:
        forget()
    click.echo(
        _("전용 엔진을 끄고 내용도 지웠습니다.")
        if remove
        else _("전용 엔진을 껐습니다. 내용은 남아 있습니다.")
    )


def status() -> None:
    """Which engine the course talks to, and why that one."""
    describe(find(click.echo))


def describe(engine: Engine) -> None:
    """Address, origin and version."""
    try:
        client = engine.client(timeout=10)
        version = client.version()
        client.close()
    except Exception as error:
        raise explain(error) from error
    click.echo(_("주소: {url}").format(url=engine.url))
    click.echo(_("출처: {origin}").format(origin=_(ORIGINS.get(engine.origin, engine.origin))))
    click.echo(f"Docker {clean(version.get('Version', '?'))}, API {clean(version.get('ApiVersion', '?'))}")
