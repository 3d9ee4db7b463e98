"""JupyterLab as the course opens it: the lesson on the left, a terminal beside it.

JupyterHome     the files JupyterLab keeps for this checkout, apart from the user's own
session         one `course lab` per checkout: the lock, and the server that is already running
free_port       a port to listen on
layout          the workspace: which notebook is open, and the terminal
Server          the process: start, wait until it answers, stop
"""

from helpers.launch.config import JupyterHome, Settings
from helpers.launch.server import Server
from helpers.launch.session import Running, hold, running

__all__ = ["JupyterHome", "Running", "Server", "Settings", "hold", "running"]
