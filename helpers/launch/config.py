"""What JupyterLab is told: language, looks, port, and that it asks nothing of the outside."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from helpers import atomic, desk

# The instructor's tools come along with requirements-dev.txt; a learner's page is the same without them.
NBGRADER = ("formgrader", "assignment_list", "course_list", "validate_assignment")

# JupyterLab's name for the language pack, where there is one.
LOCALES = {"ko": "ko_KR", "en": "en"}

RC = Path(__file__).with_name("terminal.bash")

# A cell that is run before the notebook's first one must say so, and not that `lab` is not defined.
# Seconds without a run until a kernel whose notebook is closed is ended; the page itself lets those of
# lessons rest that stay open but out of sight.
CULL_AFTER, CULL_LOOK = 600, 60

# What a learner has no use for in this room.
DISABLED = {
    "@jupyter/nbgrader": True,
    "jupyterlab-jupytext": True,  # its launchers; lessons are notebooks already
    "@jupyter-notebook/lab-extension": True,  # a button that leads out of the desk
    "@jupyterlab/console-extension": True,  # beside notebook and terminal, a third place to type in
    "@jupyterlab/inspector-extension:consoles": True,  # needs it
    "@jupyterlab/tooltip-extension:consoles": True,  # needs it
    "@jupyterlab/debugger-extension": True,
    "@jupyterlab/extensionmanager-extension": True,
    "@jupyterlab/application-extension:property-inspector": True,
}

CELL_BUTTONS = ("duplicate-cell", "move-cell-up", "move-cell-down", "insert-cell-above", "delete-cell")

STARTUP = "from helpers.notebook import draw, lab\n"


@dataclass(frozen=True)
class Settings:
    """What differs from one start to the next."""

    root: Path
    lang: str
    port: int
    token: str
    path: str


@dataclass(frozen=True)
class JupyterHome:
    """The folder in which JupyterLab keeps its files for this checkout.

    Apart from ~/.jupyter and ~/.ipython: what a person has set up there must not change what the
    course shows, and the course changes nothing there.
    """

    root: Path

    @property
    def log(self) -> Path:
        """What JupyterLab itself has to say."""
        return self.root / "server.log"

    def env(self) -> dict[str, str]:
        """The environment that makes Jupyter and IPython use this folder."""
        return {
            "JUPYTER_CONFIG_DIR": str(self.root / "config"),
            "JUPYTER_DATA_DIR": str(self.root / "data"),
            "JUPYTER_RUNTIME_DIR": str(self.root / "runtime"),
            "IPYTHONDIR": str(self.root / "ipython"),
            "JUPYTER_PLATFORM_DIRS": "1",
        }

    def write(self, settings: Settings) -> None:
        """Write the configuration files; the folder is for this user alone, they hold the token."""
        config = self.root / "config"
        self.root.mkdir(parents=True, exist_ok=True)
        self.root.chmod(0o700)
        atomic.write(self.root / "ipython" / "profile_default" / "startup" / "course.py", STARTUP)
        _write(config / "jupyter_server_config.json", _server(settings))
        _write(config / "jupyter_lab_config.json", _lab(settings))
        _write(config / "labconfig" / "default_setting_overrides.json", _overrides(settings))
        _write(config / "labconfig" / "page_config.json", {"disabledExtensions": DISABLED})


def _write(path: Path, content: dict[str, object]) -> None:
    atomic.write(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def _server(settings: Settings) -> dict[str, object]:
    return {
        "ServerApp": {
            "ip": "127.0.0.1",
            "port": settings.port,
            "port_retries": 0,
            "open_browser": False,
            "root_dir": str(settings.root),
            "allow_root": True,  # a fresh machine, a container or CI often has no other user
            # Not a login shell, which would reset PATH and lose the `course` command.
            "terminado_settings": {"shell_command": terminal()},
            "jpserver_extensions": {
                "helpers.desk": True,
                **{f"nbgrader.server_extensions.{name}": False for name in NBGRADER},
            },
        },
        "MappingKernelManager": {"cull_idle_timeout": CULL_AFTER, "cull_interval": CULL_LOOK},
        "IdentityProvider": {"token": settings.token},
    }


def _lab(settings: Settings) -> dict[str, object]:
    return {
        "LabApp": {
            "default_url": settings.path,
            "extension_manager": "readonly",  # the other one asks PyPI
            "news_url": None,
            "extra_labextensions_path": [str(desk.EXTENSIONS)],
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
            # `window.jupyterapp`: the browser tests ask it what the page is doing.
            "expose_app_in_browser": True,
        }
    }


def _overrides(settings: Settings) -> dict[str, object]:
    return {
        "@jupyterlab/translation-extension:plugin": {"locale": LOCALES.get(settings.lang, "en")},
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        "@jupyterlab/terminal-extension:plugin": {"shutdownOnClose": True},
        "@jupyterlab/statusbar-extension:plugin": {"visible": False},  # its room is the terminal's
        # at a cell of commands, the way into the terminal; what moves and deletes cells is in the menus
        "@jupyterlab/cell-toolbar-extension:plugin": {
            "toolbar": [
                {"name": "course-send", "command": "course:send", "rank": 0},
                *({"name": name, "disabled": True} for name in CELL_BUTTONS),
            ],
        },
        # a command that does not fit is wrapped: what was typed must be seen
        "@jupyterlab/notebook-extension:tracker": {
            "codeCellConfig": {"lineNumbers": False, "lineWrap": True},
        },
    }


def terminal() -> list[str]:
    """The command of the terminal: bash also keeps what is typed for `course submit`, and says so."""
    chosen = shell()
    return [chosen, "--rcfile", str(RC), "-i"] if Path(chosen).name == "bash" else [chosen]


def shell() -> str:
    """The person's own shell, else bash, else whatever /bin/sh is."""
    chosen = os.environ.get("SHELL", "")
    return chosen if chosen and shutil.which(chosen) else shutil.which("bash") or "/bin/sh"
