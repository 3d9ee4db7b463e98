"""05 Moniwiki: what the finished image does when it is run."""

from __future__ import annotations

from helpers.checks import N_, Container, Image, Look, NotYet, _, expect, task
from helpers.checks.service import ask, health_command, try_out

from .building import DATA_FILE
from .names import CONF, NAMED, PHP, SETUP, WIKI

NOWHERE = "/no-such-page"


@task(
    title=N_("이미지가 스스로 위키를 켜게 하기"),
    points=1,
    needs=("protect",),
    hints=(
        N_("CMD는 컨테이너의 PID 1이 됩니다. Apache가 앞에서(FOREGROUND) 실행되어야 합니다."),
        N_("exec 꼴로 쓰면 셸이 끼지 않아 `docker stop`의 신호를 Apache가 바로 받습니다."),
        N_('`CMD ["apache2", "-D", "FOREGROUND"]`를 더하고 `moniwiki:1.2.10`으로 빌드하세요.'),
    ),
)
def foreground(look: Look) -> str:
    image = _wiki(look)
    command = " ".join(str(word) for word in image.config.get("Cmd") or ())
    expect(
        "['" not in command,
        _("CMD의 대괄호 안에 작은따옴표를 썼습니다. JSON이 아니므로 엔진은 셸 명령으로 읽습니다."),
        expected='CMD ["apache2", "-D", "FOREGROUND"]',
        found=command,
        hint=_("작은따옴표를 큰따옴표로 바꾸고 다시 빌드하세요."),
    )
    trial = try_out(look, image, SETUP, DATA_FILE)
    expect(
        # the script of `service` needs a second, in which Apache answers
        not trial.before_stop and "service " not in command,
        _("컨테이너가 바로 끝납니다. PID 1이 끝나면 컨테이너도 끝납니다."),
        expected=_("계속 실행되는 Apache"),
        found=_("종료 코드 {code}: {command}").format(code=trial.exit_code, command=command),
        hint=_('뒤로 물러나는 `service apache2 start` 대신 `CMD ["apache2", "-D", "FOREGROUND"]`를 쓰세요.'),
    )
    expect(
        [one.status for one in trial.answers] == [200, 403],
        _("실행은 되지만 위키가 대답하지 않습니다."),
        expected=f"200 {SETUP}",
        found=str(trial.answers[0].status or _("대답 없음")) + f" ({command})",
        hint=_('CMD를 확인하세요: `CMD ["apache2", "-D", "FOREGROUND"]`'),
    )
    expect(
        trial.exit_code == 0,
        _("`docker stop`의 신호를 Apache가 받지 못해 강제로 끝났습니다."),
        expected=_("2초 안에 종료 코드 0"),
        found=_("{seconds}초 뒤 종료 코드 {code}").format(seconds=round(trial.seconds), code=trial.exit_code),
        hint=_("shell 꼴이나 apachectl을 쓰면 셸이 PID 1이 됩니다. exec 꼴로 apache2를 바로 실행하세요."),
    )
    return _("위키가 켜지고, 멈추라는 신호에 {seconds}초 만에 종료 코드 0으로 끝납니다.").format(
        seconds=round(trial.seconds, 1)
    )


@task(
    title=N_("어느 포트를 쓰는지 적기"),
    points=1,
    needs=("foreground",),
    hints=(
        N_("EXPOSE는 이미지가 어느 포트에서 기다리는지 적어 두는 메모입니다. 포트를 열지는 않습니다."),
        N_("Apache는 80번에서 기다립니다."),
        N_("CMD 위에 `EXPOSE 80`을 더하고 `moniwiki:1.2.10`으로 다시 빌드하세요."),
    ),
)
def expose(look: Look) -> str:
    ports = sorted(_wiki(look).config.get("ExposedPorts") or {})
    expect(
        ports == ["80/tcp"],
        _("이미지에 적힌 포트가 80이 아닙니다."),
        expected="80/tcp",
        found=", ".join(ports) or _("적힌 포트 없음"),
        hint=_("`EXPOSE 80`을 Dockerfile에 넣고 다시 빌드하세요. 9999는 실행할 때 `-p`로 정합니다."),
    )
    return _("이 이미지를 받은 사람은 `docker image inspect`로 80번을 쓴다는 것을 압니다.")


@task(
    title=N_("건강한지 스스로 묻게 하기"),
    points=1,
    needs=("foreground",),
    hints=(
        N_("HEALTHCHECK는 컨테이너 안에서 때마다 실행할 명령입니다. 0으로 끝나면 healthy입니다."),
        N_("`curl -f`는 오류 상태(4xx, 5xx)를 받거나 연결하지 못하면 0이 아닌 코드로 끝납니다."),
        N_("`HEALTHCHECK --interval=5s --timeout=3s CMD curl -fsS -o /dev/null http://localhost/moniwiki/monisetup.php || exit 1`"),
    ),
)  # fmt: skip
def health(look: Look) -> str:
    image = _wiki(look)
    command = health_command(image.config)
    expect(
        command,
        _("이미지에 HEALTHCHECK가 없습니다."),
        expected="HEALTHCHECK CMD …",
        found=_("없음"),
        hint=_("CMD 위에 HEALTHCHECK를 더하고 moniwiki:1.2.10으로 다시 빌드하세요."),
    )
    up = try_out(look, image, SETUP, DATA_FILE).health
    expect(
        up is not None and up.code == 0,
        _("위키가 잘 대답하는데도 HEALTHCHECK가 실패합니다."),
        expected=_("종료 코드 0"),
        found=_("종료 코드 {code}: {said}").format(
            code=up.code if up else "?", said=up.output.strip()[-80:] if up else ""
        ),
        hint=_("컨테이너 안에서 본 주소는 `http://localhost:80`입니다. 9999가 아닙니다."),
    )
    down = look.probe(image, *command)
    expect(
        down.code != 0,
        _("Apache가 꺼져 있어도 HEALTHCHECK가 성공합니다. 아무것도 알려 주지 못합니다."),
        expected=_("0이 아닌 종료 코드"),
        found="0",
        hint=_("`curl -f`로 설치 페이지를 실제로 물어보세요."),
    )
    return _("켜져 있으면 healthy, 꺼져 있으면 unhealthy가 됩니다.")


