from __future__ import annotations

import os
import time

import pytest

from kg.model import KgError
from kg.worker import LimitError, within


def double(number: int, *, plus: int = 0) -> int:
    return 2 * number + plus


def refuse() -> None:
    raise KgError("not this one")


def fail() -> None:
    raise ZeroDivisionError


def eat() -> bytes:
    return b"x" * (1 << 40)


def test_the_value_comes_back() -> None:
    assert within(60, double, 20, plus=2) == 42


def test_errors_come_back_as_they_are() -> None:
    with pytest.raises(KgError, match="not this one") as caught:
        within(60, refuse)
    assert not isinstance(caught.value, LimitError)
    with pytest.raises(ZeroDivisionError):
        within(60, fail)


def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(LimitError, match=r"longer than 0\.1 seconds"):
        within(0.1, time.sleep, 3600)


def test_what_takes_too_much_memory_is_ended() -> None:
    with pytest.raises(LimitError, match="needed more than 4096 MB"):
        within(60, eat)


def test_a_process_that_dies_is_no_answer() -> None:
    with pytest.raises(LimitError, match="was ended"):
        within(60, os._exit, 3)
