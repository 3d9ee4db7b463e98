"""An image, and what a lesson can demand of it. Each demand raises NotYet, or returns the image."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from helpers.checks.history import is_id
from helpers.checks.inspect_data import ImageData
from helpers.checks.throwaway import Ran
from helpers.checks.verdict import NotYet, expect
from helpers.i18n import _

if TYPE_CHECKING:
    from helpers.checks.look import Look

SHELL_FORM = ("/bin/sh", "-c")
# how a builder words a step in the history: classic, classic with build arguments, BuildKit, Buildah
_BUILDER = re.compile(
    r"/bin/sh -c |\|\d+ |/.* #\(nop\) |(?:RUN|COPY|ADD|ENV|ARG|WORKDIR|USER|LABEL|EXPOSE|CMD|ENTRYPOINT|VOLUME|HEALTHCHECK|"
    r"STOPSIGNAL|SHELL|ONBUILD|MAINTAINER) "
)
_SHELL = re.compile(r"SHELL \[(.+)\]")  # the shell that RUN uses from there on
PACKAGE_LISTS = "var/lib/apt/lists/*_Packages*"  # what `apt-get update` fetches


@dataclass(frozen=True)
class Image(ImageData):
    """One image as the engine tells of it, with the look that found it and the name it was found by.

    In each demand `hint` replaces the usual next step by the lesson's own.
    """

    look: Look = field(repr=False, compare=False)
    name: str = ""

    # -- demands ----------------------------------------------------------------------------------
    def same_as(self, reference: str, hint: str = "") -> Self:
        """This name points at the very image that the other name points at."""
        other = self.look.any_image(reference)
        expect(
            self.id == other.id,
            _("이미지 {name}: {other}이(가) 아닌 다른 이미지를 가리킵니다.").format(
                name=self.name, other=reference
            ),
            expected=_("{other}와(과) 같은 IMAGE ID {id}").format(other=reference, id=other.short()),
            found=self.short(),
            hint=hint
            or _(
                "이름은 옮길 수 있습니다. 이미 있는 이름을 {other}에 다시 붙이면 그리로 옮겨 갑니다."
            ).format(other=reference),
        )
        return self

    def builds_on(self, reference: str, hint: str = "") -> Self:
        """It begins with the layers of this image, and is not the same image."""
        base = self.look.any_image(reference)
        expect(
            self.id != base.id,
            _("이미지 {name}: {base}에 이름표만 하나 더 붙인 것입니다. 내용이 같은 이미지입니다.").format(
                name=self.name, base=reference
            ),
            expected=_("{base} 위에 쌓은 이미지").format(base=reference),
            found=_("같은 IMAGE ID {id}").format(id=self.short()),
            hint=hint or _("`docker rmi {name}` 명령으로 이름을 떼고 다시 만드세요.").format(name=self.name),
        )
        expect(
            self.starts_with(base),
            _("이미지 {name}: {base} 위에 쌓은 이미지가 아닙니다.").format(name=self.name, base=reference),
            expected=_("{base}의 레이어 {n}개로 시작").format(base=reference, n=len(base.layers)),
            found=_("레이어 {n}개, IMAGE ID {id}").format(n=len(self.layers), id=self.short()),
            hint=hint or _("Dockerfile의 FROM을 확인하고 다시 빌드하세요."),
        )
        return self

    def built(self, on: str, hint: str = "") -> Self:
        """Every step above the image `on` was made by a builder: no commit, no import.

        Told from the journal's commits and from how builders word a step, never from what a RUN ran.
        """
        steps = self.steps_above(on)
        committed = {
            event.attributes.get("imageID", "")
            for event in self.look.events
            if event.kind == "container" and event.action == "commit"
        }
        by_hand = next(
            (step for step in steps if step.get("Id") in committed or not self._is_build_step(step)), None
        )
        expect(
            steps and self.id not in committed and by_hand is None,
            _(
                "이미지 {name}: Dockerfile에서 나온 이미지가 아닙니다. 이력에 빌드의 단계가 아닌 것이 있습니다."
            ).format(name=self.name),
            expected="docker build",
            found=(str((by_hand or {}).get("CreatedBy") or "") or "docker commit")[:80]
            if steps
            else _("더해진 단계 없음"),
            hint=hint or _("컨테이너를 커밋하지 말고 Dockerfile을 쓰고 `docker build`로 만드세요."),
        )
        return self

    def _is_build_step(self, step: dict[str, Any]) -> bool:
        """Worded as builders do it; or a RUN that names its own shell, or none, in the classic builder: that
        one runs each step in a container made from the id of the step before. The journal has those containers,
        and Config.Image that id, which also holds for a step that came from the cache; people commit containers
        made from a name."""
        history = self.history()
        shells = [match[1] for row in history if (match := _SHELL.search(str(row.get("CreatedBy"))))]
        if is_build_step(step) or str(step.get("CreatedBy")).startswith(tuple(shells)):
            return True
        before = [str(row["Id"]) for row in history[history.index(step) + 1 :][:1]]
        made = self.look.find_image(str(step["Id"])) if is_id(str(step["Id"])) else None
        sources = [made.config.get("Image")] if made else []
        sources += [
            event.attributes.get("image")
            for event in self.look.events
            if event.kind == "container" and event.action == "create"
        ]
        return any(is_id(identity) and identity in sources for identity in before)

    def has_packages(self, *names: str, hint: str = "") -> Self:
        """These Debian packages are installed, or others that provide them."""
        form = "${db:Status-Abbrev} ${Package} ${Provides}\n"
        lines = self.run("dpkg-query", "-W", "-f", form).said.replace(",", " ").splitlines()
        installed = {word for line in lines if line.startswith("ii ") for word in line.split()[1:]}
        expect(
            installed >= set(names),
            _("이미지 {name}: 설치되지 않은 패키지가 있습니다.").format(name=self.name),
            expected=", ".join(names),
            found=_("빠진 것: {names}").format(names=", ".join(n for n in names if n not in installed)),
            hint=hint or _("RUN의 `apt-get install`에 빠진 패키지를 더하고 다시 빌드하세요."),
        )
        return self

    def no_package_lists(self, above: str) -> Self:
        """apt's lists lie in no layer above the image `above`: fetched, used and removed by one RUN."""
        lists = self.layer_files(PACKAGE_LISTS, above=above)
        one_run = _(
            "`apt-get update && apt-get install … && rm -rf /var/lib/apt/lists/*`를 RUN 하나로 쓰세요."
        )
        expect(
            not lists or not self.shows(*lists),
            _("이미지 {name}: 패키지 목록이 남아 있습니다.").format(name=self.name),
            expected=_("빈 /var/lib/apt/lists"),
            found=_("파일 {n}개").format(n=len(lists)),
            hint=one_run,
        )
        expect(
            not lists,
            _(
                "이미지 {name}: 설치와 치우기가 서로 다른 레이어에 있습니다. 지운 패키지 목록이 앞 레이어에 그대로 있습니다."
            ).format(name=self.name),
            expected=_("어느 레이어에도 패키지 목록 없음"),
            found=_("파일 {n}개").format(n=len(lists)),
            hint=one_run,
        )
        return self

    def runs(self, *argv: str, prints: str = "", env: dict[str, str] | None = None, hint: str = "") -> Self:
        """The program succeeds in a container of it (without `argv`, what it runs by itself)."""
        ran = self.look.run(self, *argv, env=env)
        program = " ".join(argv or self.command)
        expect(
            ran.code == 0,
            _("이미지 {name}: 그 안에서 `{program}` 명령이 성공하지 않습니다.").format(
                name=self.name, program=program
            ),
            expected=_("{program}, 종료 코드 0").format(program=program),
            found=_("종료 코드 {code}: {said}").format(code=ran.code, said=ran.said.strip()[-120:]),
            hint=hint,
        )
        expect(
            prints in ran.output,
            _("이미지 {name}: `{program}` 명령의 출력이 다릅니다.").format(name=self.name, program=program),
            expected=prints,
            found=ran.output.strip()[-120:] or _("출력 없음"),
            hint=hint,
        )
        return self

    def no_mention(self, words: str, what: str, hint: str = "") -> Self:
        """The words stand in no file of any layer, and not in configuration or history; `what` names them."""
        expect(
            not self.mentions(words),
            _("비밀 값이 이미지에 들어 있습니다."),
            expected=_("어느 레이어에도, 설정과 이력에도 없음"),
            found=_("{image} 안에 {what}의 값").format(image=self.name, what=what),
            hint=hint
            or _(
                "ENV나 ARG로 주었다면 지우고, 파일로 들어갔다면 .dockerignore에 적으세요. 나중 레이어에서 지운 파일도 남습니다. 다시 빌드하세요."
            ),
        )
        return self

    def quoted_right(self, example: str) -> Self:
        """If its CMD has brackets, then they are a JSON list: with double quotes, and straight ones."""
        shown = " ".join(self.command)
        expect(
            not any(mark in shown for mark in ("['", "[‘", "[“")),
            _(
                "CMD의 대괄호 안에 큰따옴표가 아닌 따옴표를 썼습니다. JSON이 아니므로 엔진은 셸 명령으로 읽습니다."
            ),
            expected=example,
            found=shown,
            hint=_('따옴표를 모두 큰따옴표(")로 바꾸고 다시 빌드하세요.'),
        )
        return self

    def exec_form(self, example: str, hint: str = "") -> Self:
        """Its CMD is in exec form: a JSON list that names the program, without a shell around it."""
        self.quoted_right(example)
        expect(
            self.command[:2] != SHELL_FORM,
            _("CMD가 shell 형식입니다."),
            expected=example,
            found=" ".join(self.command),
            hint=hint
            or _(
                "대괄호와 큰따옴표로 쓴 exec 형식으로 바꾸세요. 셸이 1번 프로세스가 되면 신호를 전하지 않습니다."
            ),
        )
        return self

    def honest_health(self, port: int, env: dict[str, str] | None = None, hint: str = "") -> Self:
        """Its HEALTHCHECK finds its own server healthy, and one that is ill, silent or gone not: by experiment."""
        command = " ".join(self.health_command)
        advice = hint or _(
            "서버에 실제로 묻고, 오류 상태에서도 실패하는 명령을 쓰세요: `curl -f …`, `wget -q -O /dev/null …`"
        )
        expect(
            command,
            _("이미지 {name}: HEALTHCHECK가 없습니다.").format(name=self.name),
            expected="HEALTHCHECK CMD …",
            found=_("없음"),
            hint=advice,
        )
        codes = self.look.ask.health(self.id, port, dict(env or {}))
        expect(
            codes["well"] == 0,
            _("이미지 {name}: 서버가 잘 대답하는데도 HEALTHCHECK가 실패합니다.").format(name=self.name),
            expected=_("종료 코드 0"),
            found=_("종료 코드 {code}: {command}").format(code=codes["well"], command=command),
            hint=_(
                "컨테이너 안에서 본 주소와 포트({port})인지, 그 프로그램이 이미지에 있는지 확인하세요."
            ).format(port=port),
        )
        for case, message in (
            (
                "none",
                _("이미지 {name}: 서버가 없어도 HEALTHCHECK가 성공합니다. 아무것도 묻지 않는 검사입니다."),
            ),
            ("ill", _("이미지 {name}: 서버가 오류(404)로 대답해도 HEALTHCHECK가 성공합니다.")),
            ("stopped", _("이미지 {name}: 서버의 프로세스만 있고 대답이 없어도 HEALTHCHECK가 성공합니다.")),
        ):
            expect(
                codes[case] != 0,
                message.format(name=self.name),
                expected=_("0이 아닌 종료 코드"),
                found=_("종료 코드 {code}: {command}").format(code=codes[case], command=command),
                hint=advice,
            )
        return self

    # -- what it says of itself -------------------------------------------------------------------
    def history(self) -> list[dict[str, Any]]:
        """`docker history`: CreatedBy, Comment, Size, Id of each step, the newest first."""
        return self.look.ask.history(self.id)

    def created_by(self) -> list[str]:
        """What made each layer and setting, the newest first."""
        return [str(step.get("CreatedBy") or "") for step in self.history()]

    def steps_above(self, reference: str) -> list[dict[str, Any]]:
        """The steps that were added to another image, the newest first."""
        own, below = self.history(), self.look.any_image(reference).history()
        return own[: max(len(own) - len(below), 0)]

    def files_by_layer(self, *patterns: str) -> list[list[str]]:
        """Files that fit the patterns, layer by layer, the base first."""
        return [layer["files"] for layer in self.look.ask.layers(self.id, list(patterns), "")[:-1]]

    def layer_files(self, *patterns: str, above: str) -> list[str]:
        """Files that fit the patterns, in the layers above another image."""
        layers = self.files_by_layer(*patterns)[len(self.look.any_image(above).layers) :]
        return [path for files in layers for path in files]

    def mentions(self, words: str) -> bool:
        """Whether the words stand in a file of any layer, or in configuration or history."""
        return any(layer["mentions"] for layer in self.look.ask.layers(self.id, [], words))

    def shows(self, *paths: str) -> bool:
        """Whether a container of it sees these files of its layers; what a later layer has removed it does not."""
        return self.run("ls", "-d", *(f"/{path}" for path in paths)).code == 0

    def shared_layers(self, other: Image) -> int:
        """How many layers two images have in common, from the bottom."""
        pairs = enumerate(zip(self.layers, other.layers, strict=False))
        return next((n for n, (mine, its) in pairs if mine != its), min(len(self.layers), len(other.layers)))

    def fingerprints(self, above: str) -> dict[str, str]:
        """Path to fingerprint of everything in the layers above another image; times do not count."""
        layers = self.look.ask.layers(self.id, [], "", True)[len(self.look.any_image(above).layers) : -1]
        return {path: mark for layer in layers for path, mark in layer["fingerprints"].items()}

    def run(self, *argv: str, env: dict[str, str] | None = None) -> Ran:
        """Run a program of it in a throwaway container; without one, what it runs by itself."""
        return self.look.run(self, *argv, env=env)

    def read_file(self, path: str) -> str:
        """A text file in it; NotYet if it is not there."""
        ran = self.run("cat", path)
        if ran.code != 0:
            raise NotYet(
                _("이미지 {name}: {path} 파일이 없습니다.").format(name=self.name, path=path),
                expected=path,
                found=ran.said.strip()[-120:],
                hint=_("Dockerfile에서 그 파일을 만들거나 복사하는 줄을 확인하고 다시 빌드하세요."),
            )
        return ran.output

    @property
    def health_command(self) -> tuple[str, ...]:
        """The program of its HEALTHCHECK as it is run; empty if there is none."""
        return health_command(self.config.get("Healthcheck"))


def is_build_step(step: dict[str, Any]) -> bool:
    """Whether a line of the history is worded as builders word theirs."""
    by_buildkit = str(step.get("Comment") or "").startswith("buildkit")
    return by_buildkit or bool(_BUILDER.match(str(step.get("CreatedBy") or "")))


def health_command(health: object) -> tuple[str, ...]:
    """The program of a Healthcheck as it is run; empty if there is none, or it was switched off."""
    test: Sequence[object] = health.get("Test") or () if isinstance(health, dict) else ()
    words = [str(word) for word in test]
    if words[:1] == ["CMD-SHELL"]:
        return ("/bin/sh", "-c", *words[1:])
    return tuple(words[1:]) if words[:1] == ["CMD"] else ()
