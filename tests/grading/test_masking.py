"""What a hand-in does not carry away."""

from __future__ import annotations

import json

import pytest

from helpers.grading import masking, terminal_log
from helpers.grading.redact import MASK, masked

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
