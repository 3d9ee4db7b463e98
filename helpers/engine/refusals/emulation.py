"""Programs of another CPU: what an emulator cannot run, and CPUs that are too old."""

from __future__ import annotations

from helpers.engine.refusals.row import LAST, PASSING, Row
from helpers.i18n import N_

ROWS = (
    Row(
        "emulated-loader",
        (r"rosetta error: failed to open elf at \S+.*",),
        N_("arm64 이미지 안에서 amd64용 프로그램을 실행해서, 그것을 켤 로더를 찾지 못했습니다."),
        N_(
            "이미지까지 amd64용으로 하세요(docker run이나 build에 --platform linux/amd64, Compose는 platform:). "
            "아니면 Dockerfile에서 arm64용 프로그램을 받습니다."
        ),
    ),
    Row(
        "emulation-crash",
        (
            r"(?:.*?)qemu: uncaught target signal \d+ \((?P<reason>[^)\n]+)\).*",
            r"rosetta error: (?P<reason>(?:Unimplemented syscall|unhandled auxillary vector)[^\n]*)",
            r"WARNING: The requested image's platform [^\n]*\n(?:[^\n]*\n){0,5}?[^\n]*?(?P<reason>Illegal instruction).*",
            r"go (?:tool \w+|build [^:\n]+): signal: (?P<reason>(?:segmentation fault|illegal instruction|bus error))[^\n]*",
            r"(?:.*?)process \"/dev/\.buildkit_qemu_emulator [^\n]*did not complete successfully: exit code: (?P<reason>13[249])\b.*",
        ),
        N_("다른 CPU용 이미지를 흉내 내어(에뮬레이션) 돌리다가 프로그램이 죽었습니다({reason})."),
        N_(
            "이 CPU용 이미지가 있으면 그것을 쓰세요(--platform을 빼고 다시 받습니다). 꼭 다른 CPU용이어야 하면 맥에서는 Docker Desktop의 "
            "Settings → General에서 Rosetta를 켜거나 꺼 보세요."
        ),
    ),
    Row(
        "platform-emulated",
        (
            r"(?:[^\n]*?(?:WARNING: |! ?\S+ +))?The requested image's platform \((?P<platform>[^)\n]+)\) does not match the (?:detected|expected) host platform.*",
        ),
        N_("경고입니다: 이미지가 이 컴퓨터의 CPU가 아니라 {platform}용이라, 흉내 내어(에뮬레이션) 돌립니다."),
        N_(
            "그대로 되면 할 일이 없습니다(느립니다). 되지 않으면 이 CPU용이 있는 이미지나 태그를 고르세요. 일부러 쓰는 것이면 --platform {platform} 옵션을 적으면(Compose는 "
            "platform:) 경고가 나오지 않습니다."
        ),
        rank=LAST,
    ),
    Row(
        "cpu-old",
        (
            r"Fatal glibc error: CPU does not support (?P<feature>x86-64-v\d).*",
            r"(?:.*?)(?:WARNING: )?MongoDB 5\.0\+ requires a CPU with (?P<feature>AVX) support.*",
        ),
        N_("이 CPU(가상 머신이면 그것이 보여 주는 CPU)에는 프로그램이 쓰는 명령({feature})이 없습니다."),
        N_(
            "오래된 CPU에서 도는 태그를 고르세요(mongo는 4.4, ubi9와 alma9 대신 8이나 debian). 가상 머신이라면 CPU의 종류를 host로 바꿉니다."
        ),
        rank=PASSING,
        source="glibc 2.33 and later, dl-hwcaps; docker-entrypoint.sh of mongo 5 and later",
    ),
)
