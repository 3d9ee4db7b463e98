"""apt in a step or in a container: lists, mirrors, signatures, packages that are not there."""

from __future__ import annotations

from helpers.engine.refusals.row import PASSING, ROOT, Row
from helpers.errors import ImageError
from helpers.i18n import N_

FETCH = r"(?:[EW]: )?Failed to fetch (?P<url>\w+://(?P<host>[^/\s]+)\S*)\s+"
OLD_RELEASE = N_(
    "지원이 끝난 배포판의 패키지는 서버에서 치워집니다. FROM을 지원 중인 것으로 바꾸세요(예: debian:trixie-slim). "
    "지원 중인 것이라면 네트워크와 프록시를 보세요."
)
# what people add to a distribution's own servers
ADDED = (
    r"(?:packagecloud\.io|apt\.postgresql\.org|deb\.nodesource\.com|dl\.yarnpkg\.com|packages\.microsoft\.com|apt\.llvm\.org|packages\.cloud\.google\.com"
    r"|dl\.google\.com|repo\.mongodb\.org|repo\.mysql\.com|packages\.sury\.org|nginx\.org|apt\.kubernetes\.io|pkgs\.k8s\.io|developer\.download\.nvidia\.com"
    r"|nvidia\.github\.io|apt\.releases\.hashicorp\.com|cli\.github\.com|artifacts\.elastic\.co|packages\.confluent\.io|packages\.adoptium\.net"
    r"|apt\.corretto\.aws|packages\.ros\.org|ppa\.launchpad(?:content)?\.net|download\.opensuse\.org)"
)
# later in the text apt installed something all the same
INSTALLED = r"Setting up [\w.+-]+ \(|\d+ upgraded, \d+ newly installed"
LIST_AGAIN = N_(
    "apt-get update와 install을 같은 RUN에 &&로 이어 적으세요. 이미 그렇다면 --no-cache로 다시 빌드하세요. "
    "컨테이너 안이라면 'apt-get update'를 먼저 하세요."
)

