"""Puts labs/ and notebooks/ into the wheel; all else about the package stands in pyproject.toml.

They stand at the top of the checkout, where people read and edit them. In a wheel they lie inside the
package, so that nothing of ours but `helpers` comes into site-packages. helpers/paths.py finds both.
"""

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


setup(cmdclass={"build_py": BuildWithCourse})
