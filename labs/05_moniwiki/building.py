"""05 Moniwiki: from the base to an image with the wiki in it, one instruction after the other."""

from __future__ import annotations

from helpers.checks import N_, Image, Look, NotYet, _, expect, task
from helpers.checks.service import try_out

from .names import BASE, CONF, DEBIAN, ENV, FOLDER, SERVER, SETUP, SOURCE

NEEDED = ("apache2", "libapache2-mod-php", "php-mbstring", "rcs", "curl")
VARIABLES = (
    "APACHE_RUN_USER", "APACHE_RUN_GROUP", "APACHE_RUN_DIR", "APACHE_PID_FILE", "APACHE_LOCK_DIR", "APACHE_LOG_DIR",
)  # fmt: skip
DATA_FILE = "/moniwiki/data/intermap.txt.sample"  # a file that every MoniWiki has


@task(
    title=N_("패키지를 한 층으로 설치하기"),
    points=2,
    hints=(
        N_("FROM 다음에 RUN 하나를 더합니다. 목록 받기, 설치, 치우기를 `&&`로 잇습니다."),
        N_("패키지는 `apache2 libapache2-mod-php php-mbstring rcs curl ca-certificates`입니다."),
        N_("`RUN apt-get update && apt-get install -y --no-install-recommends 패키지들 && rm -rf /var/lib/apt/lists/*`, 이름은 wiki:base"),
    ),
)  # fmt: skip
def packages(look: Look) -> str:
    image = look.image(BASE)
    _on_debian(look, image)
    status = look.probe(image, "dpkg-query", "-W", "-f", "${Package} ${Status}\n", *NEEDED).output
    missing = [name for name in NEEDED if f"{name} install ok" not in status]
    expect(
        not missing,
        _("{image}에 설치되지 않은 패키지가 있습니다.").format(image=BASE),
        expected=", ".join(NEEDED),
        found=_("빠진 것: {names}").format(names=", ".join(missing)),
        hint=_("RUN의 `apt-get install`에 빠진 패키지를 더하고 다시 빌드하세요."),
    )
    added = len(image.layers) - len(look.base(DEBIAN).layers)
    lists = look.probe(image, "find", "/var/lib/apt/lists", "-type", "f").output.split()
    expect(
        added == 1 and not lists,
        _("설치하고 치우는 일이 한 층에서 끝나지 않았습니다."),
        expected=_("더 쌓인 층 1개, 빈 /var/lib/apt/lists"),
        found=_("층 {n}개, 패키지 목록 파일 {files}개").format(n=added, files=len(lists)),
        hint=_("`apt-get update && apt-get install … && rm -rf /var/lib/apt/lists/*`를 RUN 하나로 쓰세요."),
    )
    return _("Apache와 PHP가 든 층 하나, 모두 {size} MB입니다.").format(size=round(image.size / 1e6))


@task(
    title=N_("아카이브를 받아 확인하고 풀기"),
    points=2,
    needs=("packages",),
    hints=(
        N_("ARG로 주소와 체크섬을, WORKDIR로 풀 폴더를 정하고, COPY로 스크립트를 넣고, RUN으로 실행합니다."),
        N_("RUN은 `sh /tmp/setup/get.sh && chown -R www-data:www-data .`입니다."),
        N_("`docker build --build-arg MONIWIKI_URL --build-arg MONIWIKI_SHA256 -t wiki:source .`"),
    ),
)
def source(look: Look) -> str:
    image = look.image(SOURCE)
    _on_step(look, image, BASE)
    steps = [one for one in look.history(image) if "get.sh" in one or "sha256" in one.lower()]
    checked = any("MONIWIKI_URL=" in one and "MONIWIKI_SHA256=" in one for one in steps if "|" in one)
    expect(
        checked,
        _("아카이브를 받은 RUN이 빌드 인자 MONIWIKI_URL과 MONIWIKI_SHA256을 쓰지 않았습니다."),
        expected="ARG MONIWIKI_URL=…, ARG MONIWIKI_SHA256=…",
        found=(steps[0] if steps else _("없음"))[:70],
        hint=_("두 ARG를 RUN보다 위에 쓰고, RUN에서 `sh /tmp/setup/get.sh`를 실행하세요."),
    )
    owner = look.probe(image, "stat", "-c", "%U", f"{FOLDER}/wiki.php", f"{FOLDER}/monisetup.php", FOLDER)
    if owner.code != 0:
        raise NotYet(
            _("위키의 파일이 {folder}에 없습니다.").format(folder=FOLDER),
            expected=f"{FOLDER}/wiki.php",
            found=image.config.get("WorkingDir") or "/",
            hint=_("`WORKDIR {folder}`를 get.sh를 실행하는 RUN보다 위에 쓰세요.").format(folder=FOLDER),
        )
    expect(
        set(owner.output.split()) == {"www-data"},
        _("위키의 파일을 www-data가 쓸 수 없습니다. 설정과 페이지를 저장하지 못합니다."),
        expected="www-data",
        found=", ".join(sorted(set(owner.output.split()))),
        hint=_("같은 RUN에 `&& chown -R www-data:www-data .`를 이으세요."),
    )
    return _("체크섬이 맞는 아카이브만 이미지에 들어갑니다.")


