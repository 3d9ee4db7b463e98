"""Values that look like secrets, taken out of a text. Imports nothing heavy: a terminal calls it often."""

from __future__ import annotations

import re
from collections.abc import Iterable

MASK = "***"
_NAMED = r"[\w.-]*(?:passw(?:or)?d|passwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|auth)[\w.-]*"
_VALUE = r"(?:\"[^\"]*\"|'[^']*'|[^\s'\"&;|]+)"
PATTERNS = (
    # NAME=value, --name value, --name=value, "name": "value"
    (re.compile(rf"(?i)(\b{_NAMED}\s*=\s*)(?!\$){_VALUE}"), rf"\1{MASK}"),
    (re.compile(rf"(?i)(--{_NAMED}[ =])(?!\$){_VALUE}"), rf"\1{MASK}"),
    (re.compile(rf'(?i)("{_NAMED}"\s*:\s*)"[^"]*"'), rf'\1"{MASK}"'),
    # docker login -p value; mysql -pvalue
    (re.compile(r"(?i)(\blogin\b[^\n|;&]*\s-p[ =]?)(?!\$)[^\s]+"), rf"\1{MASK}"),
    (re.compile(r"(\bmysql(?:dump)?\b[^\n|;&]*\s-p)(?!\$)[^\s]+"), rf"\1{MASK}"),
    (re.compile(r"(?i)(\bcurl\b[^\n|;&]*\s(?:-u|--user)[ =]?)[^\s]+"), rf"\1{MASK}"),
    (re.compile(r"(?i)(authorization:\s*(?:bearer|basic)\s+)[^\s'\"]+"), rf"\1{MASK}"),
    (re.compile(r"(\w+://[^/\s:@]*:)[^/\s@]+(?=@)"), rf"\1{MASK}"),
    # tokens by their shape: GitHub, GitLab, AWS, Slack, Docker Hub, JWT, PEM
    (re.compile(r"\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|AKIA[0-9A-Z]{16}"
                r"|xox[abpr]-[\w-]{10,}|dckr_pat_[\w-]{16,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)"), MASK),
    (re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL), MASK),
)  # fmt: skip

# what lessons draw for a learner (helpers.checks.drawing.token): a replay needs it, and it opens nothing
DRAWN = re.compile(r"(?<![\w-])[a-z]-[0-9a-f]{10,20}(?![\w-])")


def masked(text: str, keep: Iterable[str] = ()) -> str:
    """The text without values that look like secrets; those in `keep` are the lesson's own."""
    own = [value for value in keep if value]
    for pattern, instead in PATTERNS:

        def put(match: re.Match[str], instead: str = instead) -> str:
            lessons = DRAWN.search(match[0]) or any(value in match[0] for value in own)
            return match[0] if lessons else match.expand(instead)

        text = pattern.sub(put, text)
    return text
