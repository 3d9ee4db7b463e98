"""What stands around a message: colours, the builder's times, the names of those who hand it on.

The same sentence comes as `docker: Error response from daemon: …` from docker run, as `ERROR: failed to
build: failed to solve: …` from buildx, as `ERROR: for web  Cannot start service web: …` from Compose 1, as
`docker.errors.APIError: 409 Client Error for …: Conflict ("…")` from a Python program. Here all of them
become `docker: …`, so that the rows need to know the sentence only.
"""

from __future__ import annotations

import re

ANSI = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07]*\x07)")
# The classic builder colours what a RUN says on stderr and puts it into whatever line stdout is at; a piece
# may end inside a word and go on in the next one.
RED = re.compile(r"(?<=[^\n])\x1b\[91m")
RED_GOES_ON = "\x1b[0m\x1b[91m"
MARK = "docker: "
TERMINAL = range(70, 260)  # columns
COLUMNS = (80, 100, 120, 132)  # that many terminals have
TIMED = re.compile(r"\d\.\ds *$")  # BuildKit fills the line up to the seconds

# Handed on by the engine or one of its clients: what follows is theirs.
THEIRS = re.compile(
    r"docker: (?=\S)"
    r"|docker(?:-compose)?(?:\.exe)? : (?=\S)(?!The term)"  # PowerShell, of what docker says on stderr
    r"|[A-Za-z]:\\[^:\n]*\\docker(?:-compose)?\.exe: (?=\S)"
    r"|(?:/[\w.-]+)+/docker: (?=\S)(?!\d+: |line \d)"
    r"|API error \(\d{3}\): (?=\S)"
    r"|[Ff]ailed to deploy a stack: (?:compose (?:up|build|pull) operation failed: )?(?:[Ff]ailed to create network \S+: )?"
    r"|(?:Error invoking remote method '[^'\n]*': Error: )?\(HTTP code \d{3}\) [\w ]+ - (?=\S)"
    r"|ERROR: for \S+ +(?:Cannot (?:start|create) (?:service|container for service) \S+: )?"
    r"|(?:Service|service) '\S+' failed to build ?: "
    r"|target \S+: (?=failed to|pull access|error)"
    r"|(?:[✘✖⠿] )?(?:Container|Network|Volume|Image) \S+ +Error (?:while \w+ing |response from daemon: )?"
    r"|(?:[\w()'./ -]{1,60}: )?Error response from daemon: "
    r"|Error: response from daemon: "
    r"|unable to get image '[^'\n]+': (?=\S)"
    r'|[Ff]ailed to pull image "[^"\n]+"(?: with specified policies \[\w+\])?: (?=\S)'
    r"|(?:ERROR: |error: |Error: )?(?:failed to build: )?failed to solve(?: with frontend [\w.]+)?: "
    r"|failed to create LLB definition: "
    # any Go program says so of whom it could not reach; the engine and the builder say what they wanted
    r"|rpc error: code = \w+ desc = (?!all SubConns are|connection error:|error reading from server|transport:"
    r"|stream terminated|closing transport|grpc: the (?:client )?connection)"
    r"|ERROR: (?=docker: |\"docker |failed to|unable to prepare context|resolve : |invalid tag|BuildKit is enabled)"
    r"|buildx (?:call )?failed with: "
    r"|Error (?:invoking|committing|building) [^:]*: (?=failed to)"
)
# Said by anybody: it is taken off, and the line stays unmarked.
ANYBODY = re.compile(r"(?:(?:ERROR|Error|error): |(?:ERRO|FATA)\[\d+\] )(?=\S)")
# a line of a post: quoted, bold, code
QUOTED = re.compile(r"(?:> +)+(?=[^\[\s])")
DRESSED = re.compile(r"(\*\*|`|_)(?=[A-Za-z])(.+)(?<=[\w.)'])\1$")
# a colour whose first sign was lost on the way
FADED = re.compile(r"(?:^|(?<= )|\^|␛)\[(?:0|1|22|3[0-7]|9[0-7]|[01];3[0-7])m ?")
SAID = re.compile(r"^Error +response +from +daemon: .*", re.MULTILINE)
# what a forum makes of straight quotes
CURLY = str.maketrans("“”„‘’", '"""\'\'')
DRESS = re.compile(
    r"^ *(?:(?:[-*•]|\d+\.|#{1,4}(?= +(?:docker: |Error response from daemon: ))) +|\[(?:ERROR|error|ERR|FAILED|INFO)\] *|##\[error\]|std(?:err|out): +|(?:\*\*|[`\"'“”])+)+"
    r"|(?:\*\*|[`\"'“”])+ *$"
)
BUILDER = re.compile(r"(?:#\d+ +)?(?:\d+\.\d+ +)?(?=\S)")  # BuildKit: number of the step, seconds
SERVICE = re.compile(r"[a-zA-Z][\w.-]* +\| ")  # docker compose up, logs
# Docker Desktop's view of the logs, docker logs -t
# the logs of CI (Jenkins, GitHub)
TIME = re.compile(
    r"(?:\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d|T\d\d:\d\d:\d\d\.(?:\d{7}|\d{9})Z) +"
    r"|\d\d:\d\d:\d\d (?: +|(?=Error |ERROR: |docker: ))|\[\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z\] +)(?=\S)"
)
LOG = re.compile(
    r"(?:\w{3}|\d\d?월) [ \d]\d \d\d:\d\d:\d\d |\d{4}-\d\d-\d\d[ T]\d\d:\d\d"
)  # such a line begins anew
JOURNAL = re.compile(r"(?:\w{3}|\d\d?월) [ \d]\d \d\d:\d\d:\d\d \S+ docker(?:d|-current)?\[\d+\]: ")
LOGGED = re.compile(r'time="[^"]*" level=(?:error|fatal) msg="(.*?)"(?: \w+=.*)?$')
# A service that speaks of the engine's socket does so in its container, not on the host.
INSIDE = "inside: "
OF_ENGINE = re.compile(r"(?!docker: )[^\n]*(?:docker\.sock\b|Error while fetching server API version: )")
# any Go program logs like the engine: whom it could not reach is told by the address alone
CALLS = re.compile(r'\b(?:(?:Get|Head|Post|Put|Patch) "?https?://|dial tcp |lookup |x509: )')
# A build goes on without the cache that --cache-from names; why it is not there would be taken for a cause.
NO_CACHE = re.compile(r"(?:ERROR: )?(failed to configure registry cache importer): ")
PYTHON = re.compile(r'[\w.]*: \d{3} (?:Client|Server) Error(?: for \S+)?: [\w ]+ \("(.*)"\)$')


