"""What a hand-in does not carry away."""

from __future__ import annotations

import json
import lzma
from dataclasses import replace

import pytest

from helpers import i18n
from helpers.checks import PASSED, LessonSpec, find_task, load
from helpers.checks.look import Look
from helpers.checks.names import known_names
from helpers.checks.questions import Asking, Evidence
from helpers.checks.run import judge
from helpers.course import course
from helpers.grading import masking, terminal_log
from helpers.grading.redact import MASK, masked
from tests.mutation.evidence import HERE, SEED

KNOWN = frozenset({"git-box", "debian:git"})


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("docker run -e MYSQL_ROOT_PASSWORD=hunter22 mysql", "hunter22"),
        ("docker login -u me -p hunter22 registry.example.org", "hunter22"),
        ("curl -u me:hunter22 https://example.org", "hunter22"),
        ("curl -H 'Authorization: Bearer abc.def' x", "abc.def"),
        ("git clone https://me:hunter22@example.org/x.git", "hunter22"),
        ("export GITHUB_TOKEN='hunter 22'", "hunter 22"),
        ("tool --api-key hunter22 --verbose", "hunter22"),
        ("TOKEN=550e8400-e29b-41d4-a71b-446655440000", "446655440000"),
        ('{"auth": "aHVudGVyMjI="}', "aHVudGVyMjI="),
        ("echo ghp_abcdefghijklmnopqrstuvwx0123456789", "ghp_abcdefghij"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n", "MIIE"),
    ],
)
def test_values_of_secrets_are_masked(text, secret):
    assert secret not in masked(text)
    assert MASK in masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "docker run -dit --name git-box debian:trixie-slim bash",
        "docker run -e ADMIN_KEY=$ADMIN_KEY -p 8080:80 app",
        "docker run -p 127.0.0.1:9999:80 wiki",
        "docker exec box sh -c 'apt-get update'",
        "TOKEN=t-75a52500f6",
        "docker run -e ADMIN_TOKEN=k-4bd8033c1e56a8acc04c app",
    ],
)
def test_what_is_no_secret_stays_as_it_was_typed(text):
    assert masked(text) == text


def test_a_value_that_the_lesson_drew_stays():
    text = "docker run -e ADMIN_TOKEN=k-0123456789 app"
    assert masked(text, keep=["k-0123456789"]) == text


def test_of_other_containers_nothing_is_left_but_what_a_check_can_ask():
    other = {
        "Id": "a" * 64,
        "Name": "/acme-payroll",
        "Config": {"Env": ["DB=hunter22"], "Labels": {"owner": "acme"}, "Image": "acme/db:1", "Cmd": ["x"]},
        "HostConfig": {"Binds": ["/home/acme:/x"]},
        "Mounts": [{"Name": "acme-data", "Source": "/home/acme", "Destination": "/x"}],
        "State": {"Running": True},
    }
    own = {"Name": "/git-box", "Config": {"Env": ["A=1"], "Labels": {}}, "HostConfig": {"Binds": None}}
    asked = json.dumps(["file", other, "/etc/passwd", 10], sort_keys=True)
    found = masking.without_others(
        {
            '["container", "x"]': other,
            '["container", "git-box"]': own,
            f"task 1 {asked}": None,
            '["volumes"]': ["acme-data"],
            '["image_names"]': ["acme/db:1", "debian:git"],
        },
        KNOWN,
    )
    text = json.dumps(found)
    assert "acme" not in text and "hunter22" not in text
    assert found['["container", "x"]']["State"] == {"Running": True}
    assert found['["container", "git-box"]'] == own
    assert found['["image_names"]'] == ["debian:git"]
    question = next(key for key in found if key.startswith("task 1 "))
    assert json.loads(question[len("task 1 ") :])[1] == found['["container", "x"]'], "asked as it is answered"


def test_of_other_events_only_kind_time_and_id_are_left():
    def event(kind, name, identity, /, **attributes):
        return {
            "time": 1,
            "kind": kind,
            "action": "create",
            "id": identity,
            "name": name,
            "attributes": attributes,
        }

    rows = [
        event("container", "git-box", "a" * 64, name="git-box", image="debian:trixie-slim", secret="s"),
        event("container", "acme-db", "b" * 64, name="acme-db", image="acme/db:1", label="acme"),
        event("volume", "acme-data", "acme-data", driver="local"),
    ]
    kept = masking.events(rows, KNOWN, ())
    assert kept[0] == rows[0]
    assert "acme" not in json.dumps(kept)
    assert kept[1]["id"] == "b" * 64


