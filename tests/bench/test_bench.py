"""The bench itself: it runs, and it judges its numbers rightly."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.bench import QUICK
from tests.bench.measure import Cost, FailedError, run
from tests.bench.report import CHECK, COLD, EDITED, PLAIN_PRUNED, PLAIN_WHOLE, Row, numbers

PROJECT = Path(__file__).parent.parent.parent


@pytest.mark.site
def test_the_quick_bench_prints_its_table() -> None:
    command = [sys.executable, "-m", "tests.bench.bench", "--quick"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    rows = re.findall(r"^│ +(\d+) │ (\S.*?) +│ +\d+\.\d │", done.stdout, re.MULTILINE)
    names = (CHECK, COLD, EDITED, PLAIN_WHOLE, PLAIN_PRUNED)
    assert rows == [(str(size), name) for size in QUICK for name in names]
    assert done.stdout.endswith(
        "CPU time per page at 800 chapters against 200: not measured\nguidance check of 200 chapters: not measured\n"
    )


@pytest.mark.parametrize(
    ("check", "small", "large", "growth", "speed"),
    [
        (2.5, 20, 80, "× 1.00 (wall × 1.00); no more than × 1.15: holds", "2.50 s (CPU 2.50 s); under 3 s: holds"),
        (
            3,
            20,
            91,
            "× 1.14 (wall × 1.14); no more than × 1.15: holds",
            "3.00 s (CPU 3.00 s); under 3 s: DOES NOT HOLD",
        ),
        (
            1,
            20,
            93,
            "× 1.16 (wall × 1.16); no more than × 1.15: DOES NOT HOLD",
            "1.00 s (CPU 1.00 s); under 3 s: holds",
        ),
    ],
)
def test_the_numbers_are_judged(check: float, small: float, large: float, growth: str, speed: str) -> None:
    rows = [
        Row(size, name, Cost(seconds, seconds, 0))
        for size, name, seconds in ((200, CHECK, check), (200, COLD, small), (800, CHECK, 99), (800, COLD, large))
    ]
    assert list(numbers(rows)) == [
        f"CPU time per page at 800 chapters against 200: {growth}",
        f"guidance check of 200 chapters: {speed}",
    ]


def test_a_command_that_fails_says_why() -> None:
    with pytest.raises(FailedError, match="no such thing"):
        run([sys.executable, "-c", "import sys; sys.exit('no such thing')"])
