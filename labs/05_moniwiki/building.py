"""05 Moniwiki: from the base to an image with the wiki in it, one instruction after the other."""

from __future__ import annotations

import re

from helpers.checks import Image, Look, _, expect, task
from helpers.checks.service import try_out

from .names import BASE, CONF, DATA_FILE, DEBIAN, ENV, FOLDER, REFUSED, SETUP, SOURCE

NEEDED = ("apache2", "libapache2-mod-php", "php-mbstring", "rcs", "curl", "ca-certificates")
VARIABLES = (
    "APACHE_RUN_USER", "APACHE_RUN_GROUP", "APACHE_RUN_DIR", "APACHE_PID_FILE", "APACHE_LOCK_DIR", "APACHE_LOG_DIR",
    "WIKI_NAME",
)  # fmt: skip
SERVER = ("apache2", "-D", "FOREGROUND")
# how a builder notes the build arguments that a RUN had: |2 NAME=value NAME=value
ARGUMENTS = re.compile(r"\|\d+ (?=.*MONIWIKI_URL=\S)(?=.*MONIWIKI_SHA256=\S)")


@task
def packages(look: Look) -> dict[str, object]:
    image = look.image(BASE).builds_on(DEBIAN).built(on=DEBIAN)
    image.no_package_lists(above=DEBIAN).has_packages(*NEEDED)
    return {"size": round(image.size / 1e6)}


@task
def source(look: Look) -> None:
    image = _step(look, SOURCE, after=BASE)
    steps = [str(step["CreatedBy"]) for step in image.steps_above(BASE)]
    expect(any(map(ARGUMENTS.search, steps)), "no-arguments", found=steps[0][:70])
    listed = image.run("ls", f"{FOLDER}/wiki.php", f"{FOLDER}/monisetup.php")
    expect(listed.code == 0, "elsewhere", folder=FOLDER, found=image.config.get("WorkingDir") or "/")
    shut = image.run("runuser", "-u", "www-data", "--", "find", FOLDER, "!", "-writable").output.split()
    expect(not shut, "not-writable", found=", ".join(shut[:3]))


@task
def environment(look: Look) -> None:
    image = _step(look, ENV, after=SOURCE)
    missing = [name for name in VARIABLES if not image.env.get(name)]
    declared = " ".join(step for step in image.created_by() if "ARG " in step)
    expect(not any(f"{name}=" in declared for name in missing), "argument", found=", ".join(missing))
    expect(not missing, "no-default", names=", ".join(VARIABLES), found=", ".join(missing))
    spaced = [name for name in VARIABLES if image.env[name].startswith("=")]
    expect(not spaced, "blanks", found=", ".join(f"{name}={image.env[name]}" for name in spaced))
    user = image.env["APACHE_RUN_USER"]
    expect(user == "www-data", "another-user", found=f"APACHE_RUN_USER={user}")
    tested = image.run("apache2", "-t")
    expect(tested.code == 0, "unreadable", found=tested.said.strip()[-120:])


@task
def protect(look: Look) -> dict[str, object]:
    image = _step(look, CONF, after=ENV)
    trial = try_out(image, SETUP, DATA_FILE, argv=SERVER)
    setup, data = (answer.status for answer in trial.answers)
    silent = _("대답 없음")
    expect(setup == 200, "no-setup", image=CONF, found=f"{setup or silent} {trial.output.strip()[-80:]}")
    expect(data >= REFUSED, "open", found=data)
    return {"status": data}


def _step(look: Look, reference: str, after: str) -> Image:
    """A step's image; it continues that of the step before, whose layers came from the cache."""
    return look.image(reference).builds_on(after, hint=look.say("go-on")).built(on=after)