def plain(text: str) -> str:
    """The text with one message a line, and nothing in front of it but MARK where docker said it."""
    text = uncoloured(text).replace("\r\n", "\n").replace("\r", "\n").replace("\n: ", ": ")
    return "\n".join(_bare(line) for line in text.split("\n"))


def broken(text: str) -> bool:
    """Whether the lines end where a terminal does, rather than where sentences do."""
    width = _width(text)
    full = {line for line in text.split("\n") if len(line) == width and not TIMED.search(line)}
    return width in TERMINAL and (len(full) > 1 or (width in COLUMNS and bool(full)))


def unwrapped(text: str) -> str:
    """The lines joined again that a terminal broke at its width: those that are as long as the longest."""
    width = _width(text)
    if width not in TERMINAL:
        return text
    lines = text.split("\n")
    return "".join(
        line if len(line) == width and not TIMED.search(line) and not LOG.match(after) else f"{line}\n"
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
    )


def _width(text: str) -> int:
    return max(map(len, text.split("\n")))


def undressed(text: str) -> str:
    """Without what a list, a quotation or the log of a tool puts around a message."""
    return "\n".join(DRESS.sub("", FADED.sub("", line)) for line in text.split("\n"))


def straight(text: str) -> str:
    """With the quotes that the program wrote, and one blank where a page has made two of it."""
    return SAID.sub(lambda line: re.sub(" +", " ", line[0]), text.translate(CURLY))


def rejoined(text: str) -> str:
    """What docker said in one line, however its author broke it: up to a blank line or the next sentence."""
    lines: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        bare = _bare(line)
        if goes_on and bare and not TALK.match(bare) and not bare.startswith(MARK):
            lines[-1] += f" {bare}"
        else:
            lines.append(line)
            goes_on = bare.startswith(MARK)
    return "\n".join(lines)


def uncoloured(text: str) -> str:
    """Without colours; what the classic builder coloured begins a line."""
    return ANSI.sub("", RED.sub("\n", text.replace(RED_GOES_ON, "")))


def _bare(line: str) -> str:
    line = QUOTED.sub("", line.strip(), count=1) if line.startswith("> ") else line.strip()
    if dressed := DRESSED.match(line):
        line = dressed[2]
    served = False
    while before := TIME.match(line) or SERVICE.match(line):
        served = served or before.re is SERVICE
        line = line[before.end() :].lstrip()
    marked = False
    if journal := JOURNAL.match(line):
        line, marked = line[journal.end() :], True
    for inside in (LOGGED, PYTHON):
        if match := inside.match(line):
            line = match[1].replace('\\"', '"').removeprefix("Handler for ")
            marked = marked or inside is PYTHON or not (served or CALLS.search(line))
    begun = BUILDER.match(line)
    line = line[begun.end() :] if begun else line
    if without := NO_CACHE.match(line):
        return without[1]
    while match := THEIRS.match(line) or ANYBODY.match(line):
        marked = marked or match.re is THEIRS
        line = line[match.end() :]
    if served and OF_ENGINE.match(line):
        return f"{INSIDE}{line}"
    return f"{MARK}{line}" if marked else line


# words that begin or mark the line in which a program says what went wrong
TELLING = re.compile(
    r"\b(?:error|failed|cannot|can't|denied|refused|invalid|fatal|not found|no such|unable)\b", re.I
)
TALK = re.compile(
    r"(?:See|Run) '|Usage:|-{4,}|\[\+\] |Digest: |Status: "
)  # said after it, about something else
LONGEST = 200  # characters that are shown of it


def telling(text: str) -> str:
    """The line of an output that most likely says why; "" if none looks like it."""
    lines = [line for line in plain(text).split("\n") if line and not TALK.match(line)]
    marked = [line for line in lines if line.startswith(MARK)] or [
        line for line in lines if TELLING.search(line)
    ]
    return marked[-1].removeprefix(MARK)[:LONGEST] if marked else ""
