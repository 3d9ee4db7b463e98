"""A program that cannot start: not in the image, of another machine, a folder on a file, no such user."""

from __future__ import annotations

from helpers.engine.refusals.row import PASSING, Fields, Row
from helpers.errors import EngineError
from helpers.i18n import N_

# dockerd looks for fuse-overlayfs, and goes on without it
EXEC = r"(?:.*?)(?:exec|crun|runc): (?:exec: )?\\*[\"`](?P<command>(?!fuse-overlayfs\b)[^\n]*?)\\*[\"`]:? "
NOT_FOUND = r"(?:executable file `?[^`\n]*`? ?not found|stat [^\n]+: no such file or directory|no such file or directory).*"
CRUN = r"(?:.*?)executable file `(?P<command>[^`\n]*)` not found.*"
BUILTINS = (
    "cd", "export", "source", "alias", "set", "unset", "exit", "ulimit", "umask", "eval", "if", "for", "while",
    "read", "shift", "trap", "wait", "exec", "history",
)  # fmt: skip


def _option(fields: Fields) -> Fields | None:
    return fields if fields["command"].startswith("-") else None


def _builtin(fields: Fields) -> Fields | None:
    return fields if fields["command"] in BUILTINS else None


def _words(fields: Fields) -> Fields | None:
    return fields if " " in fields["command"].strip() else None


def _bash(fields: Fields) -> Fields | None:
    return fields if fields["command"].rpartition("/")[2] == "bash" else None


def _sh(fields: Fields) -> Fields | None:
    return fields if fields["command"] in ("sh", "ash", "/bin/sh", "/bin/ash") else None


OLD = r"(?:.*?)Container command ['\"](?P<command>[^'\"\n]+)['\"] not found or does not exist.*"
TINI = r"\[FATAL (?:tini )?\(\d+\)\] exec (?P<command>\S+) failed: No such file or directory.*"
PROGRAM = (EXEC + NOT_FOUND, CRUN, OLD, TINI)

