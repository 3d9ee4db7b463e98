"""WSL and virtualization under Docker Desktop: missing, too old, switched off, stuck."""

from __future__ import annotations

from helpers.engine.refusals.row import AFTER, Row
from helpers.errors import EngineNotFound
from helpers.i18n import N_

ROWS = (
    Row(
        "wsl-1",
        (r"The command 'docker(?:-compose)?' could not be found in this WSL 1 distro.*",),
        N_("이 배포판은 WSL 1이라 도커를 쓸 수 없습니다. WSL 2여야 합니다."),
        N_(
            "PowerShell에서 'wsl -l -v'로 이름을 보고 'wsl --set-version 이름 2'로 바꾼 뒤, Docker Desktop의 Settings → Resources → "
            "WSL integration에서 켜세요."
        ),
        EngineNotFound,
        source="Docker Desktop 4, WSL stub",
    ),
    Row(
        "wsl-integration",
        (
            r"The command 'docker(?:-compose)?' could not be found in this WSL 2 distro.*",
            r"We recommend to activate the WSL integration in Docker Desktop settings.*",
        ),
        N_("이 WSL 배포판에서는 Docker Desktop을 쓰도록 켜 두지 않았습니다."),
        N_(
            "Docker Desktop의 Settings → Resources → WSL integration에서 이 배포판을 켜고 터미널을 새로 여세요. "
            "'course doctor'가 확인해 줍니다."
        ),
        EngineNotFound,
        source="Docker Desktop 4, WSL stub",
    ),
    Row(
        "wsl-update-failed",
        (
            r".*?(?:running WSL command wsl\.exe [^\n]*--update|updating wsl: (?:exit code|update failed))\b.*",
        ),
        N_("Docker Desktop이 Windows의 WSL을 새것으로 올리려다 실패했습니다."),
        N_(
            "관리자 PowerShell에서 'wsl --update'를 직접 해 보면 까닭을 말합니다. 내려받지 못하는 것이면(403, 프록시) 네트워크를 바꾸거나 'wsl --update' 대신 Microsoft "
            "Store에서 Windows Subsystem for Linux를 올리세요. 그런 다음 Docker Desktop을 다시 켭니다."
        ),
        EngineNotFound,
        source="Docker Desktop 4.29 on Windows",
    ),
    Row(
        "wsl-missing",
        (
            r".*?WSL 2 installation is incomplete.*",
            r".*?Error code: Wsl/\S*WSL_E_WSL_OPTIONAL_COMPONENT_REQUIRED.*",
            r".*?WSL ?2 requires an update to its kernel component.*",
            r".*?Docker Desktop requires a newer WSL (?:kernel )?version.*",
            r".*?running WSL command wsl\.exe [^\n]*: Invalid command line option: --\w+.*",
            r".*?WSL (?:is too old|update failed|version.{0,40} is (?:too old|not supported)).*",
        ),
        N_("Windows의 WSL 2가 없거나 오래되었습니다."),
        N_("관리자 PowerShell에서 'wsl --update'(없으면 'wsl --install')를 실행하고 Windows를 다시 켜세요."),
        EngineNotFound,
        source="Docker Desktop 4; Microsoft WSL 2",
    ),
    Row(
        "virtualization-off",
        (
            r".*?Hardware assisted virtualization and data execution protection must be enabled in the BIOS.*",
            r"WslRegisterDistribution failed with error: 0x80370102.*",
            r".*?(?:Docker Desktop - )?Virtualization support (?:not detected|wasn't detected).*",
            r".*?Docker Desktop is unable to detect a Hypervisor.*",
            r".*?Please enable the \\?\"?Virtual Machine Platform\\?\"? (?:Windows feature|optional component) and ensure virtuali[sz]ation is enabled.*",
            r".*?WSL ?2 is not supported (?:with your|by the) current machine configuration.*",
            r".*?Wsl/Service/\S*HCS_E_(?:HYPERV_NOT_INSTALLED|SERVICE_NOT_AVAILABLE).*",
        ),
        N_("이 컴퓨터의 가상화 기능이 꺼져 있어 Docker Desktop이나 WSL 2가 켜지지 않습니다."),
        N_(
            "BIOS(UEFI) 설정에서 Intel VT-x나 AMD-V(SVM)를 켜고, Windows 기능에서 "
            "'가상 머신 플랫폼'을 켠 뒤 다시 시작하세요."
        ),
        EngineNotFound,
        source="Docker Desktop 2 to 4; Microsoft WSL 2",
    ),
    Row(
        "wsl-stuck",
        (
            r".*?An unexpected error occurred while executing a WSL command.*",
            r".*?running WSL command wsl\.exe [^\n]*(?:context deadline exceeded|exit status \S+).*",
            r".*?An unexpected error was encountered while executing a WSL command.*",
            r".*?provisioning docker WSL distros: .*",
            r"(?:.*?)running wsl-bootstrap: .*",
            r"(?:.*?)WSL distro terminated abruptly.*",
            r"(?:[\w.]*Exception: ?)?Failed to (?:deploy|check|configure) distro(?: docker-desktop\S*)?\b.*",
        ),
        N_("Docker Desktop이 WSL을 부르다가 실패했습니다."),
        N_(
            "PowerShell에서 'wsl --shutdown'(WSL에서 열어 둔 것이 모두 꺼집니다. 먼저 저장하세요)을 하고 Docker Desktop을 다시 켜세요. 그대로면 'wsl --update' 뒤에 Windows를 다시 시작합니다."
        ),
        EngineNotFound,
        AFTER,
        source="Docker Desktop 4",
    ),
    Row(
        "wsl-stale-mount",
        (
            r".*?error while creating mount source path '(?P<path>/run/desktop/mnt/host/[^']+)': mkdir \S+: file exists.*",
        ),
        N_("Docker Desktop이 WSL의 폴더를 잃어버렸습니다: {path}"),
        N_("Docker Desktop 메뉴에서 Restart를 누른 뒤 컨테이너를 다시 만드세요."),
        source="Docker Desktop 4 with WSL 2",
    ),
)
