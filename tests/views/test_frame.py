"""What every view promises: harmless names, letters measured, pages that stand alone, causes read right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.checks import Change
from helpers.lab import Event
from helpers.views import diff, engine_map, layers, life, mounts, ports, processes
from helpers.views.frame import Picture, clean, columns, cut, label, size, write
from tests.views.conftest import parsed

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>'\"&"
HOSTILE = {
    "markup": MARKUP,
    "attribute": '" onmouseover="alert(1)',
    "ansi": "\x1b[31mred\x1b[0m\x1b]8;;http://evil\x07link\x1b[2J",
    "long": "x" * 100_000,
    "direction": "safe\u202egnp.exe\u2066\u200f",
    "emoji": "고래 🐳👩‍👩‍👧 끝",
    "tower": "z" + "\u0301" * 500,
    "control": "a\x00b\x07c\r\nd\te",
    "surrogate": "a\ud800b",
}
each = pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)


def pictures(name: str) -> list[Picture]:
    """Every view with this text wherever the engine could put it."""
    box = engine_map.Box("c", name, name, 1, name, "i", 0, (name,), (name,), (name,))
    packs = (engine_map.Pack("i", name, 1),)
    gone = (("container", name), ("image", name))
    happened = (Event(1, "container", "create", "c", name, {}),)
    stacks = [layers.Stack(name, (layers.Layer("a", 5, name),), (name,)), layers.Stack(name, ())]
    return [
        engine_map.picture(
            engine_map.Snapshot((box,), packs, (name,), (name,), frozenset({("container", "c")}), gone)
        ),
        life.picture(life.Life(name, name, None, life.steps(happened)), name),
        life.picture(None, name),
        layers.picture(stacks, [name]),
        diff.picture(diff.Diff(name, name, (Change("A", f"/{name}/{name}"),)), name),
        diff.picture(None, name),
        processes.picture(
            processes.Processes(
                name, name, (processes.Process(1, 2, name, name),), (("pid", f"container:{name}"),)
            ),
            name,
        ),
        processes.picture(processes.Processes(name, name), name),
        mounts.picture(
            mounts.Mounts(name, (mounts.Place(name, name, name), mounts.Place("/", mounts.BIND, name))), name
        ),
        ports.picture(
            [ports.Way((name, 1), name, ports.OPEN, name), ports.Way((name, 1), name, ports.LOCAL, name)],
            name,
        ),
    ]


@each
def test_a_name_is_text_in_every_view(name):
    for picture in pictures(name):
        root = parsed(picture)
        assert not {element.tag.rpartition("}")[2] for element in root.iter()} & {"script", "img", "a"}
        assert not [key for element in root.iter() for key in element.attrib if key.startswith("on")]


@each
def test_the_text_of_a_view_moves_no_cursor_and_turns_no_line(name):
    for picture in pictures(name):
        assert not re.search(
            r"[\x00-\x09\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", str(picture)
        )
        assert max(map(columns, str(picture).splitlines())) < 600
        assert len(picture.html()) < 60_000


def test_clean_keeps_what_people_write():
    assert clean("한글 이름 café 🐳 עברית") == "한글 이름 café 🐳 עברית"
    assert clean("\x1b[31mred\x1b[0m") == "red"
    assert clean("a\nb") == "a b"
    assert len(clean("x" * 100_000)) == 200
    assert clean("x" * 100_000).endswith("…")


def test_a_cut_name_keeps_its_whole_as_title():
    whole = "registry.example.com/" + "team/" * 12
    assert f'title="{whole}"' in label(whole, 20)
    assert f"<title>{whole}</title>" in write(0, 0, whole, 20)
    assert "title" not in label("short", 20)


def test_korean_is_measured_two_columns_wide():
    assert columns("가a") == 3
    assert cut("가나다라", 5) == "가나…"


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 B"), (999, "999 B"), (78_000_000, "78 MB"), (1_234_000, "1.23 MB"), (9e12, "9000 GB")],
)
def test_sizes_are_said_as_docker_says_them(number, said):
    assert size(int(number)) == said


def happened(*actions: str) -> tuple[life.Step, ...]:
    pairs = (action.partition("=") for action in actions)
    return life.steps(
        Event(1, "container", name, "c", "box", {"signal": value, "exitCode": value})
        for name, _eq, value in pairs
    )


@pytest.mark.parametrize(
    ("actions", "cause"),
    [
        (("create", "start", "kill=15", "kill=9", "die=137", "stop"), "docker stop"),
        (("create", "start", "kill=9", "die=137"), "docker kill"),
        (("create", "start", "die=0"), "프로그램이 끝남"),
        (("create", "start", "kill=9", "die=137", "destroy"), "docker rm -f"),
        (("create", "start", "kill=15", "die=143", "stop", "start", "restart"), "docker restart"),
    ],
)
def test_the_command_that_ended_a_program_is_told_from_its_events(actions, cause):
    ended = [step for step in happened(*actions) if step.target == life.EXITED]
    assert [step.cause for step in ended] == [cause]


def test_a_container_that_was_killed_and_later_removed_was_not_removed_by_force():
    second = 1_000_000_000
    events = [
        Event(at * second, "container", action, "c", "box", {"signal": "9", "exitCode": "137"})
        for at, action in enumerate(("create", "start", "kill", "die"))
    ]
    removed = Event(60 * second, "container", "destroy", "c", "box", {})
    assert [step.cause for step in life.steps([*events, removed])][-2:] == ["docker kill", "docker rm"]


def test_the_pause_of_a_commit_is_not_the_learners_but_their_own_is():
    found = happened("create", "start", "pause", "unpause", "pause", "commit", "unpause")
    assert [step.cause for step in found] == [
        "docker create",
        "docker start",
        "docker pause",
        "docker unpause",
    ]


def test_settings_make_no_layer_and_an_empty_layer_is_one():
    rows = [
        {"CreatedBy": '/bin/sh -c #(nop)  CMD ["a"]', "Size": 0},
        {"CreatedBy": "/bin/sh -c true", "Size": 0},
        {"CreatedBy": "/bin/sh -c #(nop) COPY file:" + "0" * 64 + " in /x ", "Size": 3},
        {"CreatedBy": "", "Comment": "Imported from -", "Size": 9},
    ]
    found = layers.stack("x", ["a", "b", "c"], rows)
    assert [(layer.digest, layer.bytes, layer.made_by) for layer in found.layers] == [
        ("a", 9, "Imported from -"), ("b", 3, "COPY /x"), ("c", 0, "RUN true"),
    ]  # fmt: skip
    assert found.settings == ('CMD ["a"]',)


@pytest.mark.parametrize(
    "noted",
    [
        "|2 URL=http://x SHA256=9f /bin/sh -c sh get.sh && chown -R www-data .",  # the classic builder
        "RUN |2 URL=http://x SHA256=9f /bin/sh -c sh get.sh && chown -R www-data . # buildkit",
    ],
)
def test_build_arguments_are_no_part_of_the_instruction(noted: str) -> None:
    assert layers.instruction(noted) == "RUN sh get.sh && chown -R www-data ."


def test_only_with_all_below_in_common_is_a_layer_shared():
    same = layers.Layer("top", 5, "RUN same")
    stack = layers.Stack("a", (layers.Layer("x", 1, ""), same))
    two = layers.Stack("b", (layers.Layer("y", 1, ""), same))
    assert layers.own([stack, two], stack) == 6


def test_the_nth_process_inside_is_the_nth_outside_unless_one_came_or_went():
    top = [(900, "root", "init"), (950, "root", "worker")]
    assert [process.inside for process in processes.paired(top, [1, 7], 900)] == [1, 7]
    assert [process.inside for process in processes.paired(top, [1], 900)] == [1, None]
    assert [process.inside for process in processes.paired(top, None, 900)] == [1, None]
    assert [process.inside for process in processes.paired(top, None, 900, shared=True)] == [900, 950]


def test_the_shell_that_looks_leaves_itself_out():
    assert processes.own_numbers("12\n1 (init) S 0\n7 (a) b) S 1\n12 (sh) S 0\n") == [1, 7]
    assert processes.own_numbers("sh: not found") is None
    assert processes.own_numbers(None) is None


SOCKETS = """\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0B00007F:B0D7 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11 1 0 100 0 0 10 0
   1: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 22 1 0 100 0 0 10 0
   2: 00000000:1F90 0100007F:0050 01 00000000:00000000 00:00000000 00000000     0        0 33 1 0 100 0 0 10 0
