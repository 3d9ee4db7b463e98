"""Words of the command line that went to another than meant: a line cut short, an option handed to a program."""

from __future__ import annotations

from difflib import get_close_matches

from helpers.engine.refusals.packages import PACKAGES
from helpers.engine.refusals.row import Fields, Row
from helpers.i18n import N_

# the long options of run, create, build, exec, ps, logs, rm, stop
LONG = """
    add-host all all-tags annotation attach author blkio-weight build-arg build-context builder cache-from cache-to
    cap-add cap-drop cgroup-parent cgroupns change cidfile cpu-period cpu-quota cpu-shares cpus cpuset-cpus detach
    detach-keys device digests dns dns-option dns-search domainname driver entrypoint env env-file expose file filter
    follow force force-rm format gpus group-add health-cmd health-interval health-retries health-timeout help hostname
    iidfile init input interactive ip ip6 ipc isolation label label-file last latest link load log-driver log-opt
    mac-address memory memory-reservation memory-swap message mount name net net-alias network network-alias no-cache
    no-healthcheck no-stdin no-trunc oom-kill-disable output password pid pids-limit platform privileged progress
    publish publish-all pull push quiet read-only restart rm runtime secret security-opt shm-size sig-proxy signal since
    size ssh stop-signal stop-timeout storage-opt subnet sysctl tag tail target time timestamps tmpfs tty ulimit until
    user username userns uts version volume volume-driver volumes volumes-from workdir
"""
OPTIONS = frozenset(LONG.split())


def _one_dash(fields: Fields) -> Fields | None:
    """-network is read as -n -e -t …; what is near no long option was not meant as one."""
    near = get_close_matches(fields["option"].lower(), OPTIONS, 1, 0.85) if len(fields["option"]) > 2 else []
    return fields | {"option": near[0]} if near else None


OF_BUILDKIT = (
    r"--(?:progress|secret|ssh|output|load|push|build-context|provenance|sbom|attest|cache-to|no-cache-filter|builder|allow"
    r"|metadata-file|annotation|call|check)"
)

ROWS = (
    Row(
        "backslash-blank",
        (
            # the shell would have gone on with the next line
            r"(?!#)[^\n]*[^\s\\]\s?\\\n(?:docker: )?(?:invalid reference format|[\"']?docker(?: container)? run[\"']? requires at least 1 argument)\b.*",
        ),
        N_(
            "줄 끝의 \\ 로 다음 줄에 이으려 했지만 명령이 거기에서 끝났습니다. \\ 뒤에 빈칸이 있으면 그렇습니다."
        ),
        N_(
            "\\ 를 줄의 맨 끝에 두고 뒤의 빈칸을 지우거나, 이미지의 이름까지 한 줄에 적으세요. Windows의 cmd는 ^, PowerShell은 ` 로 잇습니다."
        ),
    ),
    Row(
        "option-after-image",
        (
            r"[^\n]*\bdocker (?:container )?run [^\n]* -{1,2}(?P<option>[a-z][\w-]*)(?:[= ][^\n]*)?\n(?:[^\n]*\n){0,8}?flag provided but not defined: -(?P=option)$",
        ),
        N_(
            "--{option} 옵션이 이미지의 이름 뒤에 있어, docker가 아니라 컨테이너 안의 프로그램이 받았습니다. 그 프로그램은 그런 옵션을 모릅니다."
        ),
        N_(
            "docker의 옵션이면 이미지의 이름 앞에 적으세요: docker run --{option} … 이미지. 프로그램의 옵션이면 철자를 확인합니다."
        ),
    ),
    Row(
        "option-one-dash",
        (r"(?:.*?: )?unknown shorthand flag: '(?P<letter>.)' in -(?P<option>[\w-]+)(?![\w.-]*[.\\]).*",),
        N_("-{option}의 앞에 -가 하나뿐이라 docker가 한 글자짜리 옵션들로 읽었습니다."),
        N_("긴 옵션은 -를 둘 붙입니다: --{option}"),
        look=_one_dash,
    ),
    Row(
        "env-no-option",
        (r"(?:.*?: )?unknown shorthand flag: '.' in -(?P<name>[A-Z][A-Z0-9_]{2,})=.*",),
        N_("{name} 변수를 옵션으로 읽었습니다. 앞에 -e가 없습니다."),
        N_("환경 변수는 -e 뒤에 적으세요: -e {name}=값"),
    ),
    Row(
        "unknown-option",
        (
            r"(?:[^\n]*\bdocker (?:container )?(?:run|create) [^\n]*\n(?:[^\n]*\n){0,20}?)?(?:docker: )?(?:unknown shorthand flag: '.' in|unknown flag:) (?P<option>-[\w.-]+)[^\n]*\n+(?:See|Run) 'docker (?:container )?(?:run|create) --help'.*",
        ),
        N_("docker run에는 {option} 옵션이 없습니다."),
        N_(
            "컨테이너 안 프로그램의 옵션이면 이미지의 이름 뒤에 적으세요: docker run 옵션 이미지 {option}. 이미 뒤에 적었다면 그 앞의 값 있는 옵션(-v, -p, -e …)에 값이 빠져 이미지의 이름이 "
            "그 값으로 읽힌 것입니다. docker의 옵션이면 철자를 'docker run --help'로 확인합니다."
        ),
    ),
    Row(
        "image-address",
        (
            r"[^\n]*\bdocker (?:container |image )?(?:run|create|pull) (?:[^\n]*\s)?(?P<address>https?://[^\s\"']+)[^\n]*\n(?:[^\n]*\n){0,2}?(?:docker: )?invalid reference format.*",
        ),
        N_("이미지의 이름 자리에 웹 주소({address})를 적었습니다."),
        N_(
            "레지스트리에 있는 이미지라면 앞의 http://나 https://를 떼고 적으세요(ghcr.io/이름/이미지:태그). 웹 페이지의 주소로는 이미지를 받을 수 없습니다."
        ),
    ),
    Row(
        "buildx-missing",
        (rf"unknown flag: (?P<option>{OF_BUILDKIT})\n+See 'docker (?:image )?build --help'.*",),
        N_("{option} 옵션은 BuildKit(buildx)의 것인데, 여기의 docker build는 예전 빌더입니다."),
        N_("buildx 패키지를 설치하거나 그 옵션을 빼고 하세요."),
        also=PACKAGES,
        source="docker/cli 20.10 to 28 without buildx",
    ),
)
