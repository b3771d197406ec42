"""A terminal that gives keys one by one, and lines where a line is asked for; what is typed ahead is not lost."""

import os
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager

import click

_QUIT = "q"


@contextmanager
def one_by_one() -> Iterator[None]:
    """Keys are given as they are pressed, and not shown; afterwards the terminal is as it was."""
    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin, termios.TCSADRAIN)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def key() -> str:
    """The next key, in small letters; the end of the terminal, Ctrl-C and Ctrl-D are q."""
    try:
        pressed = os.read(sys.stdin.fileno(), 1)
    except (KeyboardInterrupt, OSError):
        return _QUIT
    return pressed.decode("ascii", "replace").lower() if pressed not in {b"", b"\x04"} else _QUIT


def line(question: str) -> str:
    """A whole line, empty when the person has had enough."""
    here = termios.tcgetattr(sys.stdin)
    cooked = here[:3] + [here[3] | termios.ICANON | termios.ECHO] + here[4:]
    termios.tcsetattr(sys.stdin, termios.TCSADRAIN, cooked)
    try:
        return str(click.prompt(question, default="", show_default=False)).strip()
    except click.Abort:
        return ""
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, here)
