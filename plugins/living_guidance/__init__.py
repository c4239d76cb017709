"""Living Guidance keeps a treaty's guidance alive.

The rooms, and who may enter whom, are described in CONTRIBUTING.md and enforced by
``tests/test_rooms.py``: model, text, load, check, view, render, exchange, release,
site, cli.
"""

__version__ = "0.1.0"
