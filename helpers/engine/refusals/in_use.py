"""Images and volumes that are in use, or are not there."""

from __future__ import annotations

from helpers.engine.refusals.row import PASSING, Row
from helpers.errors import BusyError
from helpers.i18n import N_

ROWS = (
    Row(
        "image-children",
        (
            r"(?:.*?)unable to delete (?P<image>\S+) \((?:cannot|must) be forced\) - image has dependent child images.*",
        ),
        N_("{image} 이미지를 바탕으로 만든 다른 이미지가 있어 지울 수 없습니다."),
        N_(
            "그 위에 만든 이미지를 먼저 지워야 합니다. 'docker images -a'와 'docker history 이미지'로 찾으세요."
        ),
        BusyError,
    ),
    Row(
        "image-many-names",
        (
            r"(?:.*?)Conflict, cannot delete image (?P<image>\w{1,12})\w* because it is tagged in multiple repositories.*",
            r"(?:.*?)unable to delete (?P<image>\S+) \(must be forced\) - image is referenced in (?:multiple|one or more) repositories.*",
        ),
        N_("{image} 이미지에 이름이 여럿 붙어 있어 ID로는 지울 수 없습니다."),
        N_("'docker images'에서 같은 ID의 이름을 찾아 하나씩 떼세요: docker rmi 이름:태그"),
        BusyError,
    ),
    Row(
        "image-in-use-running",
        (
            r"(?:.*?)unable to delete (?P<image>\S+) \((?:cannot|must) be forced\) - image is being used by running container (?P<id>\w{1,12}).*",
        ),
        N_("{image} 이미지를 실행 중인 {id} 컨테이너가 쓰고 있어 지울 수 없습니다."),
        N_(
            "지우려면 'docker stop {id}'와 'docker rm {id}'가 먼저입니다(안에 쓴 것은 사라집니다). 쓰는 중이면 그대로 두세요."
        ),
        BusyError,
    ),
    Row(
        "image-in-use",
        (
            r"(?:.*?)unable to (?:remove repository reference|delete) \"?(?P<image>[^\s\"]+)\"? \([^)\n]*\) - (?:container|image is being used by stopped container) (?P<id>\w{1,12}).*",
            r"(?:.*?)Conflict, cannot delete (?P<image>\S+) because the (?:running )?container (?P<id>\w{1,12})\w* is using it.*",
            r"(?:.*?)image used by (?P<id>\w{1,12})\w*: image is in use by a container(?P<image>).*",
        ),
        N_("{id} 컨테이너가 {image} 이미지를 쓰고 있어 지울 수 없습니다."),
        N_(
            "멈춘 컨테이너도 이미지를 씁니다. 'docker ps -a'로 보고, 필요 없는 컨테이너면 'docker rm {id}'로 먼저 지우세요"
            "(안에 쓴 것은 사라집니다)."
        ),
        BusyError,
    ),
    Row(
        "volume-in-use",
        (
            r"(?:.*?)remove (?P<volume>(?!volume:)[^\s:]+): volume is in use - \[(?P<id>\w{1,12}).*",
            r"(?:.*?)volume (?P<volume>\S+) is being used by the following container\(s\): (?P<id>\w{1,12}).*",
        ),
        N_("{volume} 볼륨을 {id} 컨테이너가 쓰고 있어 지울 수 없습니다."),
        N_(
            "멈춘 컨테이너도 볼륨을 씁니다. 'docker ps -a'로 보고 컨테이너를 먼저 지우세요: 'docker rm {id}'(안에 쓴 것은 사라집니다). "
            "볼륨을 지우면 그 안의 것도 사라집니다."
        ),
        BusyError,
    ),
    Row(
        "volume-in-use",
        (
            r"docker: (?:[^\n]*: )?(?:Conflict: )?volume is in use$",
            r"docker: (?:[^\n]*: )?(?:unable to )?remove volume: volume is in use -.*",
        ),
        N_("컨테이너가 그 볼륨을 쓰고 있어 지울 수 없습니다."),
        N_(
            "멈춘 컨테이너도 볼륨을 씁니다. 누구인지는 'docker ps -a --filter volume=이름'이 보여 줍니다. 그 컨테이너가 필요 없으면 'docker rm'으로 먼저 지우세요(안에 쓴 것은 "
            "함께 사라집니다)."
        ),
        BusyError,
        source="moby 1.9",
    ),
    Row(
        "no-such-volume",
        (
            r"(?:.*?)get (?P<volume>\S+): no such volume.*",
            r"(?:.*?)No such volume: (?P<volume>\S+).*",
            r"(?:.*?)no volume with name \"(?P<volume>[^\"\n]+)\" found: no such volume.*",
        ),
        N_("{volume} 볼륨이 없습니다."),
        N_(
            "'docker volume ls'로 이름을 확인하세요. docker run -v 이름:경로 로 쓰면 없는 볼륨은 만들어집니다."
        ),
        rank=PASSING,
    ),
    Row(
        "volume-exists",
        (
            r"(?:.*?)A volume named (?P<volume>\S+) already exists with the .*",
            r"(?:.*?)volume with name (?P<volume>\S+) already exists.*",
        ),
        N_("{volume} 볼륨은 이미 있습니다(다른 드라이버로)."),
        N_("'docker volume inspect {volume}'로 보고, 다른 이름으로 만드세요."),
        BusyError,
    ),
)
