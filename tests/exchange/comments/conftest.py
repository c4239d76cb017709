"""What tests of this folder share."""

from importlib import import_module

import pytest

from living_guidance.exchange.comments import form_rows
from living_guidance.exchange.guarded import Limits


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open forms in this process: the child has tests of its own, and to start one takes its time."""

    def call(function: str, content: bytes, _: Limits) -> object:
        module, name = function.split(":")
        return getattr(import_module(f"living_guidance.exchange.{module}"), name)(content)

    monkeypatch.setattr(form_rows, "call_guarded", call)
