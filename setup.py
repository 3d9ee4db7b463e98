"""Puts labs/ and notebooks/ into the wheel, and asks for the locked packages; all else is in pyproject.toml.

The folders stand at the top of the checkout, where people read and edit them. In a wheel they lie inside the
package, so that nothing of ours but `helpers` comes into site-packages. helpers/paths.py finds both.

What runs from a wheel is the set that was tested, the same in a week: this is a program, not a library for
others. So the wheel asks for every package of requirements.lock in its version. A wheel cannot ask for
hashes; who wants them has the clone (scripts/setup) or a room's pack.
"""

import re
import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

PLACE = Path("helpers", "material")  # the same as in helpers/paths.py
UNWANTED = shutil.ignore_patterns("__pycache__", "*.pyc", "*.mo", ".ipynb_checkpoints")


class BuildWithCourse(build_py):
    """Copies the course besides the modules."""

    def run(self) -> None:
        """As setuptools does, then the course."""
        super().run()
        if self.editable_mode:  # the checkout itself is what runs
            return
        for name in ("labs", "notebooks"):
            target = Path(self.build_lib) / PLACE / name
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(name, target, ignore=UNWANTED)


def locked() -> list[str]:
    """Every package of the lock with version and marker, but for those that only scripts/setup works with."""
    tools = re.findall(r"^([\w-]+)", Path("requirements-setup.txt").read_text(encoding="utf-8"), re.M)
    lock = Path("requirements.lock").read_text(encoding="utf-8")
    found = re.findall(r"^([\w.-]+)(==[^\\\n]+?)\s*\\?$", lock, re.M)
    return [name + version for name, version in found if name not in tools]


setup(cmdclass={"build_py": BuildWithCourse}, install_requires=locked())
