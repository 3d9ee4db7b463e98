"""JupyterLab itself, started as `course lab` starts it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from helpers.errors import CourseError
from helpers.launch import JupyterHome, Server, free_port, layout


def test_a_jupyterlab_that_does_not_come_up_names_its_log(tmp_path: Path) -> None:
    home = JupyterHome(tmp_path / "jupyter")
    with socket.create_server((free_port.HOST, 0)) as other:
        taken = other.getsockname()[1]
        server = Server(home, tmp_path, "ko", layout.PATH)
        with pytest.raises(CourseError) as caught:
            server.start(taken, {})
    assert caught.value.code == "lab-failed"
    assert str(home.log) in caught.value.remedy
    assert str(taken) in home.log.read_text()
    assert server.process
    assert server.process.poll() is not None
