"""The program `kg`: the process around the command line, which speaks UTF-8 and ends in order when it is told to."""

from __future__ import annotations

import io
import os
import signal
import sys
from types import FrameType
from typing import NoReturn

from kg.cli import main

TERMINATED = 143


def run() -> NoReturn:
    """Runs the command line of this process and exits with its code."""
    if sys.getfilesystemencoding() != "utf-8":  # LC_ALL=C: names of files and arguments would be damaged
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "kg", *sys.argv[1:]])
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    signal.signal(signal.SIGTERM, _terminated)
    sys.exit(main(sys.argv[1:]))


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    """Leaves every block in order, so that no half of a build stays behind."""
    sys.stderr.write("terminated\n")
    sys.exit(TERMINATED)


if __name__ == "__main__":
    run()