@task(
    title=N_("Apache가 기대하는 환경 변수 정하기"),
    points=1,
    needs=("source",),
    hints=(
        N_("Apache의 설정은 `${APACHE_RUN_DIR}`처럼 환경 변수를 가리킵니다. ENV로 기본값을 정합니다."),
        N_("변수는 여섯 개와 WIKI_NAME입니다. 값은 `/etc/apache2/envvars`에 있습니다."),
        N_("`ENV APACHE_RUN_USER=www-data APACHE_RUN_GROUP=www-data APACHE_RUN_DIR=/var/run/apache2 …`, 이름은 wiki:env"),
    ),
)  # fmt: skip
def environment(look: Look) -> str:
    image = look.image(ENV)
    _on_step(look, image, SOURCE)
    env = _env(image)
    missing = [name for name in (*VARIABLES, "WIKI_NAME") if not env.get(name)]
    expect(
        not missing,
        _("기본값이 없는 환경 변수가 있습니다."),
        expected=", ".join((*VARIABLES, "WIKI_NAME")),
        found=_("빠진 것: {names}").format(names=", ".join(missing)),
        hint=_("Dockerfile의 ENV에 더하고 다시 빌드하세요."),
    )
    expect(
        env["APACHE_RUN_USER"] == "www-data",
        _("Apache가 요청을 처리할 사용자가 www-data가 아닙니다."),
        expected="APACHE_RUN_USER=www-data",
        found=f"APACHE_RUN_USER={env['APACHE_RUN_USER']}",
        hint=_("root로 처리하면 PHP의 구멍 하나가 컨테이너 전체를 내줍니다. www-data로 고치세요."),
    )
    tested = look.probe(image, "apache2", "-t")
    expect(
        tested.code == 0,
        _("이 환경 변수로는 Apache가 설정을 읽지 못합니다."),
        expected="Syntax OK",
        found=tested.output.strip()[-120:],
        hint=_("값을 /etc/apache2/envvars와 비교해 보세요. 폴더는 이미지에 있는 것이어야 합니다."),
    )
    return _("이제 envvars를 읽지 않고도 Apache가 자기 설정을 압니다.")


@task(
    title=N_("위키의 데이터 파일 막기"),
    points=2,
    needs=("environment",),
    hints=(
        N_("setup 폴더의 moniwiki.conf를 Apache가 읽는 자리에 COPY합니다."),
        N_("자리는 `/etc/apache2/sites-available/000-default.conf`입니다."),
        N_("`COPY setup/moniwiki.conf /etc/apache2/sites-available/000-default.conf`, 이름은 wiki:conf"),
    ),
)
def protect(look: Look) -> str:
    image = look.image(CONF)
    _on_step(look, image, ENV)
    trial = try_out(look, image, SETUP, DATA_FILE, argv=SERVER)
    setup, data = trial.answers
    expect(
        setup.status == 200,
        _("이 이미지에서 Apache를 켜도 설치 페이지가 나오지 않습니다."),
        expected=f"200 {SETUP}",
        found=str(setup.status or _("대답 없음")) + " " + trial.output.strip()[-80:],
        hint=_("`docker run --rm {image} apache2 -t`로 설정을 확인하세요.").format(image=CONF),
    )
    expect(
        data.status == 403,
        _("위키의 데이터 파일을 누구나 내려받을 수 있습니다."),
        expected="403 /moniwiki/data/",
        found=str(data.status),
        hint=_("`AllowOverride All`이 든 moniwiki.conf를 sites-available/000-default.conf로 COPY하세요."),
    )
    return _("설치 페이지는 열리고, 데이터 폴더는 403으로 막혔습니다.")


def _env(image: Image) -> dict[str, str]:
    return dict(one.partition("=")[::2] for one in image.config.get("Env") or ())


def _on_debian(look: Look, image: Image) -> None:
    expect(
        image.builds_on(look.base(DEBIAN)),
        _("{base} 위에 쌓은 이미지가 아닙니다.").format(base=DEBIAN),
        expected=f"FROM {DEBIAN}",
        found=_("IMAGE ID {id}").format(id=image.short()),
        hint=_("Dockerfile의 FROM을 확인하고 다시 빌드하세요."),
    )


def _on_step(look: Look, image: Image, before: str) -> None:
    """The image must continue the one of the step before: its layers came from the cache."""
    earlier = look.image(before)
    expect(
        image.builds_on(earlier) and image.id != earlier.id,
        _("{before} 단계에 이어서 쌓은 이미지가 아닙니다.").format(before=before),
        expected=_("{before}의 층 {n}개로 시작하는 이미지").format(before=before, n=len(earlier.layers)),
        found=_("층 {n}개, IMAGE ID {id}").format(n=len(image.layers), id=image.short()),
        hint=_("Dockerfile의 윗부분은 그대로 두고 아래에 지시자를 더해서 빌드하세요."),
    )
