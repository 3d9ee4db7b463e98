"""Drives JupyterLab as `course lab` opens it, in Chromium.

Everything waits for a condition of the page, never for a time. What JupyterLab is doing is asked of
`window.jupyterapp`, which the course exposes. `.jp-Cell` alone meets a placeholder and a false idle.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from helpers.engine import Engine
from helpers.paths import ROOT

SECOND = 1000.0  # Playwright counts in ms
PATIENCE = 120.0  # s; CI is a busy machine of two cores
SCREENS = ROOT / "test-output" / "screens"
URL = re.compile(r"http://127\.0\.0\.1:(\d+)/\S*token=\S+")
NOTEBOOK = ".jp-NotebookPanel:not(.lm-mod-hidden)"


class LabProcess:
    """A running `course lab --no-browser`: its output so far, its address, its end."""

    def __init__(self, engine: Engine, folder: Path, *arguments: str, lang: str = "ko") -> None:
        self.folder = folder
        self.env = {
            **os.environ,
            **engine.env(),
            "COURSE_STATE": str(folder / "state"),
            "COURSE_WORK": str(folder / "work"),
            "COURSE_LANG": lang,
            "PYTHONUNBUFFERED": "1",
        }
        self.lang = lang
        self.output = ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "helpers", "lab", "--no-browser", "--lang", lang, *arguments],
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.output += line

    def url(self, patience: float = 300.0) -> str:
        """The address it prints once JupyterLab answers."""
        deadline = time.monotonic() + patience
        while not (found := URL.search(self.output)):
            ended = self.process.poll() is not None and not self._reader.is_alive()
            if ended or time.monotonic() > deadline:
                raise AssertionError(f"course lab printed no address:\n{self.output}")
            time.sleep(0.05)
        return found.group(0)

    def wait(self, patience: float = PATIENCE) -> int:
        """Its exit code, once it has ended by itself."""
        code = self.process.wait(patience)
        self._reader.join(20)
        return code

    def stop(self) -> int:
        """Ctrl-C; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.wait()
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise AssertionError(f"course lab did not stop on Ctrl-C:\n{self.output}") from None


