"""Hostile office files are refused with a plain reason, within bounds, and without a word to anybody else."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from living_guidance.render.messages import sources
from tests.counts import cases, fresh_random
from tests.exchange.hostile import READ, all_hostile

READER = """
import json, re, resource, sys
from pathlib import Path
from living_guidance.cli.files import read_bytes
from living_guidance.exchange.draft import read_draft
from living_guidance.exchange.guarded import UnreadableError
from living_guidance.exchange.sheet_docx import read_docx
from living_guidance.exchange.sheet_xlsx import read_xlsx

form, path = sys.argv[1:]
read = {"xlsx": read_xlsx, "docx": read_docx, "draft": lambda content: read_draft(content, lambda *_: "x")}[form]
outcome = "read"
try:
    read(read_bytes(Path(path)))
except UnreadableError as error:
    outcome = error.code
used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
seconds = sum(one.ru_utime + one.ru_stime for one in used)
# What getrusage tells of this process begins with the size of the one that started it.
own = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
print(json.dumps([outcome, seconds, max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024]))
"""
HOSTILE = all_hostile()
COUNT = cases(len(HOSTILE))


@pytest.fixture(scope="module")
def canary() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and what it has been asked."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("number", range(COUNT))
def test_a_hostile_file_does_no_harm(number: int, tmp_path: Path, canary: tuple[str, list[str]]) -> None:
    hostile = fresh_random().choice(HOSTILE[number::COUNT])
    print(hostile)  # noqa: T201
    url, asked = canary
    path = tmp_path / f"file.{hostile.form}"
    path.write_bytes(hostile.make(url))
    command = [sys.executable, "-c", READER, hostile.form, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    outcome, seconds, megabytes = json.loads(done.stdout)
    assert outcome in hostile.outcomes
    assert outcome == READ or {f"check.{outcome}", f"check.{outcome}.remedy"} <= set(sources())
    assert seconds < 10
    assert megabytes < 256
    assert asked == []
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