@task(
    title=N_("기본 명령을 바꾸어 실행하기"),
    points=1,
    needs=("foreground",),
    hints=(
        N_("이미지 이름 뒤에 적은 명령은 CMD를 대신합니다."),
        N_("같은 이미지로 PHP의 버전을 물어봅니다: `php -v`"),
        N_("`docker run --name wiki-php moniwiki:1.2.10 php -v`"),
    ),
)
def other_command(look: Look) -> str:
    image, found = _wiki(look), look.container(PHP)
    _of_wiki(found, image)
    own = list(image.config.get("Cmd") or ())
    expect(
        list(found.config.get("Cmd") or ()) != own and "php" in " ".join(found.command),
        _("wiki-php가 이미지의 기본 명령을 그대로 실행했습니다."),
        expected="php -v",
        found=" ".join(found.command),
        hint=_("`docker rm -f wiki-php`로 지우고, 이미지 이름 뒤에 `php -v`를 붙여 다시 실행하세요."),
    )
    said = look.logs(found)
    expect(
        not found.running and found.exit_code == 0 and said.startswith("PHP "),
        _("wiki-php가 PHP의 버전을 출력하고 끝나지 않았습니다."),
        expected=_("PHP …, 종료 코드 0"),
        found=_("{status}, 종료 코드 {code}").format(status=found.status, code=found.exit_code),
        hint=_("`docker rm -f wiki-php` 다음에 `docker run --name wiki-php moniwiki:1.2.10 php -v`"),
    )
    return _("Apache 없이 {version}만 실행되고 끝났습니다.").format(version=" ".join(said.split()[:2]))


@task(
    title=N_("환경 변수를 바꾸어 실행하기"),
    points=1,
    needs=("foreground",),
    hints=(
        N_("ENV의 값은 기본값입니다. 실행할 때 `-e 이름=값`으로 바꿉니다."),
        N_("WIKI_NAME은 Apache가 오류 페이지 끝에 적는 서버 이름입니다."),
        N_("`docker run -d --name wiki-named -e WIKI_NAME=wiki.example moniwiki:1.2.10`"),
    ),
)
def other_name(look: Look) -> str:
    image, found = _wiki(look), look.container(NAMED)
    _of_wiki(found, image)
    expect(
        found.running,
        _("wiki-named가 실행 중이 아닙니다."),
        expected="running",
        found=_("{status}, 종료 코드 {code}").format(status=found.status, code=found.exit_code),
        hint=_(
            "`docker logs wiki-named`로 까닭을 보고, `docker rm -f wiki-named`로 지운 다음 다시 실행하세요."
        ),
    )
    name = found.env.get("WIKI_NAME", "")
    default = f"WIKI_NAME={name}" in (image.config.get("Env") or ())
    expect(
        name and not default,
        _("wiki-named의 WIKI_NAME이 이미지의 기본값 그대로입니다."),
        expected="WIKI_NAME=wiki.example",
        found=f"WIKI_NAME={name}",
        hint=_("`-e`는 이미지 이름보다 앞에 와야 합니다. 뒤에 쓰면 명령의 일부가 됩니다."),
    )
    page = ask(look, found, "/moniwiki/data/")[0]
    answer = look.run_in(found, "curl", "-s", f"http://localhost{NOWHERE}").output
    expect(
        page.status == 403 and f"Server at {name}" in answer,
        _("Apache가 바뀐 이름을 쓰지 않습니다."),
        expected=f"Server at {name}",
        found=answer.strip()[-80:] or _("대답 없음"),
        hint=_("moniwiki.conf가 든 이미지인지 확인하세요. ServerName이 `${WIKI_NAME}`입니다."),
    )
    return _("같은 이미지인데 서버 이름이 {name}입니다.").format(name=name)


def _wiki(look: Look) -> Image:
    """The finished image; it must continue the step before."""
    image, earlier = look.image(WIKI), look.image(CONF)
    expect(
        image.builds_on(earlier),
        _("{before} 단계에 이어서 쌓은 이미지가 아닙니다.").format(before=CONF),
        expected=_("{before}의 층 {n}개로 시작하는 이미지").format(before=CONF, n=len(earlier.layers)),
        found=_("층 {n}개, IMAGE ID {id}").format(n=len(image.layers), id=image.short()),
        hint=_("Dockerfile의 윗부분은 그대로 두고 아래에 지시자를 더해서 빌드하세요."),
    )
    return image


def _of_wiki(found: Container, image: Image) -> None:
    if found.image_id != image.id:
        raise NotYet(
            _("컨테이너 {name}: 지금의 {image}에서 만들어지지 않았습니다.").format(
                name=found.name, image=WIKI
            ),
            expected=WIKI,
            found=found.image_name,
            hint=_("`docker rm -f {name}`으로 지우고 {image}에서 다시 만드세요.").format(
                name=found.name, image=WIKI
            ),
        )