class Lab:
    """One page of JupyterLab, driven like a person would, with what it asked for on the network."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.url = url
        self.requests: list[str] = []
        self.context = browser.new_context(viewport={"width": 1440, "height": 900})
        self.context.set_default_timeout(PATIENCE * SECOND)  # of pages that are opened later, too
        self.page: Page = self.context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(url)
        self.ready()

    @property
    def outside(self) -> list[str]:
        """Addresses the page asked for that are not this machine."""
        # an attachment lies in the notebook; until JupyterLab puts it in its place, Chromium tells its name
        inside = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:", "attachment:")
        return [url for url in self.requests if not url.startswith(inside)]

    def close(self) -> None:
        """Close the page; kernels go on."""
        self.context.close()

    def evaluate(self, function: str, argument: Any = None) -> Any:
        """What a function of the page's returns; for a promise Playwright itself would wait for ever."""
        late = "new Promise((_, fail) => setTimeout(fail, limit, new Error('no answer')))"
        return self.page.evaluate(
            f"([argument, limit]) => Promise.race([({function})(argument), {late}])",
            [argument, PATIENCE * SECOND],
        )

    # --- waiting -------------------------------------------------------------------------------
    def ready(self) -> None:
        """Until JupyterLab is there, the notebook is rendered, and its kernel is idle."""
        self.page.wait_for_selector("#jupyterlab-splash", state="detached")
        self.page.wait_for_function("() => Boolean(window.jupyterapp)")
        self.evaluate("() => window.jupyterapp.restored")
        self.page.wait_for_selector(f"{NOTEBOOK} .jp-Notebook")
        self.page.wait_for_selector(f"{NOTEBOOK} .jp-Spinner", state="detached")
        self.page.wait_for_selector(f"{NOTEBOOK} .jp-Toolbar-kernelName >> text=ipykernel")
        self.idle()

    def idle(self, patience: float = PATIENCE) -> None:
        """Until nothing runs and nothing waits to run in the notebook in front."""
        self.page.wait_for_selector(
            f'{NOTEBOOK} .jp-Notebook-ExecutionIndicator[data-status="idle"]',
            timeout=patience * SECOND,
            state="attached",
        )

    # --- the notebook --------------------------------------------------------------------------
    def command(self, name: str, **arguments: Any) -> None:
        """Run one of JupyterLab's commands and wait until it is done."""
        self.evaluate(  # fails, with a picture, where a dialog waits for somebody
            "([name, args]) => window.jupyterapp.commands.execute(name, args).then(() => null)",
            [name, arguments],
        )

    def open_notebook(self, path: str) -> None:
        """Open a notebook below the server's root and bring it to the front."""
        self.command("docmanager:open", path=path, factory="Notebook")
        self.ready()

    def run_all(self, patience: float = PATIENCE) -> None:
        """Run every cell of the notebook in front."""
        self.focus_notebook()
        self.command("notebook:run-all-cells")
        self.idle(patience)

    def run_cell(self, index: int, patience: float = PATIENCE) -> None:
        """Run the cell with that index (0 is the first; text cells count)."""
        self.focus_notebook()
        self.evaluate(
            f"(index) => {{ {PANEL} panel.content.activeCellIndex = index; panel.content.deselectAll(); }}",
            index,
        )
        self.command("notebook:run-cell")
        self.idle(patience)

    def write_cell(self, index: int, source: str) -> None:
        """Put `source` into a cell, as a learner would type it."""
        self.evaluate(
            f"([index, source]) => {{ {PANEL}"
            " panel.content.widgets[index].model.sharedModel.setSource(source); }",
            [index, source],
        )

    def cells(self) -> list[dict[str, Any]]:
        """The notebook's cells as JSON: id, cell_type, source, metadata, outputs."""
        found: list[dict[str, Any]] = self.evaluate(f"() => {{ {PANEL} return panel.model.toJSON().cells; }}")
        return found

    def code_cell(self, text: str) -> int:
        """The index of the first code cell with this text; prose may speak of the same command."""
        found = enumerate(self.cells())
        return next(at for at, cell in found if cell["cell_type"] == "code" and text in cell["source"])

    def restart_kernel(self) -> None:
        """Restart the kernel without being asked for confirmation."""
        done = self.evaluate(
            f"() => {{ {PANEL} const late = new Promise((told) => setTimeout(told, 60000, false));"
            " return Promise.race([panel.sessionContext.restartKernel().then(() => true), late]); }"
        )
        if not done:  # JupyterLab can miss the new kernel's first word; people reload the page then
            self.reload()
        self.idle()

    def save(self) -> None:
        """Save the notebook in front."""
        self.focus_notebook()
        self.command("docmanager:save")

    def focus_notebook(self) -> None:
        """Make the notebook the current widget, so that its commands are enabled."""
        self.evaluate(f"() => {{ {PANEL} window.jupyterapp.shell.activateById(panel.id); }}")
        self.page.wait_for_function(
            "() => window.jupyterapp.shell.currentWidget?.node.matches('.jp-NotebookPanel')"
        )

    # --- the terminal --------------------------------------------------------------------------
    def terminal_ready(self) -> None:
        """Until the shell in the terminal has printed its prompt."""
        self.page.wait_for_function(f"() => /[#$%>] ?$/.test({TERMINAL_TEXT})")

    def type(self, line: str) -> None:
        """Type a line into the terminal, with Enter."""
        self.terminal_ready()
        self.keys(line)

    def keys(self, line: str) -> None:
        """The same for a program that runs in the terminal: no prompt is waited for."""
        self.page.click(".jp-Terminal .xterm-screen")
        self.page.keyboard.type(line)
        self.page.keyboard.press("Enter")

    def terminal(self) -> str:
        """What the terminal shows, wrapped lines joined."""
        text: str = self.evaluate(f"() => {TERMINAL_TEXT}")
        return text

    def terminal_shows(self, pattern: str, patience: float = PATIENCE) -> str:
        """Wait until the terminal's text matches the (JavaScript) pattern; the whole text."""
        try:
            self.page.wait_for_function(
                f"(pattern) => new RegExp(pattern, 'm').test({TERMINAL_TEXT})",
                arg=pattern,
                timeout=patience * SECOND,
            )
        except Exception as error:
            raise AssertionError(
                f"the terminal never showed {pattern!r}; it shows:\n{self.terminal()}"
            ) from error
        return self.terminal()

    # --- the page ------------------------------------------------------------------------------
    def theme(self, name: str) -> None:
        """Change the theme: "light" or "dark"."""
        full = f"JupyterLab {name.capitalize()}"
        self.command("apputils:change-theme", theme=full)
        self.page.wait_for_selector(f'body[data-jp-theme-name="{full}"]', state="attached")

    def reload(self) -> None:
        """Reload the page and wait until all is there again."""
        self.page.reload()
        self.ready()

    def shot(self, name: str) -> Path:
        """A picture of the page in test-output/screens/NAME.png."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        path = SCREENS / f"{name}.png"
        self.page.screenshot(path=path)
        return path


# The notebook in front, as a JavaScript statement that declares `panel`.
PANEL = """
    const panel = [...window.jupyterapp.shell.widgets('main')].find(
        (one) => one.node.matches('.jp-NotebookPanel:not(.lm-mod-hidden)'));
"""

# The terminal's text as a JavaScript expression.
TERMINAL_TEXT = """(() => {
    const found = [...window.jupyterapp.shell.widgets('main')].find((one) => one.content?._term);
    if (!found) return '';
    const buffer = found.content._term.buffer.active;
    let text = '';
    for (let i = 0; i < buffer.length; i++) {
        const line = buffer.getLine(i);
        const next = buffer.getLine(i + 1);
        text += line.translateToString(!next?.isWrapped) + (next?.isWrapped ? '' : '\\n');
    }
    return text.trimEnd();
})()"""
