"""05 Moniwiki: what the finished image does when it is run."""

from __future__ import annotations

from helpers.checks import Image, Look, Service, _, expect, task
from helpers.checks.commands import runs_program
from helpers.checks.service import try_out

from .names import CONF, DATA_FILE, DEBIAN, NAMED, PHP, REFUSED, SETUP, WIKI

NOWHERE = "/no-such-page"
EXAMPLE = 'CMD ["apache2", "-D", "FOREGROUND"]'


@task
def foreground(look: Look) -> dict[str, object]:
    image = _wiki(look)
    command = " ".join(image.command)
    expect(image.command not in ((), look.base(DEBIAN).command), "no-cmd", found=command or _("없음"))
    image.quoted_right(EXAMPLE)
    trial = try_out(image, SETUP, DATA_FILE, stop=True)
    ended = _("종료 코드 {code}: {command}").format(code=trial.exit_code, command=command)
    expect(not trial.ended_early, "ends-at-once", found=ended)
    setup, data = (answer.status for answer in trial.answers)
    silent = _("대답 없음")
    expect(setup == 200, "no-wiki", found=f"{setup or silent} ({command})")
    expect(data >= REFUSED, "open", found=data)
    trial.reachable(image)
    late = _("{seconds}초 뒤 종료 코드 {code}").format(seconds=round(trial.seconds), code=trial.exit_code)
    expect(trial.exit_code == 0, "killed", found=late)
    return {"seconds": round(trial.seconds, 1)}


@task
def expose(look: Look) -> None:
    ports = sorted(_wiki(look).config.get("ExposedPorts") or {})
    expect("80/tcp" in ports, "not-80", found=", ".join(ports) or _("적힌 포트 없음"))


@task
def health(look: Look) -> None:
    _wiki(look).honest_health(80)


@task
def other_command(look: Look) -> dict[str, object]:
    found, again = look.container(PHP).made_from(WIKI), look.say("php-again")
    expect(found.command != _wiki(look).command, "default-command", found=" ".join(found.command))
    found.started().ran("php", exit_code=0, hint=again)
    by_exec = any(run.how != "command" and runs_program(run.command, "php") for run in found.runs())
    expect(by_exec or "PHP " in found.logs(), "no-version", hint=again, found=" ".join(found.command))
    return {"version": " ".join(look.image(WIKI).run("php", "-v").output.split()[:2])}


@task
def other_name(look: Look) -> dict[str, object]:
    found = look.container(NAMED).made_from(WIKI).running()
    found.environment("WIKI_NAME", "wiki.example", hint=look.say("option-first"))
    answer = Service(found).wait_beside(NOWHERE).body
    expect(
        "Server at wiki.example" in answer, "other-name-unused", found=answer.strip()[-80:] or _("대답 없음")
    )
    return {"name": "wiki.example"}


def _wiki(look: Look) -> Image:
    """The finished image; it continues the step before."""
    return look.image(WIKI).builds_on(CONF, hint=look.say("go-on")).built(on=CONF)
