"""What the tools of a step say when they fail: cd, make, compilers of people's own code, a crash."""

from __future__ import annotations

from helpers.engine.refusals.build_steps import ended
from helpers.engine.refusals.row import AFTER, PASSING, Row
from helpers.errors import ImageError
from helpers.i18n import N_

# the step has failed, some lines on
FAILS = (
    r"(?=\n(?:[^\n]*\n){0,60}?[^\n]*?(?:did not complete successfully: exit code: [1-9]|returned a non-zero code: [1-9]"
    r"|executor failed running|runc did not terminate))"
)
MORE_MEMORY = N_(
    "빌드에 메모리를 더 주세요. Docker Desktop은 Settings → Resources → Memory에 있습니다. "
    "한꺼번에 하는 일을 줄이는 방법도 있습니다."
)

ROWS = (
    Row(
        "step-folder-missing",
        (
            r"(?:\S*/)?(?:ba|da|a)?sh: (?:line )?(?:\d+: )?cd: (?:can't cd to )?(?P<path>[^\s:]+)(?:: No such file or directory)?$"
            + FAILS,
        ),
        N_("RUN의 cd가 들어가려는 {path} 폴더가 이미지 안에 없습니다."),
        N_(
            "그보다 앞의 COPY나 git clone이 그 자리에 만드는지 보세요. 폴더가 호스트에만 있으면 COPY로 넣습니다. RUN의 cd는 그 RUN에서만 통하니 다음 줄까지 쓰려면 "
            "WORKDIR를 적습니다."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "make-no-target",
        (
            r"g?make(?:\[\d+\])?: \*\*\* No rule to make target [`'‘](?P<name>[^'’\n]+)['’][^\n]*Stop\.?$"
            + FAILS,
        ),
        N_("make가 {name}을(를) 만들 방법을 모릅니다."),
        N_(
            "목표의 이름이라면 이미지에 복사한 Makefile에 그것이 있는지, 파일의 이름이라면 그 파일이 이미지에 복사되었는지(COPY, .dockerignore) 보세요. "
            "WORKDIR와 make -C의 폴더도 확인합니다."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "make-no-file",
        (r"g?make(?:\[\d+\])?: \*\*\* No targets specified and no makefile found\.\s+Stop\.?$" + FAILS,),
        N_("make를 실행한 이미지 안의 폴더에 Makefile이 없습니다."),
        N_("COPY가 Makefile도 넣는지(.dockerignore를 보세요), WORKDIR가 그 폴더인지 확인하세요."),
        ImageError,
        PASSING,
        source="GNU Make 3.8 to 4.4",
    ),
    Row(
        "step-killed",
        (
            r"(?:.*?)The build failed because the process exited too early\. This probably means the system ran out of memory.*",
        ),
        N_("메모리가 모자라 프로그램을 만들던 것이 도중에 끝나 버렸습니다."),
        MORE_MEMORY,
        ImageError,
        source="react-scripts 1 to 5",
    ),
    Row(
        "go-module",
        (
            r"\S+\.go:\d+:\d+: no required module provides package (?P<module>[^\s;]+)[;:].*",
            r"(?:\S+\.go:\d+:\d+: )?missing go\.sum entry for (?:module providing package|go\.mod file) ?(?P<module>\S*).*",
            r"(?:go: )?\S+: missing go\.sum entry for (?P<module>go\.mod) file.*",
        ),
        N_("코드가 쓰는 Go 패키지가 go.mod나 go.sum에 적혀 있지 않습니다. {module}"),
        N_(
            "호스트의 코드 폴더에서 'go mod tidy'를 하고, 바뀐 go.mod와 go.sum을 함께 COPY해서 다시 빌드하세요."
        ),
        ImageError,
        PASSING,
        source="Go 1.16 and later",
    ),
    Row(
        "go-module",
        (r"(?:package \S+: )?no Go files in (?P<module>/\S+)$" + FAILS,),
        N_("go build를 실행한 이미지 안의 폴더({module})에 .go 파일이 없습니다."),
        N_(
            "COPY가 코드를 그 폴더(WORKDIR)에 넣는지 보세요. main 패키지가 아래 폴더에 있으면 그것을 적습니다: go build ./cmd/이름"
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "not-writable",
        (r"PermissionError: \[Errno 13\] Permission denied: '(?P<path>/[^'\n]+)'$" + FAILS,),
        N_("{path}에 쓸 권한이 없습니다. USER로 정한 사용자는 root가 아닙니다."),
        N_("그 폴더의 주인을 바꾸거나(RUN chown …, COPY --chown) USER 앞에서 하세요."),
        ImageError,
        PASSING,
    ),
    Row(
        "apt-asks",
        (
            r"(?:=> => # +)?(?:Please select the geographic area in which you live\.|the time zones in which they are located\.).*",
        ),
        N_("설치하던 패키지(tzdata)가 시간대를 물으며 기다리는데, 빌드에서는 대답할 수 없습니다."),
        N_(
            "Ctrl+C로 멈추고, 묻지 않게 해서 다시 빌드하세요: RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y … (시간대를 정하려면 ENV TZ=Asia/Seoul)"
        ),
        ImageError,
        PASSING,
        unless=r"[^\n]*(?:Current default time zone|Processing triggers for |exporting to image|Successfully built )",
    ),
    Row(
        "step-own-code",
        (
            # tsc, in both its ways of saying where
            r"(?P<where>[\w./@-]+\.(?:tsx?|vue)(?:\(\d+,\d+\)|:\d+:\d+))(?: -)?:? error TS(?!2307)\d+: (?P<reason>[^\n]+)"
            + FAILS,
            r"(?P<where>(?:\./)?[\w./-]+\.go:\d+:\d+): (?P<reason>(?:undefined: |cannot use |syntax error|declared and not used|\S+ declared and not used"
            r"|\"[^\"\n]+\" imported and not used|missing return|invalid operation|assignment mismatch|not enough arguments|too many arguments|expected )[^\n]*)"
            + FAILS,
            r"\[ERROR\] (?P<where>/?[\w./-]+\.(?:java|kt)):\[?\d+[^\s]* (?P<reason>(?:error: )?(?:cannot find symbol|package \S+ does not exist|incompatible types|[^\n]+expected)[^\n]*)"
            + FAILS,
            r"(?P<where>/?[\w./-]+\.cs\(\d+,\d+\)): error (?P<reason>CS\d+: [^\n]*?)(?: \[[^\]\n]+\])?$"
            + FAILS,
            r"error(?:\[E\d+\])?: (?P<reason>[^\n]+)\n--> (?P<where>(?:src|tests|benches|\.)[\w./-]*\.rs:\d+:\d+)$"
            + FAILS,
        ),
        N_("빌드하는 코드를 컴파일하다가 오류가 났습니다({where}): {reason:.120}"),
        N_(
            "도커가 아니라 코드의 것이니 그 줄을 보세요. 호스트에서는 되는데 빌드에서만 그렇다면 이미지의 컴파일러나 설치된 패키지가 다르거나, 필요한 파일이 복사되지 않았거나 아직 만들어지지 않은 것입니다(COPY, "
            ".dockerignore)."
        ),
        ImageError,
        PASSING,
        source="TypeScript 4 and 5, Go 1.13 and later, Maven 3, Roslyn, rustc 1",
    ),
    Row(
        "step-crashed",
        (
            *ended("139"),
            r"(?:.*?)executor failed running \[(?P<command>[^\n]*)\]: runc did not terminate suc{1,2}essfully: exit status 139\b.*",
        ),
        N_("RUN의 명령이 메모리를 잘못 건드려 죽었습니다(139, 세그먼트 오류)."),
        N_(
            "다른 CPU용 이미지를 흉내 내며 빌드할 때(--platform) 흔하니 이 컴퓨터의 CPU용으로 해 보세요. 아니면 FROM이나 그 프로그램을 다른 버전으로 바꿔 봅니다. 오래된 "
            "이미지(centos:6 같은)는 새 커널에서 그렇게 됩니다."
        ),
        ImageError,
        AFTER,
    ),
)