/proc/1/fd:
lrwx------ 1 root root 64 Nov 25 21:00 3 -> socket:[22]
comm /proc/1/comm my server
"""


def test_only_listening_sockets_count_and_those_of_the_container_alone_are_told_apart():
    assert ports.listeners(SOCKETS) == [
        ports.Listener(0xB0D7, True, ""), ports.Listener(80, False, "my server (PID 1)"),
    ]  # fmt: skip
    assert ports.listeners(None) is None


def test_a_stopped_container_shows_the_ports_it_asks_for():
    raw = {"Config": {"ExposedPorts": {"80/tcp": {}, "443/tcp": {}}},
           "HostConfig": {"PortBindings": {"80/tcp": [{"HostIp": "", "HostPort": "8080"}]}}}  # fmt: skip
    assert ports.ways(raw, None, running=False) == [
        ports.Way(("", 8080), "80/tcp", ports.STOPPED), ports.Way(None, "443/tcp", ports.STOPPED),
    ]  # fmt: skip


def test_every_colour_has_a_fallback_and_motion_can_be_turned_off():
    sheet = (Path(layers.__file__).parent / "views.css").read_text(encoding="utf-8")
    assert not re.findall(r"var\(--jp-[a-z0-9-]+\)", sheet)
    assert "prefers-reduced-motion" in sheet


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark", "dark page"])
def test_words_on_their_colours_reach_contrast_aa(theme):
    sheet = (Path(layers.__file__).parent / "views.css").read_text(encoding="utf-8")
    block = [
        number for number in re.findall(r"\.course-view \{(.*?)\}", sheet, re.DOTALL) if "--v-run:" in number
    ][theme]
    colour = dict(re.findall(r"--v-([a-z-]+): (#[0-9a-f]{6})", block))
    page = "#ffffff" if theme == 0 else "#16191d"
    pairs = [(colour[name], colour[f"{name}-soft"]) for name in ("run", "end", "here", "keep")]
    pairs += [(colour["soft"], page), (colour["soft"], colour["band"])]
    for ink, paper in pairs:
        high, low = sorted((luminance(ink), luminance(paper)), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5, f"{ink} on {paper}"