ROWS = (
    Row(
        "mirror-gone",
        (
            # bundlers (Rollup) say the same of a module: `Could not resolve './x' from src/index.js`
            r"(?:.*?)(?:Could not resolve|Temporary failure resolving) '(?P<host>[A-Za-z0-9][\w.-]*)'(?! (?:from|in|imported)\b).*",
            FETCH + r"(?:Could not resolve|Temporary failure resolving).*",
        ),
        N_("패키지 서버 {host} 주소를 찾을 수 없습니다."),
        N_("네트워크와 DNS, 그리고 배포판의 지원 기간이 끝나 서버가 사라지지 않았는지 확인하세요."),
        ImageError,
        unless=INSTALLED,
    ),
    Row(
        "apt-clock",
        (r"E: Release file for (?P<url>\S+) is not valid yet \(invalid for another (?P<time>[^)\n]*)\).*",),
        N_("컴퓨터의 시계가 늦어서 apt가 패키지 목록을 믿지 않습니다({time} 뒤의 것)."),
        N_("'date'로 시계를 확인하고 맞추세요. WSL이나 가상 머신은 다시 켜면 맞습니다."),
        ImageError,
    ),
    Row(
        "apt-expired",
        (r"E: Release file for (?P<url>\S+) is expired \(invalid since (?P<time>[^)\n]*)\).*",),
        N_("배포판의 패키지 목록이 유효 기간을 {time} 넘겼습니다."),
        N_(
            "'date'로 컴퓨터의 시계부터 확인하세요. 시계가 맞다면 더는 관리되지 않는(지원이 끝난) 배포판이니 "
            "FROM을 지원 중인 것으로 바꾸세요."
        ),
        ImageError,
    ),
    Row(
        "apt-source",
        (
            r"E: The repository 'https?://(?P<host>"
            + ADDED
            + r")[^'\n]* (?P<release>\S+) Release' (?:does not have|no longer has) a Release file\.",
            r"(?:[EW]: )?Failed to fetch https?://(?P<host>"
            + ADDED
            + r")\S*/dists/(?P<release>[^/\s]+)/\S*\s+404 .*",
        ),
        N_("더해 둔 저장소 {host}에는 {release}의 것이 없습니다. 배포판 자신의 저장소가 아닙니다."),
        N_(
            "그 저장소가 지원하는 이름을 안내에서 보고 sources.list.d에 적은 줄을 고치세요. 배포판이 너무 새것이면 한 단계 낮은 이름을, 지원이 끝난 것이면 새 FROM을 씁니다. 필요 없으면 그 "
            "줄을 뺍니다."
        ),
        ImageError,
        PASSING,
        unless=INSTALLED,
    ),
    Row(
        "release-suite",
        (
            r"E: The repository 'https?://security\.debian\.org/(?:debian-security )?/?(?P<suite>(?!wheezy|jessie|stretch|buster)[a-z]+)/updates Release' does not have a Release file.*",
        ),
        N_(
            "데비안 11부터 보안 업데이트의 이름은 {suite}-security인데, 옛 이름({suite}/updates)을 찾고 있습니다."
        ),
        N_(
            "바탕 이미지가 데비안 11보다 먼저 만들어진 것이면 새로 받으세요(docker build --pull). sources.list에 적어 넣은 줄이면 {suite}-security로 고칩니다."
        ),
        ImageError,
        ROOT,
    ),
    Row(
        "release-gone",
        (
            FETCH.replace(r"(?P<host>", r"(?P<host>(?!" + ADDED + r")").replace(r"\S*)", r"\S*/dists/\S*)")
            + r"404 .*",
            r"E: The repository '\w+://(?P<host>(?!"
            + ADDED
            + r")[^/\s']+)[^'\n]*' (?:does not have|no longer has) a Release file\.",
            r"Err:\d+ \w+://(?P<host>(?:deb|security|ftp|archive|ports|old-releases)\.(?:\w+\.)?(?:debian|ubuntu)\.(?:org|com))/\S* \S+ Release\n404 +Not Found.*",
            r"(?:.*?)Cannot find a valid baseurl for repo: (?P<host>\S+).*",
            r"(?:.*?)Failed to download metadata for repo '(?P<host>[^'\n]+)': Cannot prepare internal mirrorlist: No URLs in mirrorlist.*",
            r"(?:.*?)Could not retrieve mirrorlist (?P<host>\S+) error was.*",
            r"CentOS(?: Linux 8|-8) - (?P<host>\w+) [^\n]*\n(?:[^\n]*\n)?Failed to download metadata for repo '[^'\n]+'.*",
        ),
        N_("패키지 서버({host})에 이 배포판의 목록이 없습니다. 지원 기간이 끝난 배포판인 것 같습니다."),
        OLD_RELEASE,
        ImageError,
    ),
    Row(
        "apt-list-old",
        (FETCH.replace(r"\S*)", r"(?!\S*/dists/)\S*)") + r"404 .*",),
        N_("패키지 서버 {host}에 그 버전의 패키지가 이제 없습니다. 받아 둔 목록이 오래되었습니다."),
        LIST_AGAIN,
        ImageError,
    ),
    Row(
        "apt-hash",
        (
            FETCH
            + r"(?:Hash Sum mismatch|File has unexpected size|Mirror sync in progress|Writing more data than expected).*",
            r"E: Failed to fetch .*?(?:Hash Sum mismatch|File has unexpected size)(?P<host>).*",
        ),
        N_("받은 패키지의 체크섬이 목록과 다릅니다(서버가 바뀌는 중이거나 프록시가 옛것을 줍니다)."),
        N_("조금 뒤에 다시 빌드하세요: docker build --no-cache … 되풀이되면 프록시를 거치지 않게 하세요."),
        ImageError,
    ),
    Row(
        "apt-key-expired",
        (
            r"(?:(?:W: )?GPG error: |Err:\d+ )\w+://(?P<host>[^/\s]+)\S* [^\n]*?(?:\n)?The following signatures were invalid: EXPKEYSIG (?P<key>\w+).*",
        ),
        N_("더해 둔 저장소 {host}의 서명 열쇠({key})가 기한이 지났습니다."),
        N_(
            "그 저장소의 안내에 있는 새 열쇠를 다시 받아 넣으세요. 쓰지 않는 저장소면 /etc/apt/sources.list.d의 그 파일을 빼고 합니다. 바탕 이미지에 들어 있던 것이면 이미지를 새로 "
            "받습니다(docker build --pull)."
        ),
        ImageError,
        PASSING,
        source="apt 1.4 to 3.0, gpgv",
    ),
    Row(
        "apt-signature",
        (
            r"(?:.*?)The following signatures couldn't be verified because the public key is not available: NO_PUBKEY (?P<key>\w+).*",
            r"W: GPG error: \S+ .*?NO_PUBKEY (?P<key>\w+).*",
            r"E: The repository '[^'\n]*' is not signed\.(?P<key>)",
            r"(?:.*?)At least one invalid signature was encountered(?P<key>).*",
        ),
        N_("apt가 패키지 목록의 서명을 확인하지 못했습니다. {key}"),
        N_(
            "저장소를 더했다면 그 열쇠도 넣어야 합니다. 배포판의 것인데 그렇다면 디스크가 가득 찼거나('docker system df') "
            "도커가 이미지보다 너무 오래된 것입니다."
        ),
        ImageError,
        PASSING,
        unless=INSTALLED,
    ),
    Row(
        "apt-not-root",
        (
            r"E: (?:Could not open lock file|Unable to acquire the dpkg frontend lock|List directory) \S+.*?(?:Permission denied|are you root\?).*",
            r"E: Could not get lock \S+ - open \(13: Permission denied\).*",
            r"(?:.*?)Unable to lock (?:database|directory)[^\n]*Permission denied.*",
        ),
        N_("root가 아니어서 패키지를 설치할 수 없습니다."),
        N_("설치하는 RUN을 USER보다 앞에 두세요. 컨테이너 안이라면 'docker exec -u root …'로 들어가 하세요."),
        ImageError,
    ),
    Row(
        "apt-lock",
        (
            r"E: Could not get lock (?P<file>\S+?)\.? .*",
            r"E: Unable to (?:acquire|lock) the (?:dpkg frontend lock|administration directory) \((?P<file>[^)\n]+)\), is another process using it.*",
        ),
        N_("다른 apt나 dpkg가 이미 돌고 있습니다."),
        N_("그것이 끝나기를 기다렸다가 다시 하세요. 잠금 파일은 지우지 마세요."),
        ImageError,
    ),
    Row(
        "apt-no-yes",
        (
            r"(?:.*?)Do you want to continue\? \[Y/n\] ?(?:Abort\.|E: .*|\n+(?:docker: )?Abort\.).*",
            r"Is this ok \[y/[dN/]+\]: ?(?:Operation aborted\.|\n+Operation aborted\.).*",
        ),
        N_("설치할지 묻는데 대답할 사람이 없어 그만두었습니다."),
        N_("-y를 붙이세요: apt-get install -y … (dnf와 yum도 -y)"),
        ImageError,
    ),
    Row(
        "mirror-gone",
        (
            r"E: Unable to locate package (?P<package>[^\s\\]+).*",
            r"E: Package '(?P<package>[^'\n]+)' has no installation candidate.*",
        ),
        N_("apt가 {package} 패키지를 찾지 못했습니다."),
        N_(
            "'apt-get update'로 목록을 먼저 받고(Dockerfile에서는 같은 RUN 안에서) 이름을 확인하세요. "
            "지원이 끝난 배포판이면 다른 것을 고르세요."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "apt-version",
        (r"E: Version '(?P<version>[^'\n]+)' for '(?P<package>[^'\n]+)' was not found.*",),
        N_("이 배포판에는 {package} 패키지의 {version} 버전이 없습니다."),
        N_("'apt-cache policy {package}'로 있는 버전을 보거나 =버전을 빼세요."),
        ImageError,
    ),
    Row(
        "mirror-gone",
        (FETCH + r".*",),
        N_("패키지 서버 {host}에서 받는 도중에 끊겼습니다."),
        N_("네트워크를 확인하고 다시 하세요. 빌드라면 끝난 단계는 캐시에서 옵니다."),
        ImageError,
        PASSING,
        unless=INSTALLED,
    ),
    Row(
        "apt-unmet",
        (
            r"E: (?:Unable to correct problems, you have held broken packages|Unmet dependencies)\..*",
            r"E: Error, pkgProblemResolver::Resolve generated breaks, this may be caused by held packages\..*",
        ),
        N_("apt가 받을 패키지들의 버전이 서로 맞지 않습니다."),
        N_(
            "그 위의 Depends: 줄이 무엇이 무엇을 기다리는지 말합니다. 같은 RUN에서 apt-get update를 먼저 하고, "
            "다른 배포판(버전)의 저장소를 섞거나 버전을 못 박지 않았는지 보세요."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "apt-died",
        (
            r"E: Method \S+ has died unexpectedly!.*",
            r"E: Sub-process \S+ received (?:a segmentation fault|signal \d+)\.?$",
        ),
        N_(
            "apt가 부르는 프로그램이 죽었습니다. 이 커널에 비해 배포판이 너무 오래되었거나, 다른 CPU를 흉내 내는 중입니다."
        ),
        N_(
            "FROM을 지원 중인 것으로 올리세요(예: debian:trixie-slim). 다른 CPU용 이미지라면 --platform을 빼고 이 CPU용을 쓰거나 다시 해 봅니다."
        ),
        ImageError,
        PASSING,
    ),
    Row(
        "apt-word",
        (
            r"E: (?:Invalid operation (?P<word>\S+)|Command line option (?P<option>\S+) .*is not understood.*)",
        ),
        N_("apt-get이 모르는 말을 적었습니다: {word}{option}"),
        N_("apt-get update && apt-get install -y 패키지 형식으로 적으세요."),
        ImageError,
    ),
    Row(
        "package-unknown",
        (
            r"(?P<package>[\w.+-]+) \(no such package\):.*",
            r"(?P<package>[\w.+-]+) \(missing\):\nrequired by: world\[.*",  # apk before 2.12
            r"(?:No match for argument: |Unable to find a match: )(?P<package>\S+).*",
            r"No package (?P<package>\S+) available\..*",
        ),
        N_("{package} 패키지를 찾지 못했습니다."),
        N_("이름을 확인하세요. 배포판(alpine의 apk, fedora의 dnf)마다 패키지의 이름이 다릅니다."),
        ImageError,
        PASSING,
    ),
)