ACME, SECRET = "a" * 64, "5" * 64
# docker run -d --name acme-web -v acme-vol:/d -l customer=acme busybox sleep 999
ACME_WEB = {
    "Id": ACME,
    "Created": "2026-12-01T10:00:00Z",
    "Name": "/acme-web",
    "Path": "sleep",
    "Args": ["999"],
    "Image": "sha256:" + "b" * 64,
    "State": {"Status": "running", "Running": True, "Pid": 77, "Error": "", "Health": {"Log": ["acme"]}},
    "Config": {
        "Hostname": "acme-host",
        "Image": "busybox",
        "Env": ["PATH=/bin"],
        "Labels": {"customer": "acme"},
        "Cmd": ["sleep", "999"],
    },
    "HostConfig": {"Binds": ["acme-vol:/d"], "NetworkMode": "acme-net", "Dns": None, "CapAdd": ["NET_ADMIN"]},
    "Mounts": [{"Type": "volume", "Name": "acme-vol", "Source": "/acme-vol/_data", "Destination": "/d"}],
    "NetworkSettings": {"Networks": {"acme-net": {"Aliases": ["acme-alias"]}}},
}
# docker run -d --name my-secret-db -e CUSTOMER=hunter22 debian:trixie-slim serve --customers /acme.csv
MY_SECRET_DB = {
    "Id": SECRET,
    "Name": "/my-secret-db",
    "Path": "serve",
    "Args": ["--customers", "/acme.csv"],
    "State": {"Status": "exited", "Running": False, "ExitCode": 1, "Error": 'exec: "acme.csv"'},
    "Config": {"Image": "debian:trixie-slim", "Env": ["CUSTOMER=hunter22"], "Labels": {}, "Cmd": ["serve"]},
    "HostConfig": {"Binds": None},
    "Mounts": [],
}
PRIVATE = ("acme", "my-secret-db", "hunter22", "customer", "999")


def event(kind: str, action: str, identity: str, name: str, **attributes: str) -> dict[str, object]:
    return {
        "time": 1,
        "kind": kind,
        "action": action,
        "id": identity,
        "name": name,
        "attributes": {"name": name, **attributes},
    }


STRANGERS = [
    event("volume", "create", "acme-vol", "acme-vol", driver="local"),
    event("container", "create", ACME, "acme-web", image="busybox", customer="acme"),
    event("network", "connect", "c" * 64, "acme-net", container=ACME, type="bridge"),
    event("container", "start", ACME, "acme-web", image="busybox", customer="acme"),
    event("container", "exec_create", ACME, "acme-web", image="busybox", command="cat /acme", execID="e"),
    event("container", "create", SECRET, "my-secret-db", image="debian:trixie-slim"),
    event("container", "die", SECRET, "my-secret-db", image="debian:trixie-slim", exitCode="1"),
    event("image", "delete", "sha256:" + "d" * 64, "sha256:" + "d" * 64, maintainer="acme"),
]


def test_a_container_of_the_learners_own_is_hidden_though_it_runs_a_base_image():
    for private in (ACME_WEB, MY_SECRET_DB):
        found = masking.without_others({f'["container", "{private["Id"]}"]': private}, known_names())
        (kept,) = found.values()
        assert not [word for word in PRIVATE if word in json.dumps(found)]
        assert kept["Id"] == private["Id"] and kept["State"]["Status"] == private["State"]["Status"]
    assert kept["State"]["ExitCode"] == 1 and kept["HostConfig"] == {"Binds": None}


def test_the_journal_has_no_name_label_or_command_of_a_container_of_the_learners_own():
    kept = masking.events(STRANGERS, known_names(), ())
    assert not [word for word in PRIVATE if word in json.dumps(kept)]
    assert [(row["kind"], row["action"]) for row in kept] == [
        (row["kind"], row["action"]) for row in STRANGERS
    ]
    assert kept[1]["id"] == ACME and kept[6]["attributes"]["exitCode"] == "1"
    assert kept[1]["name"] == kept[3]["name"] != kept[5]["name"], "the same and another can be told apart"


