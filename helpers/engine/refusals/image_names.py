"""The name that an image is to get: -t of docker build, and what a variable without a value leaves of it."""

from __future__ import annotations

from helpers.engine.refusals.row import Row
from helpers.i18n import N_

# said behind a name of -t by docker build, and by docker buildx; some break the line before it
NO_NAME = r"\s?(?:docker: )?invalid reference format\.?$"

ROWS = (
    Row(
        "invalid-reference",
        (
            r"(?:.*?: )?invalid tag \"\": repository name must have at least one component.*",
            r"(?:.*?: )?invalid argument \"\" for \"-t, --tag\" flag: .*",
        ),
        N_("-t(--tag) 뒤에 적은 이미지의 이름이 비어 있습니다."),
        N_('변수를 썼다면 값이 없는 것입니다. echo "$이름"으로 보고 값을 준 뒤 다시 하세요.'),
    ),
    Row(
        "invalid-reference",
        (
            r"(?:.*?: )?invalid tag \"(?P<name>[^\"\n]*:)\":" + NO_NAME,
            r"(?:.*?: )?invalid argument \"(?P<name>[^\"\n]*:)\" for \"-t, --tag\" flag:" + NO_NAME,
        ),
        N_("-t(--tag)에 적은 이름 {name}의 쌍점 뒤에 태그가 없습니다."),
        N_('태그를 적거나 쌍점을 빼세요. 변수를 썼다면 값이 없는 것이니 echo "$이름"으로 봅니다.'),
    ),
    Row(
        "invalid-reference",
        (
            r"(?:.*?: )?invalid tag \"(?P<name>/[^\"\n]*|[^\"\n]*//[^\"\n]*)\":" + NO_NAME,
            r"(?:.*?: )?invalid argument \"(?P<name>/[^\"\n]*|[^\"\n]*//[^\"\n]*)\" for \"-t, --tag\" flag:"
            + NO_NAME,
        ),
        N_("-t(--tag)에 적은 이름 {name}에서 / 의 앞이 비어 있습니다."),
        N_(
            '레지스트리나 계정의 이름을 변수로 적었다면 값이 없는 것입니다. echo "$이름"으로 보고 값을 주세요.'
        ),
    ),
    Row(
        "invalid-reference",
        (
            # upper case is told by name; blanks and signs of the shell are not a matter of where a name begins
            r"(?:.*?: )?invalid tag \"(?P<name>[\w./:-]+)\":" + NO_NAME,
            r"(?:.*?: )?invalid argument \"(?P<name>[\w./:-]+)\" for \"-t, --tag\" flag:" + NO_NAME,
        ),
        N_("-t(--tag)에 적은 {name} 값은 이미지의 이름이 될 수 없습니다."),
        N_(
            "/ 로 나뉜 부분은 저마다 소문자나 숫자로 시작하고 끝나야 합니다(- _ . 은 그 사이에만). 태그는 쌍점 뒤에 하나만, 영문자나 숫자나 _ 로 "
            "시작하고 / 없이 적습니다. 변수를 썼다면 값이 비지 않았는지 보세요."
        ),
    ),
)
