"""Docker Desktop whose own parts did not start: its backend, its helper, its file sharing, its way into WSL."""

from __future__ import annotations

from helpers.engine.refusals.row import AFTER, Row
from helpers.errors import EngineNotFound
from helpers.i18n import N_

ROWS = (
    Row(
        "desktop-failed",
        (
            r"(?:.*?)com\.docker\.[\w.]+ (?:cannot|failed to) start.*",
            r"Fatal Error\n+(?:failed )?exit status \d+$",
            r"Docker\.Core\.\w*Exception:\s*Failed to start$",
            r"(?:running engine|starting services): (?!.*wsl)[^\n]*(?:VM|vm|backend|services?)\b[^\n]*",
        ),
        N_("Docker Desktop이 켜지다가 멈췄습니다."),
        N_(
            "메뉴의 Quit으로 완전히 끝내고 다시 켜세요. 그대로면 컴퓨터를 다시 시작하고(Windows는 그 앞에 'wsl --update'), Docker Desktop을 새 버전으로 "
            "올립니다. Troubleshoot의 Clean / Purge data와 Reset to factory defaults는 이미지와 볼륨을 모두 지우니 누르지 마세요."
        ),
        EngineNotFound,
        AFTER,
    ),
    Row(
        "rosetta-missing",
        (r"(?:.*?)/[^\s:]*docker[^\s:]*: [Bb]ad CPU type in executable.*",),
        N_("인텔 맥의 프로그램인데, 이 맥에는 그것을 돌리는 Rosetta가 없습니다."),
        N_(
            "'softwareupdate --install-rosetta'로 설치하고 다시 켜세요. Docker Desktop 자신이 그러면 Apple 칩용인지 보고 새 버전으로 올립니다."
        ),
        EngineNotFound,
        source="Docker Desktop 3 and 4 on Apple silicon",
    ),
    Row(
        "desktop-helper",
        (
            r"(?:.*?)\(Docker\.VmnetdError error \d+\.?\).*",
            r"docker: (?:.*?)is vmnetd running\?.*",
        ),
        N_("Docker Desktop의 도우미(vmnetd)가 설치되지 않았거나 돌고 있지 않습니다."),
        N_(
            "Docker.app이 응용 프로그램(Applications) 폴더에 있는지 보고, 끝냈다가 다시 켠 뒤 암호를 물으면 허락하세요. 1024보다 작은 포트를 열다가 그런 것이면 "
            "더 큰 포트를 쓰면 됩니다(-p 8080:80). 그대로면 Docker Desktop을 새 버전으로 올립니다."
        ),
        EngineNotFound,
    ),
    Row(
        "wsl-integration-stopped",
        (
            r"(?:.*?)running wsl distro proxy in (?P<distro>\S+) distro: .*",
            r"(?:.*?)WSL integration with distro '?(?P<distro>[^\s']+)'? unexpectedly stopped.*",
            r"docker: (?:.*?: )?accessing specified distro mount service: stat /\S+/distro-services/(?P<distro>[^\s/]+)\.sock: no such file or directory.*",
        ),
        N_("Docker Desktop과 WSL 배포판({distro})을 잇는 프로그램이 멈췄습니다."),
        N_(
            "Docker Desktop을 끝내고 PowerShell에서 'wsl --shutdown'(WSL에서 열어 둔 것이 모두 꺼집니다. 먼저 저장하세요)을 한 뒤 다시 켜세요. 그대로면 "
            "'wsl --update'. 도커를 쓰지 않는 배포판이면 Settings → Resources → WSL integration에서 끕니다."
        ),
        EngineNotFound,
    ),
    Row(
        "wsl-service-off",
        (r"(?:.*?)Wsl/(?:[\w/]*/)?0x80070422.*",),
        N_("Windows의 WSL 서비스가 '사용 안 함'으로 꺼져 있어 WSL도 Docker Desktop도 켜지지 않습니다."),
        N_(
            "관리자 권한의 명령 프롬프트에서 켜세요: sc.exe config wslservice start= demand (= 뒤에 빈칸). 그런 다음 Windows를 다시 시작합니다. 최적화나 청소 프로그램이 "
            "꺼 놓는 일이 많습니다."
        ),
        EngineNotFound,
        source="Microsoft WSL 2, ERROR_SERVICE_DISABLED",
    ),
    Row(
        "kvm-missing",
        (
            r"(?:.*?)Could not access KVM kernel module: (?!Permission).*",
            r"(?:.*?)stat /dev/kvm: no such file or directory.*",
        ),
        N_("이 컴퓨터의 가상화(KVM)를 쓸 수 없어 Docker Desktop의 가상 머신이 켜지지 않습니다."),
        N_(
            "BIOS(UEFI)에서 Intel VT-x나 AMD-V(SVM)를 켜고, 'sudo modprobe kvm_intel'(AMD는 kvm_amd)을 한 뒤 'ls -l /dev/kvm'으로 확인하세요. 가상 머신 안이라면 "
            "중첩 가상화를 켜야 합니다. 리눅스에서는 Docker Desktop 없이 Docker Engine만 써도 됩니다."
        ),
        EngineNotFound,
    ),
    Row(
        "desktop-mount-lost",
        (r"Mounts denied: closed.*",),
        N_("Docker Desktop의 파일 공유가 멈췄습니다."),
        N_("Docker Desktop 메뉴에서 Restart를 누르고 다시 해 보세요."),
    ),
    Row(
        "desktop-mount-missing",
        (r"Mounts denied: approving (?P<path>[^\n:]+): file does not exist.*",),
        N_("Docker Desktop이 호스트에서 {path} 경로를 찾지 못했습니다."),
        N_(
            "'ls -ld {path}'로 있는지 보세요. 있다면 macOS의 설정 → 개인정보 보호 및 보안 → 파일 및 폴더에서 Docker에 그 폴더를 허락합니다. "
            "Docker Desktop 3.0.0은 있는 폴더도 찾지 못하니 새 버전으로 올리세요."
        ),
    ),
    Row(
        "desktop-mount-denied",
        (
            r"Mounts denied: \{ errno = \[EACCES\][^\n]*label = (?P<path>[^\s}]+).*",
            r".*?error while creating mount source path '(?P<path>/(?:host_mnt/)?(?:Users|Volumes)/[^'\n]+)': mkdir \S+: operation not permitted.*",
        ),
        N_("macOS가 Docker Desktop에게 {path} 폴더를 보여 주지 않습니다."),
        N_(
            "'ls -ld {path}'로 주인과 권한을 보고, 자기 폴더라면 macOS의 설정 → 개인정보 보호 및 보안 → 파일 및 폴더에서 Docker에 허락하세요. "
            "아니면 홈 폴더 아래의 것을 씁니다."
        ),
    ),
    Row(
        "sharing-denied",
        (
            r"(?:.*?)Drive is unshareable.*",
            r"(?:.*?)[A-Z]: drive is not shared\. Please share it.*",
            r"docker: (?:b')?Drive sharing failed for an unknown reason.*",
            r"docker: An error occurred while sharing drive.*",
        ),
        N_("Docker Desktop이 -v에 적은 폴더의 드라이브를 공유하고 있지 않습니다."),
        N_(
            "Settings → Resources → File sharing(옛 버전은 Shared Drives)에서 그 드라이브를 켜고 경로의 철자를 보세요. 네트워크 드라이브와 USB는 되지 않기도 하니 "
            "자기 홈 폴더의 것을 씁니다."
        ),
    ),
)
