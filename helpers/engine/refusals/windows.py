"""PowerShell reading what was written for bash, and macOS taking Docker Desktop for something else."""

from __future__ import annotations

from helpers.engine.refusals.row import ROOT, Row
from helpers.errors import EngineNotFound
from helpers.i18n import N_

ROWS = (
    Row(
        "powershell-angle",
        (
            r"The '<' operator is reserved for future use\..*",
            r"'<' 연산자는 [^\n]*예약되어 있습니다.*",
        ),
        N_("PowerShell에는 파일을 넣어 주는 < 가 없습니다."),
        N_(
            "파일을 옵션으로 적으세요: docker load -i 파일.tar. 옵션이 없는 명령은 WSL이나 cmd에서 하거나: Get-Content 파일 -Raw | docker exec -i …"
        ),
    ),
    Row(
        "powershell-and",
        (
            r"The token '(?P<sign>&&|\|\|)' is not a valid statement separator in this version\..*",
            r"[^\n]*'(?P<sign>&&|\|\|)' 토큰[^\n]*구분 기호가 아닙니다.*",
        ),
        N_("Windows PowerShell 5는 {sign} 로 명령을 잇지 못합니다."),
        N_("명령을 한 줄씩 따로 실행하거나, PowerShell 7이나 WSL에서 하세요."),
    ),
    Row(
        "powershell-variable",
        (
            r"Variable reference is not valid\. ':' was not followed by a valid variable name character\..*",
            r"변수 참조가 (?:잘못되었습니다|올바르지 않습니다)\. ':'[^\n]*",
        ),
        N_("PowerShell이 $PWD 뒤의 쌍점까지 변수의 이름으로 읽었습니다."),
        N_('이름을 중괄호로 감싸고 전체를 따옴표로 묶으세요: -v "${{PWD}}:/app"'),
    ),
    Row(
        "option-alone-on-line",
        (
            r"(?P<option>-{1,2}[\w-]+) ?: (?:The term|'-)[^\n]*(?:is not recognized as|cmdlet)[^\n]*",
            r"Missing expression after unary operator '(?P<option>-{1,2})'\..*",
        ),
        N_("PowerShell은 줄 끝의 \\ 로 명령을 잇지 않아서 {option} 줄을 새 명령으로 읽었습니다."),
        N_("명령을 한 줄로 적거나, 이을 줄의 끝에 ` (백틱)을 두세요. cmd에서는 ^ 입니다."),
        rank=ROOT,
    ),
    Row(
        "cmd-variable",
        (
            r"'(?P<name>(?-i:[A-Z]+_[A-Z0-9_]+))' is not recognized as an internal or external command,.*",
            r"'(?P<name>(?-i:[A-Z]+_[A-Z0-9_]+))'\S* 내부 또는 외부 명령, 실행할 수 있는 프로그램, 또는.*",
        ),
        N_("Windows의 cmd는 명령 앞에 적은 {name}=값 을 모릅니다. bash에서 쓰는 방법입니다."),
        N_(
            "WSL이나 Git Bash에서 하거나, 그 앞줄에서 따로 정하세요: cmd는 set {name}=값, PowerShell은 $env:{name}='값'. package.json의 scripts라면 "
            "값 앞에 cross-env를 붙입니다."
        ),
    ),
    Row(
        "windows-containers",
        (r"(?:.*?)open \\\\\.\\pipe\\docker_engine_windows: .*",),
        N_("Docker Desktop이 Windows 컨테이너용으로 바뀌어 있는데, 그 엔진이 켜지지 않았습니다."),
        N_(
            "고래 아이콘의 메뉴에서 'Switch to Linux containers…'를 고르세요. Windows 컨테이너를 쓰려면 'Windows 기능 켜기/끄기'에서 컨테이너(Containers)와 "
            "Hyper-V를 켜고 컴퓨터를 다시 켭니다(Windows Home에서는 되지 않습니다)."
        ),
        EngineNotFound,
        source="Docker Desktop 2 to 4 on Windows",
    ),
    Row(
        "windows-containers",
        (r"docker: (?:.*?: )?(?:Unsupported|[Ii]nvalid) isolation: \"?(?:hyperv|process)\"?.*",),
        N_("--isolation은 Windows 컨테이너의 옵션인데, 지금의 엔진은 리눅스용입니다."),
        N_(
            "그 옵션을 빼세요. 정말 Windows 이미지를 쓰려면 고래 아이콘의 메뉴에서 'Switch to Windows containers…'를 고릅니다."
        ),
        source="moby 20.10 to 28",
    ),
    Row(
        "no-such-command",
        (
            r"docker: (?:.*?)(?:hcsshim|hcs)::System::CreateProcess\b[^\n]*(?:The system cannot find the file specified|지정된 파일을 찾을 수 없습니다)[^\n]*",
        ),
        N_("Windows 컨테이너가 켤 프로그램이 그 이미지에 없습니다."),
        N_(
            "명령과 CMD, ENTRYPOINT의 철자를 보세요. nanoserver 이미지에는 PowerShell이 없으니 cmd를 쓰거나 servercore 이미지를 고릅니다."
        ),
        source="moby 18.09 to 28 on Windows, hcsshim",
    ),
    Row(
        "windows-container-failed",
        (
            r"docker: (?:.*?)encountered an error during (?:hcs\w*::\w+::)?CreateProcess\w*:[^\n]*The system cannot find the file specified.*",
        ),
        N_("Windows 컨테이너 안에서 실행할 프로그램을 찾지 못했습니다."),
        N_(
            "이미지의 이름 뒤에 적은 것이 명령입니다. 철자를 보고, 옵션(-e, -p)은 이미지의 이름 앞에 적으세요. Windows의 이미지에는 bash가 없고, nanoserver에는 powershell도 없습니다"
            "(pwsh나 cmd). 리눅스 이미지를 쓰려던 것이면 고래 아이콘의 메뉴에서 'Switch to Linux containers…'를 고르세요."
        ),
    ),
    Row(
        "windows-container-failed",
        (
            r"docker: (?:.*?)(?:hcsshim::\w+|hcs::\w+::\w+|encountered an error during (?:CreateContainer|Start|CreateProcess):)[^\n]*",
        ),
        N_("Docker Desktop이 Windows 컨테이너를 켜려 했는데 Windows가 거절했습니다."),
        N_(
            "이 과정의 이미지는 리눅스용이니 고래 아이콘의 메뉴에서 'Switch to Linux containers…'를 고르세요. Windows 이미지를 쓰는 것이면 태그의 "
            "Windows 버전을 이 컴퓨터의 것과 맞추세요."
        ),
    ),
    Row(
        "desktop-malware",
        (
            r".*?com\.docker\.(?:vmnetd|socket)[\"”]? (?:was not opened because it contains malware|will damage your computer).*",
        ),
        N_(
            "macOS가 오래된 Docker Desktop의 서명을 알아보지 못하고 악성 프로그램이라며 막았습니다(2025년 1월)."
        ),
        N_(
            "악성 프로그램이 아닙니다. Docker Desktop을 4.37.2 이상으로 올리고 Mac을 다시 켜세요. 이미지와 볼륨은 그대로입니다."
        ),
        EngineNotFound,
        source="Docker Desktop 4.28 to 4.36 on macOS",
    ),
)
