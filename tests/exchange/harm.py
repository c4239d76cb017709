"""Read a hostile file in a process of its own, and look at what that did."""

import json
import subprocess
import sys
from pathlib import Path

from living_guidance.render.messages import sources
from tests.exchange.hostile import READ, Hostile

_READER = """
import json, re, resource, sys
from pathlib import Path
from living_guidance.cli.files import read_bytes
from living_guidance.exchange.guarded import UnreadableError
{imports}

form, path = sys.argv[1], Path(sys.argv[2])
outcome = "read"
try:
    {read}
except UnreadableError as error:
    outcome = error.code
used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
seconds = sum(one.ru_utime + one.ru_stime for one in used)
# What getrusage tells of this process begins with the size of the one that started it.
own = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
print(json.dumps([outcome, seconds, max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024]))
"""


def does_no_harm(hostile: Hostile, imports: str, read: str, folder: Path, canary: tuple[str, list[str]]) -> None:
    """The file is refused with a plain reason or read as any other, within bounds, and without a word to anybody.

    ``read`` is the statement that reads it, of a ``form`` and at a ``path``.
    """
    print(hostile)  # noqa: T201
    url, asked = canary
    path = folder / f"file.{hostile.form}"
    path.write_bytes(hostile.make(url))
    command = [sys.executable, "-c", _READER.format(imports=imports, read=read), hostile.form, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    outcome, seconds, megabytes = json.loads(done.stdout)
    assert outcome in hostile.outcomes
    assert outcome == READ or {f"check.{outcome}", f"check.{outcome}.remedy"} <= set(sources())
    assert seconds < 10
    assert megabytes < 256
    assert asked == []
    assert [entry.name for entry in folder.iterdir()] == [path.name]
