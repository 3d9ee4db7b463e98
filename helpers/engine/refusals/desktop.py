"""Docker Desktop: its engine, its pipes, its ports and shared folders, and the helpers that keep passwords."""

from __future__ import annotations

from helpers.engine.refusals.row import Row
from helpers.errors import EngineDenied, EngineError, EngineNotFound, ImageError
from helpers.i18n import N_

START_DESKTOP = N_(
    "Docker Desktop을 켜고 'Engine running'이라고 나올 때까지 기다린 뒤 다시 해 보세요. "
    "엔진이 켜졌는지는 'course doctor'가 알려 줍니다."
)
CREDENTIALS = r"(?:.*?: )?error (?:getting|storing|listing|erasing) credentials - err: "

ROWS = (
    Row(
        "credential-helper",
        (
            CREDENTIALS + r'exec: \\?"(?P<helper>docker-credential-[\w.-]+)\\?": .*',
            r'.*?exec: \\?"(?P<helper>docker-credential-[\w.-]+)\\?": executable file not found.*',
            r".*?(?P<helper>docker-credential-[\w.-]+)(?:: exec format error| not installed or not available in PATH).*",
        ),
        N_("도커 설정이 로그인 정보를 {helper} 프로그램에 맡기라고 하는데, 그 프로그램이 여기에 없습니다."),
        N_(
            '~/.docker/config.json에서 "credsStore"(또는 "credHelpers") 줄을 지우고 다시 하세요. '
            "공개 이미지는 로그인 없이 받을 수 있습니다."
        ),
        ImageError,
    ),
    Row(
        "credential-keychain",
        (
            r"(?:.*?)(?:error (?:getting|storing|listing|erasing) credentials|[Cc]redentials store error)[^\n]*"
            r"(?:[Uu]ser interaction is not allowed|does not allow user interaction|keychain is locked).*",
        ),
        N_("macOS의 키체인이 잠겨 있어(ssh로 들어온 터미널이 그렇습니다) 로그인 정보를 읽지 못했습니다."),
        N_(
            "'security unlock-keychain'으로 열고 다시 하세요. 공개 이미지를 받는 데에는 로그인이 필요 없으니 "
            '~/.docker/config.json의 "credsStore" 줄을 지워도 됩니다.'
        ),
        ImageError,
        source="docker-credential-osxkeychain 0.5 to 0.9",
    ),
    Row(
        "credential-store",
        (
            CREDENTIALS + r"[^\n]*, out: [`']*(?P<reason>[^`'\n]+?)[`'\"]*\.?$",
            r"(?:Error saving credentials: )?" + CREDENTIALS + r"(?P<reason>[^,\n]+), out: .*",
            r"(?:.*?)pass not initialized: (?P<reason>.*)",
        ),
        N_("로그인 정보를 넣어 두는 프로그램이 거절했습니다: {reason}"),
        N_(
            '~/.docker/config.json에서 "credsStore" 줄을 지우고 다시 하세요. 그러면 docker가 그 파일에 '
            "직접 적어 두니(암호화되지 않습니다) 쓰고 나면 'docker logout' 하세요."
        ),
        ImageError,
    ),
    Row(
        "desktop-pipe-denied",
        (
            r".*?open //\./pipe/\w+: (?:Access is denied|액세스가 거부되었습니다|Accès refusé|Zugriff verweigert|Acceso denegado|Accesso negato|Acesso negado|Отказано в доступе|アクセスが拒否されました|拒绝访问|拒絕存取|存取被拒).*",
            r"(?:Access denied\. )?You are not allowed to use Docker[.,] You must be in the [\"']docker-users[\"'] group.*",
        ),
        N_("Docker Desktop의 엔진을 쓸 권한이 없습니다."),
        N_(
            "Windows 사용자를 docker-users 그룹에 넣고 로그아웃했다가 다시 로그인하세요(관리자 PowerShell): "
            "net localgroup docker-users 사용자이름 /add"
        ),
        EngineDenied,
        source="docker/cli 20.10, go-winio: CreateFile on a named pipe",
    ),
    Row(
        "desktop-stopped",
        (
            r".*?open //\./pipe/(?!docker_wsl\b)\w+: (?:The system cannot find the (?:file|path) specified|지정된 (?:파일|경로)을? ?.*).*",
            r".*?open //\./pipe/\w+: (?:Le fichier spécifié est introuvable|Das System kann die angegebene Datei nicht finden|El sistema no puede encontrar el archivo especificado"
            r"|Impossibile trovare il file specificato|O sistema não (?:pode|conseguiu) (?:encontrar|localizar) o (?:arquivo|ficheiro) especificado|Не удается найти указанный файл"
            r"|指定されたファイルが見つかりません|系统找不到指定的文件|系統找不到指定的檔案).*",
            r"(?:.*?)error during connect: this error may indicate that the docker daemon is not running\.?: \w+ \"?http://%2F%2F\.%2Fpipe%2F.*",
            r".*?(?:Cannot connect to the Docker daemon|failed to connect to the docker API) at npipe://.*",
            r"(?:Cannot connect to the Docker daemon|failed to connect to the docker API) at "
            r"unix:///(?:Users/[^/\s]+/\.docker/run|home/[^/\s]+/\.docker/desktop)/docker\.sock.*",
            r".*?\(2, '(?:CreateFile|WaitNamedPipe)', .*",
            r"(?:.*?: )?error during connect: in the default daemon configuration on Windows, the docker client must be run with elevated privileges.*",
            r"(?:.*?: )?error during connect: this error may indicate that the docker daemon is not running\.?$",
            r".*?open //\./pipe/(?!docker_wsl\b)\w+: [^\n]*This error may also indicate that the docker daemon is not running.*",
            r".*?open \\\\\.\\pipe\\\w+: The system cannot find the file specified.*",
            r"docker: dial unix \S*docker\.raw\.sock: connect: (?:connection refused|no such file).*",
            r"docker: Bad response from Docker engine.*",
            r"docker: Docker Desktop is (?:unable to start|starting|stopping).*",
        ),
        N_("Docker Desktop이 켜져 있지 않습니다."),
        START_DESKTOP,
        EngineNotFound,
        source="docker/cli 18.09 to 29, client/errors.go; Docker Desktop 4",
    ),
    Row(
        "desktop-paused",
        (r".*?Docker Desktop is manually paused\. Unpause it.*",),
        N_("Docker Desktop이 일시정지되어 있습니다."),
        N_("고래 아이콘의 메뉴나 Dashboard에서 Resume을 누르고 다시 해 보세요."),
        EngineNotFound,
        source="Docker Desktop 4",
    ),
    Row(
        "desktop-not-ready",
        (
            r".*?request returned (?:500 )?Internal Server Error for API route and version http://\S*(?:pipe|[Dd]esktop|\.docker%2Frun)\S*, "
            r"check if the server supports the requested API version.*",
            r".*?unexpected end of JSON input.*docker_?[dD]esktop.*",
        ),
        N_("Docker Desktop의 엔진이 아직 다 켜지지 않았거나 멎었습니다."),
        N_("잠시 기다렸다가 다시 하고, 계속되면 Docker Desktop 메뉴에서 Restart를 누르세요."),
        EngineNotFound,
        source="moby client 20.10 to 28, client/request.go",
    ),
    Row(
        "git-bash-path",
        (
            r'.*?exec: \\?"(?P<path>[A-Z]:/(?:[^"\n]*?/)?(?:Git|msys64|cygwin64)/[^"\\]*)\\?": .*',
            r".*?(?:working directory|mount path:|stat|exec|cwd|mkdir|directory) [\('\"]*"
            r"(?P<path>[A-Z]:[/\\](?:Program Files[/\\])?(?:Git|msys64|cygwin64)[/\\][^'\"\n:;)]*).*",
            r"invalid value \"[^\"\n]*;(?P<path>[A-Z]:\\\\(?:Program Files[^\"\n\\]*\\\\)?(?:Git|msys64|cygwin64)\\\\[^\"\n]*)\" for flag .*",
            r"docker: (?:.*?: )?invalid mode: (?P<path>\\(?:Program Files[^\\\n]*\\)?(?:Git|msys64|cygwin64)\\[^\n]*?)\.?$",
            r"docker: (?:.*?: )?create (?P<path>[^:\n]*;[A-Z]): \"[^\"\n]*;[A-Z]\" includes invalid characters for a local volume name.*",
            r"docker: .*?mount destination (?P<path>\\(?:Program Files[^\\\n]*\\)?(?:Git|msys64|cygwin64)\\[^\n:]*?) not absolute.*",
            r"docker: .*?(?<![A-Za-z])(?P<path>[A-Z]:[/\\](?:Program Files[/\\])?(?:Git|msys64|cygwin64)[/\\][^'\"\n:;)]*).*",
        ),
        N_("Git Bash가 컨테이너 안의 경로를 Windows의 것으로 바꿔 버렸습니다: {path}"),
        N_(
            "경로 앞에 /를 하나 더 붙이거나(//bin/bash) 명령 앞에 MSYS_NO_PATHCONV=1을 붙이세요. "
            "WSL이나 PowerShell에서는 바뀌지 않습니다."
        ),
        source="git-for-windows 2, MSYS2 path conversion",
    ),
    Row(
        "mintty-tty",
        (
            r"(?:.*?)the input device is not a TTY\.\s+If you are using mintty, try prefixing the command with 'winpty'.*",
        ),
        N_("Git Bash의 창은 docker가 아는 터미널이 아니어서 -t를 쓸 수 없습니다."),
        N_("앞에 winpty를 붙이세요: winpty docker run -it … (PowerShell이나 WSL에서는 필요 없습니다.)"),
        source="docker/cli 20.10 to 29, cli/command/in.go (Windows)",
    ),
    Row(
        "mintty-tty",
        (r"[^\n]*\bwinpty docker\b[^\n]*\n`?stdin is not a tty.*",),
        N_("winpty가 터미널을 찾지 못했습니다. 스크립트나 파이프(|) 안이거나 winpty가 필요 없는 창입니다."),
        N_("winpty를 빼고 다시 하거나, PowerShell이나 WSL에서 하세요."),
        source="winpty 0.4",
    ),
    Row(
        "sharing-denied",
        (
            r"Mounts denied:\s*(?:\n.*?)??[Tt]he path (?P<path>\S+).*",
            r"Mounts denied:(?P<path>).*",
            r"[Tt]he path (?P<path>\S+) is not shared from (?:the host|OS X) and is not known to Docker.*",
            r".*?(?:user declined directory sharing ?(?P<path>\S*)|Filesharing has been cancelled|Drive has not been shared|drive is not shared).*",
        ),
        N_("Docker Desktop이 이 폴더를 볼 수 없습니다: {path}"),
        N_(
            "Docker Desktop의 Settings → Resources → File sharing에 폴더를 더하거나, "
            "이미 공유된 홈 폴더 아래의 것을 쓰세요."
        ),
        source="Docker Desktop 2 to 4",
    ),
    Row(
        "desktop-port-stuck",
        (
            r".*?userland proxy: Bind for \S*?:(?P<port>\d+): unexpected error Permission denied.*",
            r".*?userland proxy: mkdir /port/\w+:\S*?:(?P<port>\d+):\w+:\S+: (?:input/output error|permission denied).*",
        ),
        N_("Docker Desktop이 포트 {port}번을 열다가 막혔습니다."),
        N_(
            "Docker Desktop 메뉴에서 Restart를 누르고 다시 해 보세요. Windows라면 '빠른 시작'으로 켜진 뒤에 그러기도 하니 컴퓨터를 다시 시작합니다."
        ),
        EngineError,
        source="Docker Desktop 2 on Windows, vpnkit",
    ),
    Row(
        "desktop-port-stuck",
        (
            r".*?Ports are not available: unable to list exposed ports.*",
            r".*?/forwards/expose returned unexpected status: 500.*",
        ),
        N_("Docker Desktop에서 포트를 여는 프로그램이 대답하지 않습니다."),
        N_("Docker Desktop 메뉴에서 Restart를 누르고 다시 해 보세요. 그대로면 다른 포트를 써 봅니다."),
        EngineError,
        source="Docker Desktop 4",
    ),
    Row(
        "desktop-path",
        (r"docker: (?P<path>[^%\n]+?)(?:%!\(EXTRA string=| )is not a valid Windows path\)?.*",),
        N_("Docker Desktop이 마운트할 수 없는 경로입니다: {path}"),
        N_(
            "네트워크 드라이브(\\\\서버\\폴더)는 마운트하지 못합니다. 이 컴퓨터의 폴더나 WSL의 홈 폴더로 옮겨서 하세요."
        ),
        source="Docker Desktop 4 on Windows",
    ),
    Row(
        "desktop-mount-lost",
        (
            r"docker: mkdir (?P<path>/[a-z]): file exists.*",
            r".*?error while creating mount source path '(?P<path>/(?:host_mnt|Users|Volumes|private)/[^'\n]+)': mkdir \S+: file exists.*",
        ),
        N_("Docker Desktop이 이 폴더를 공유하지 않거나 연결을 잃어버렸습니다: {path}"),
        N_(
            "Docker Desktop 메뉴에서 Restart를 누르고 다시 하세요. 그대로면 Settings → Resources → File sharing에 그 폴더가 있는지 보세요."
        ),
        source="Docker Desktop 2 to 4",
    ),
    Row(
        "windows-containers",
        (
            r".*?no matching manifest for windows/.*",
            r'.*?image operating system "linux" cannot be used on this platform.*',
            r".*?(?:cannot|can't) (?:be used|run) .*?: operating system is not supported.*",
            # the paths of Linux, read by an engine for Windows
            r".*?invalid volume specification: '(?:\\[^'\n]*|/[a-z]/[^':\n]*(?::[^':\n]*){0,2})'\.?$",
        ),
        N_("Docker Desktop이 Windows 컨테이너용으로 켜져 있어 리눅스 이미지를 쓸 수 없습니다."),
        N_("고래 아이콘의 메뉴에서 'Switch to Linux containers…'를 고르고 다시 해 보세요."),
        ImageError,
        source="moby 20.10 to 28, distribution/pull_v2.go; image/store.go",
    ),
)