ROWS = (
    Row(
        "runtime-broken",
        (
            r"(?:.*?)unable to retrieve OCI runtime error .*",
            r"(?:.*?)exec: \\?\"(?:runc|crun|docker-runc|nvidia-container-runtime)\\?\": executable file not found.*",
            r"(?:.*?)running prestart hook \d+ caused [^\n]*fork/exec .*",
            r"(?:.*?)(?:default )?OCI runtime \"[^\"\n]+\" not found: invalid argument.*",
        ),
        N_("엔진이 컨테이너를 켜는 프로그램(runc 같은 런타임)을 실행하지 못했습니다."),
        N_(
            "이미지의 잘못이 아닙니다. --runtime을 적었다면 빼고, 아니면 runc와 libseccomp을 다시 설치해(containerd.io, 데비안은 runc) "
            "엔진을 다시 켠 뒤 'course doctor'로 확인하세요."
        ),
    ),
    Row(
        "runtime-first-process",
        (
            r"(?:.*?)(?:getting the|can't get) final child's (?:pid|PID) from pipe.*",
            r"(?:.*?)copying bootstrap data to pipe caused.*",
            r"(?:.*?)waiting for init preliminary setup.*",
            r"(?:.*?)running exec setns process for init caused \\*\"exit status \d+.*",
            r"docker: (?:.*?)open /proc/self/fd: no such file or directory.*",
        ),
        N_("커널이 컨테이너의 첫 프로세스를 만들다가 실패했습니다. 이미지나 명령의 잘못이 아닙니다."),
        N_(
            "컴퓨터를 다시 켜고 해 보세요. WSL은 'wsl --shutdown'(WSL에서 열어 둔 것이 모두 꺼집니다. 먼저 저장하세요), colima는 'colima restart'. 그대로면 도커와 커널의 나이가 맞지 않는 "
            "것이니 함께 새것으로 올립니다(WSL 1에서는 되지 않습니다). 'course doctor'가 확인해 줍니다."
        ),
        EngineError,
    ),
    Row(
        "exec-not-entered",
        (
            r"(?:.*?)exec failed: [^\n]*?(?:executing|starting) setns process caused[^\n]*?exit status \d+.*",
            r"(?:.*?)exec failed: [^\n]*?setns process caused[^\n]*?fork/exec /proc/self/exe: no such file or directory.*",
            r"(?:.*?)exec failed: [^\n]*?open /proc/self/fd: no such file or directory.*",
            r"(?:.*?)exec failed: [^\n]*?write init-p: broken pipe.*",
        ),
        N_(
            "실행 중인 컨테이너 안으로 들어가는 것(docker exec)을 커널이 해 주지 않았습니다. 명령의 잘못이 아닙니다."
        ),
        N_(
            "컨테이너가 막 끝나는 중이 아닌지 'docker ps'로 보고, 'docker restart 컨테이너' 뒤에 다시 하세요. 그대로면 도커와 커널의 "
            "나이가 맞지 않는 것이니 함께 새것으로 올립니다."
        ),
        EngineError,
    ),
    Row(
        "path-overwritten",
        (
            r"[^\n]*\bdocker (?:run|exec|create) [^\n]*(?:-e|--env)[ =][\"']?PATH=[^\n]*\n(?:[^\n]*\n){0,4}?[^\n]*executable file not found in \$PATH.*",
        ),
        N_("-e로 준 PATH가 이미지의 PATH를 덮어서, 컨테이너가 프로그램을 찾지 못했습니다."),
        N_(
            "-e PATH=… 를 빼세요. 폴더를 더하려면 Dockerfile에 적습니다: ENV PATH=/새/폴더:$PATH (docker run의 $PATH에는 호스트의 값이 들어갑니다)."
        ),
    ),
    Row(
        "option-after-image",
        (
            *PROGRAM,
            r"/\S*entrypoint\S*: (?:line )?\d+: exec: (?P<command>-{1,2}[A-Za-z][\w-]*): (?:(?:command )?not found|invalid option)$",
        ),
        N_("'{command}' 옵션을 컨테이너에서 실행할 명령으로 읽었습니다. 옵션이 이미지의 이름 뒤에 있습니다."),
        N_("옵션은 모두 이미지의 이름 앞에 적으세요: docker run {command} … 이미지"),
        look=_option,
    ),
    Row(
        "shell-word",
        PROGRAM,
        N_("{command}은(는) 프로그램이 아니라 셸이 아는 말이라 그것만 실행할 수 없습니다."),
        N_("셸에 맡기세요: sh -c '{command} …' (폴더를 옮기려면 -w 폴더나 WORKDIR를 쓰는 편이 낫습니다.)"),
        look=_builtin,
    ),
    Row(
        "command-in-one-word",
        PROGRAM,
        N_("'{command}' 전체를 프로그램 하나의 이름으로 읽었습니다. 명령과 인자가 한 따옴표 안에 있습니다."),
        N_(
            '낱말마다 따로 적으세요: docker run 이미지 ls -l, CMD ["ls", "-l"]. 셸이 필요하면 sh -c "…" 로 감쌉니다.'
        ),
        look=_words,
    ),
    Row(
        "no-bash",
        PROGRAM,
        N_("이 이미지에는 bash가 없습니다."),
        N_("sh를 쓰세요: docker exec -it 컨테이너 sh"),
        look=_bash,
    ),
    Row(
        "is-a-folder",
        (
            EXEC + r"(?:is a directory|permission denied: is a directory).*",
            r"(?:.*?)exec (?P<command>/\S*): is a directory.*",
        ),
        N_("{command}은(는) 프로그램이 아니라 폴더입니다."),
        N_("실행할 파일의 이름까지 적으세요. docker run에서는 이미지의 이름 바로 뒤가 명령입니다."),
    ),
    Row(
        "not-executable",
        (
            EXEC + r"permission denied.*",
            r"(?:.*?)exec (?P<command>[/.]\S*): permission denied.*",
            r"\[FATAL tini \(\d+\)\] exec (?P<command>\S+) failed: Permission denied.*",
            r"(?:.*?)crun: open executable: (?:Permission denied|Operation not permitted)(?P<command>).*",
            r"standard_init_linux\.go(?::\d+)?:? exec user process caused:? \"?permission denied\"?(?P<command>).*",
        ),
        N_("실행하려는 것에 실행 권한이 없거나, 그것이 폴더입니다. {command}"),
        N_(
            "Dockerfile에서 실행 권한을 주세요: RUN chmod +x 파일 (또는 COPY --chmod=755). 스크립트의 첫 줄은 #!/bin/sh 입니다."
        ),
    ),
    Row(
        "wrong-architecture",
        (
            r"(?:standard_init_linux\.go(?::\d+)?:? )?exec user process caused:? \\?[\"“]?exec format error\\?.*",
            r"(?:.*?)exec (?P<command>[/.\w]\S*): exec format error.*",
            r"docker: (?:.*?)System error: exec format error.*",
            EXEC + r"exec format error.*",
            r"(?:.*?)exec container process `?(?P<command>[^`\n]*)`?: Exec format error.*",
            r"(?:.*?): cannot execute binary file: Exec format error$",
            r"\.buildkit_qemu_emulator: .*?: Invalid ELF image for this architecture.*",
        ),
        N_(
            "이미지(나 프로그램)가 이 컴퓨터의 CPU와 다른 아키텍처용이거나, 스크립트의 첫 줄에 #! 가 없습니다."
        ),
        N_(
            "'docker image inspect -f {{{{.Architecture}}}} 이미지'로 확인하고 맞는 것을 --platform(linux/amd64, linux/arm64)으로 "
            "받거나 빌드하세요. 스크립트라면 첫 줄에 #!/bin/sh를 적습니다."
        ),
    ),
    Row(
        "script-line-ends",
        (
            r"(?:/usr/bin/)?env: ['‘`]?(?P<command>[\w.-]+)\\r['’]?: No such file or directory.*",
            r"(?:/usr/bin/)?env: (?:can't execute )?['‘`]?(?P<command>[\w.-]+)(?:\\r|\n)['’]?: No such file or directory.*",
            r"(?P<command>\S+): (?:line \d+: )?\$?'?\\r'?: command not found.*",
            r"(?P<command>\S+): (?:line \d+: )?(?:syntax error near unexpected token [`']\$?'?[^\n]*\\r'|set: [^\n]*\\r).*",
            r"(?:\S*sh: )?(?P<command>[^\s:]+): (?:line \d+: )?/\S+\^M: bad interpreter.*",
        ),
        N_("스크립트의 줄 끝이 Windows의 것(CRLF)이라 리눅스의 셸이 읽지 못합니다. {command}"),
        N_(
            "LF로 바꾸고 다시 빌드하세요: sed -i 's/\\r$//' 파일 (git이 되돌리지 않게 .gitattributes에 *.sh text eol=lf)."
        ),
    ),
    Row(
        "script-line-ends",
        (
            r"(?:.*?)(?:^|\| )?(?<!fork/)exec (?P<command>[/.]\S+|[\w-]+\.(?:sh|bash|py|pl|rb)): no such file or directory.*",
            r"(?:panic: )?standard_init_linux\.go(?::\d+)?:? exec user process caused:? \\?[\"“]?no such file or directory(?P<command>).*",
            r"(?:.*?)exec container process \(missing dynamic library\?\) `(?P<command>[^`\n]*)`: No such file or directory.*",
        ),
        N_(
            "파일은 있지만 그것을 켤 것(스크립트의 #! 프로그램, 컴파일한 프로그램의 로더)이 이미지에 없습니다. {command}"
        ),
        N_(
            "Windows에서 만든 스크립트면 줄 끝(CRLF) 때문입니다. LF로 바꾸고 다시 빌드하세요: sed -i 's/\\r$//' 파일 (.gitattributes에 *.sh text eol=lf). 아니면 #! 의 셸(bash "
            "등)이 있는지 보세요. 컴파일한 프로그램이면 빌드한 단계와 배포판을 맞추세요(alpine에는 glibc가 없습니다. Go는 CGO_ENABLED=0)."
        ),
    ),
    Row(
        "interpreter-missing",
        (
            r"(?:/usr/bin/)?env: (?:can't execute )?['‘`]?(?P<command>[\w.+-]+)['’]?: No such file or directory$",
        ),
        N_("스크립트의 첫 줄(#!)이 찾는 {command} 프로그램이 그것이 도는 곳에 없습니다."),
        N_(
            "컨테이너라면 이미지에 {command}을(를) 설치하거나 그것이 든 이미지(FROM)를 쓰세요. 이미지에 다른 이름(python 대신 python3)으로 있다면 첫 줄을 고칩니다."
        ),
        rank=PASSING,
        source="coreutils and busybox, env",
    ),
    Row(
        "no-command",
        (r"docker: (?:.*?: )?no command specified.*",),
        N_("이 이미지에는 켤 때 실행할 명령(CMD)이 없습니다."),
        N_(
            "이미지의 이름 뒤에 명령을 적거나 Dockerfile에 CMD를 두세요. docker import로 만든 이미지가 그렇습니다."
        ),
    ),
    Row(
        "no-shell",
        PROGRAM,
        N_(
            "이 이미지에는 셸({command})이 없습니다. scratch나 distroless처럼 프로그램만 든 이미지가 그렇습니다."
        ),
        N_(
            '이미지의 프로그램을 바로 부르세요(CMD와 ENTRYPOINT는 ["/app"]처럼 대괄호로 적으면 셸이 필요 없습니다). RUN은 셸이 있는 이미지(FROM)에서 하세요. '
            "안의 파일은 'docker cp 컨테이너:/경로 .'로 꺼내 볼 수 있습니다."
        ),
        look=_sh,
    ),
    Row(
        "no-such-command",
        PROGRAM,
        N_("이미지에 '{command}'(이)라는 명령이 없습니다."),
        N_(
            "철자와 CMD, ENTRYPOINT를 확인하세요. "
            "들어 있는 것은 'docker run --rm -it --entrypoint sh 이미지'로 볼 수 있습니다."
        ),
    ),
    Row(
        "git-bash-path",
        (
            r"(?:.*?: )?the working directory '(?P<path>[A-Z]:/[^'\n]*)' is invalid, it needs to be an absolute path.*",
        ),
        N_("Git Bash가 -w의 경로를 Windows의 경로({path})로 바꾸어 넘겼습니다."),
        N_(
            "명령 앞에 MSYS_NO_PATHCONV=1을 붙이거나 경로를 / 둘로 시작하세요: -w //app. -w는 호스트가 아니라 컨테이너 안의 폴더입니다."
        ),
    ),
    Row(
        "working-directory",
        (
            r"(?:.*?)chdir to cwd \(\\?\"(?P<path>[^\"\\\n]*)\\?\"\) set in config\.json failed: permission denied.*",
        ),
        N_("{path} 폴더에 들어갈 권한이 없어 작업 폴더로 쓸 수 없습니다."),
        N_(
            "그 폴더의 주인인 사용자로 하거나(-u 사용자) 다른 폴더를 -w에 적으세요. 이미지라면 RUN chmod a+rx 폴더 로 열어 둡니다."
        ),
    ),
    Row(
        "working-directory",
        (
            r"(?:.*?: )?the working directory '(?P<path>[^'\n]*)' is invalid, it needs to be an absolute path.*",
            r"(?:.*?)chdir to cwd \(\\?\"(?P<path>[^\"\\\n]*)\\?\"\) set in config\.json failed: (?:no such file or directory|not a directory).*",
            r"(?:.*?)Cannot mkdir: (?P<path>\S+) is not a directory.*",
            r"(?:.*?)(?:crun: )?chdir(?P<path>): (?:Permission denied|No such file or directory): OCI .*",
            r"(?:.*?)container (?:init|process)[^\n]*: mkdir (?P<path>/[^:\n]+): not a directory.*",
            r"(?:.*?)workdir \"(?P<path>[^\"\n]*)\" does not exist on container .*",
        ),
        N_("{path} 폴더를 작업 폴더로 쓸 수 없습니다."),
        N_("-w(나 WORKDIR)에는 컨테이너 안의 폴더를 / 로 시작하는 경로로 적으세요."),
    ),
    Row(
        "no-such-user",
        (
            r"(?:.*?)unable to find (?:user|group) (?P<user>[^:\n]+): no matching entries in (?:passwd|group) file.*",
            r"(?:.*?)unable to find (?:user|group) (?P<user>[^:\n]+): invalid (?:user|group).*",
            r"docker: (?:.*?)unable to find (?:user|group) (?P<user>[\w.-]+)\.?$",
            r"(?:.*?)(?:invalid user index|unknown user error looking up user):? \"?(?P<user>[^\s\":]*)\"?.*",
            r"(?:.*?)unable to convert uid/gid chown string to host mapping: can't find (?:uid|gid) for (?:user|group) (?P<user>[^\s:]+).*",
        ),
        N_("이미지에 {user}(이)라는 사용자(나 그룹)가 없습니다."),
        N_(
            "USER보다 앞에서 만드세요(데비안: RUN useradd -m {user}, alpine: RUN adduser -D {user}). "
            "또는 USER 10001처럼 숫자로 적으면 이름이 없어도 됩니다."
        ),
    ),
    Row(
        "init-out-of-memory",
        (r"(?:.*?)container init was OOM-killed \(memory limit too low\?\).*",),
        N_("메모리 제한이 너무 작아 컨테이너가 켜지다가 죽었습니다."),
        N_("--memory를 크게 하세요(예: --memory 64m)."),
    ),
    Row(
        "host-memory",
        (
            r"(?:.*?)runc did not terminate suc+es{1,2}fully: fatal error: runtime: (?:out of memory|cannot allocate memory)[^\n]*",
        ),
        N_("호스트의 메모리가 모자라 엔진이 컨테이너를 다루는 프로그램(runc)을 돌리지 못했습니다."),
        N_(
            "'free -h'와 'docker stats --no-stream'으로 누가 메모리를 쓰는지 보고 필요 없는 것을 멈추세요. 되풀이되면 컨테이너에 --memory로 한도를 두거나 스왑을 늘립니다."
        ),
        EngineError,
        source="runc 1.0 to 1.2, the Go runtime",
    ),
    Row(
        "kernel-out-of-memory",
        (r"(?:.*?)(?:OCI runtime|runc|containerd-shim)[^\n]*: cannot allocate memory.*",),
        N_("커널이 메모리를 주지 않아 컨테이너를 켜지 못했습니다."),
        N_(
            "'free -h'로 호스트에 남은 메모리를 보고 쓰지 않는 프로그램이나 컨테이너를 멈추세요. --memory를 작게 적었다면 크게 합니다. 남아 있는데도 그러면 컴퓨터를 다시 켜고 커널을 "
            "새것으로 올리세요."
        ),
        EngineError,
        source="runc 1.0 to 1.2",
    ),
    Row(
        "apparmor",
        (
            r"(?:.*?)AppArmor enabled on system but the docker-default profile could not be loaded.*",
            r"(?:.*?)apparmor failed to apply profile: [^\n]*no such file or directory.*",
        ),
        N_("시스템은 AppArmor를 쓰는데 도커의 규칙을 읽어 들이지 못했습니다."),
        N_(
            "apparmor 패키지를 설치하고(sudo apt-get install apparmor) 엔진을 다시 켠 뒤 'course doctor'로 확인하세요."
        ),
        source="moby 20.10 to 28, daemon/apparmor_default.go",
    ),
    Row(
        "no-more-processes",
        (
            r"(?:.*?)(?:can't|cannot) fork: Resource temporarily unavailable.*",
            EXEC + r"resource temporarily unavailable.*",
            r"(?:\S*sh: )?fork: (?:retry: )?Resource temporarily unavailable.*",
        ),
        N_("컨테이너가 만들 수 있는 프로세스의 수(--pids-limit)를 다 썼습니다."),
        N_("끝나지 않는 프로세스가 없는지 'docker top'으로 보고, 필요하면 --pids-limit을 크게 하세요."),
        rank=PASSING,
    ),
)
