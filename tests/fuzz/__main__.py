"""Fuzz for so many seconds: `python -m tests.fuzz SECONDS`, rounds with new examples until they are over.

Ends with 1 at the first failure; Hypothesis prints the smallest example and how to run it again.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time


def main(seconds: float) -> int:
    """Run rounds of the fuzz tests; returns the exit code."""
    began, rounds = time.monotonic(), 0
    while time.monotonic() - began < seconds:
        seed = random.randrange(1 << 32)
        command = [sys.executable, "-m", "pytest", "tests/fuzz", "-q", "-x", f"--hypothesis-seed={seed}"]
        done = subprocess.run(command, env={**os.environ, "FUZZ_PROFILE": "long"}, check=False)
        rounds += 1
        if done.returncode:
            return 1
    print(f"fuzz: {rounds} rounds in {time.monotonic() - began:.0f} s, nothing found")
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
