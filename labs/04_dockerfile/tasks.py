"""04 Dockerfile: what the lesson demands of the engine."""

from __future__ import annotations

from helpers.checks import DrawnScope, Look, _, expect, task

from .assignment import DRAWN

DEBIAN, BUSYBOX = "debian:trixie-slim", "busybox"
GIT, CLEAN, APP, HELLO = "lab/git:v1", "lab/git:v2", "lab/app:v1", "lab/hello:v1"
PAGE1, PAGE2, STATIC, FIXED = "lab/page:v1", "lab/page:v2", "lab/static:v1", "lab/fixed:v1"
SECRET = "only-for-this-exercise"  # noqa: S105  (the value in files/context/secret.env)
GREETING = "the build can be read"  # what files/broken/greeting.sh prints

SCOPE = DrawnScope(
    images=(GIT, CLEAN, APP, PAGE1, PAGE2, HELLO, STATIC, FIXED, "lab/entry:v1", "lab/entry:v2", "{image}"),
    drawing=DRAWN,
)


@task
def first(look: Look) -> dict[str, object]:
    image = look.image(GIT).builds_on(DEBIAN).built(on=DEBIAN)
    image.runs("git", "--version", hint=look.say("install-git")).has_packages("git")
    return {"image": GIT, "n": len(image.layers) - len(look.base(DEBIAN).layers)}


@task
def ignore(look: Look) -> dict[str, object]:
    image = look.image(APP).builds_on(BUSYBOX).built(on=BUSYBOX)
    listed = image.run("ls", "-A", "/app")
    inside = listed.said.split() if listed.code == 0 else []
    expect("app.sh" in inside, "no-app", found=" ".join(inside) or _("빈 폴더"))
    leaked = image.layer_files("secret.env", "*.log", above=BUSYBOX)
    expect(not leaked or image.shows(*leaked), "removed-later", found=", ".join(leaked))
    expect(not leaked, "leaked", found=", ".join(leaked))
    image.no_mention(SECRET, "secret.env")
    return {"image": APP, "files": ", ".join(inside)}


@task
def cache(look: Look) -> dict[str, object]:
    first, second = look.image(PAGE1).builds_on(DEBIAN), look.image(PAGE2)
    page = first.read_file("/srv/page.txt")
    expect(page != second.read_file("/srv/page.txt"), "same-page", found=repr(page.strip()))
    layers = first.files_by_layer("srv/packages.txt", "srv/page.txt")
    slow = [number for number, files in enumerate(layers, 1) if "srv/packages.txt" in files]
    copied = [number for number, files in enumerate(layers, 1) if "srv/page.txt" in files]
    expect(slow, "no-slow-run")
    expect(min(slow) < min(copied, default=0), "copy-first")
    shared = first.shared_layers(second)
    expect(shared >= min(slow), "ran-twice", found=shared, n=min(slow))
    return {"n": shared}


@task
def one_layer(look: Look) -> dict[str, object]:
    image = look.image(CLEAN).builds_on(DEBIAN).built(on=DEBIAN)
    image.runs("git", "--version", hint=look.say("install-git")).has_packages("git")
    image.no_package_lists(above=DEBIAN)
    return {"before": round(look.image(GIT).size / 1e6), "after": round(image.size / 1e6)}


@task
def defaults(look: Look) -> dict[str, object]:
    image = look.image(HELLO).quoted_right('CMD ["sh", "-c", "…"]')
    expect(image.env.get("NAME"), "no-default", found=", ".join(image.env) or _("없음"))
    said = image.run(env={"NAME": "checker"}).said.strip()
    expect("$NAME" not in said, "no-shell", found=said)
    expect("checker" in said, "fixed-name", found=said or _("출력 없음"))
    expect(said == "hello checker", "other-words", found=said)
    return {"image": HELLO}


@task
def multi_stage(look: Look) -> dict[str, object]:
    image = look.image(STATIC)
    expect(
        not image.starts_with(look.base(DEBIAN)),
        "tools-too",
        image=DEBIAN,
        found=f"{image.size / 1e6:.0f} MB",
    )
    image.builds_on(BUSYBOX).built(on=BUSYBOX)
    names = look.base(DEBIAN).run("dpkg-query", "-W", "-f", "${Package}\n").output.split()
    listed = image.read_file("/www/list.txt")
    expect(all(name in listed for name in names), "no-list", found=listed.strip()[:60] or _("빈 파일"))
    tools = image.layer_files("dpkg-query", above=BUSYBOX)
    expect(not tools, "tools-copied", found=", ".join(tools))
    return {"size": round(image.size / 1e6, 1)}


@task
def fix(look: Look) -> None:
    image = look.image(FIXED)
    labels = image.config.get("Labels") or {}
    expect(
        labels.get("exercise") == "broken",
        "not-broken",
        image=FIXED,
        found=", ".join(labels) or _("라벨 없음"),
    )
    image.builds_on(BUSYBOX).built(on=BUSYBOX)
    said = image.run().said.strip()
    expect(said == GREETING, "no-greeting", found=said or _("출력 없음"))
    for made in (("sh", "-c", "exec /usr/local/bin/gree*"), ("cat", "/greeting.txt")):
        expect(image.run(*made).said.strip() == GREETING, "left-out", found=image.run(*made).said.strip())


@task
def alone(look: Look) -> None:
    mine = DRAWN.mine()
    image = look.image(mine["image"]).builds_on(BUSYBOX).built(on=BUSYBOX)
    said = image.run().said.strip()
    expect(said == f"{mine['word']} {mine['whom']}", "alone-default", found=said[-80:] or _("출력 없음"))
    # what `docker run IMAGE checker` runs
    entry = [str(word) for word in image.config.get("Entrypoint") or ()]
    said = image.run(*entry, "checker").said.strip()
    expect(said == f"{mine['word']} checker", "alone-argument", found=said[-80:] or _("출력 없음"))
    who = image.run("id", "-u").said.strip()
    expect(who == mine["user_id"], "alone-user", found=who[-80:])
    value = (image.config.get("Labels") or {}).get("maintainer")
    expect(value == mine["name"], "alone-label", found=value or _("라벨 없음"))