def test_whose_a_hidden_container_is_asks_about_it_by_the_name_it_was_given():
    question = json.dumps(["foreign", "container", "acme-web", ACME])
    found = masking.without_others(
        {f'["container", "{ACME}"]': ACME_WEB, question: ["acme-web: before", "rename acme-web"]},
        known_names(),
    )
    assert not [word for word in PRIVATE if word in json.dumps(found)]
    name = found[f'["container", "{ACME}"]']["Name"].removeprefix("/")
    assert found[json.dumps(["foreign", "container", name, ACME])] == [f"{name}: before", f"rename {name}"]


def test_a_container_that_had_a_lessons_name_is_the_lessons():
    rows = [
        event("container", "create", ACME, "clock", image="busybox"),
        event("container", "rename", ACME, "acme-web", image="busybox", oldName="/clock"),
    ]
    assert masking.events(rows, known_names(), ()) == rows
    evidence: Evidence = {'["events"]': rows, f'["container", "{ACME}"]': ACME_WEB}
    assert masking.without_others(evidence, known_names()) == evidence


def test_a_name_that_was_drawn_for_somebody_else_can_be_seen():
    rows = [event("container", "create", ACME, "maple-0a1b-web", image="busybox", customer="acme")]
    (kept,) = masking.events(rows, frozenset(), ())
    assert kept["name"] == "maple-0a1b-web" and "acme" not in json.dumps(kept)


def test_of_the_engine_and_of_an_image_stays_what_is_the_lessons():
    found = masking.without_others(
        {
            '["info"]': {"ID": "x", "Name": "acme-laptop", "Labels": ["acme"], "NCPU": 2},
            '["image", "busybox"]': {
                "RepoTags": ["busybox:latest", "acme/base:1"],
                "RepoDigests": ["busybox@sha256:1", "acme/base@sha256:1"],
            },
            '["network", "talk-net"]': {"Name": "talk-net", "Containers": {ACME: {"Name": "acme-web"}}},
        },
        known_names(),
    )
    assert "acme" not in json.dumps(found)
    assert found['["info"]'] == {"NCPU": 2}
    image = found['["image", "busybox"]']
    assert image["RepoTags"][0] == "busybox:latest" and image["RepoDigests"][0] == "busybox@sha256:1"


@pytest.mark.parametrize("lesson", [entry.name for entry in course().lessons])
def test_of_every_attempt_that_was_recorded_the_masked_answers_are_worth_the_same(lesson, monkeypatch):
    monkeypatch.setenv("COURSE_SEED", SEED)
    known = known_names.__wrapped__()
    spec = load(lesson)
    raw = json.loads(lzma.decompress((HERE / f"{lesson}.json.xz").read_bytes()))

    def passes(answers: Evidence, task: str) -> bool:
        return verdict(spec, answers, task) == PASSED

    wrong = []
    for case in raw["cases"]:
        answers = {key: raw["answers"][number] for key, number in case["evidence"].items()}
        hidden = masking.without_others(answers, known)
        if passes(answers, case["task"]) != passes(hidden, case["task"]):
            wrong.append(f"{case['task']} · {case['case']}")
    assert raw["cases"] and wrong == []


def verdict(spec: LessonSpec, answers: Evidence, task: str) -> str:
    look = Look(None, spec.lesson, spec.scope, Asking(answers), spec.says)
    with i18n.speaking(i18n.SOURCE):
        return judge(spec, replace(find_task(spec, task), needs=()), look, {}).status


def test_typed_commands_are_masked_when_they_are_written(tmp_path):
    terminal_log.path().parent.mkdir(parents=True)
    terminal_log.note("/work", 2.0, 0, "docker login -p hunter22")
    terminal_log.note("/work", 1.0, 127, "dokcer ps")
    assert "hunter22" not in terminal_log.path().read_text()
    assert [row["command"] for row in terminal_log.read()] == ["dokcer ps", "docker login -p ***"]
    terminal_log.switch(on=False)
    assert not terminal_log.is_on()
    terminal_log.switch(on=True)
    terminal_log.forget()
    assert terminal_log.read() == []
