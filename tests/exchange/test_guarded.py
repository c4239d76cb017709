"""The child in which strangers' files are read can do little, and not for long."""

import sys
import time

import pytest

from living_guidance.exchange.guarded import Limits, UnreadableError, call_guarded, run_guarded

FEW = Limits(memory=100, seconds=3, output=1)


def run(code: str, content: bytes = b"", limits: Limits = FEW) -> bytes:
    return run_guarded([sys.executable, "-I", "-c", code], content, limits)


def test_a_program_gets_the_content_and_answers() -> None:
    assert run("import sys; print(sys.stdin.read()[::-1], end='')", b"abc") == b"cba"


@pytest.mark.parametrize(
    "code",
    [
        "x = [bytearray(1 << 20) for _ in range(200)]",
        "while True: pass",
        "import time; time.sleep(60)",
        "import sys; sys.stdout.write('x' * 5_000_000)",
        "raise SystemExit(1)",
        "import os; os.abort()",
    ],
)
def test_what_goes_beyond_the_limits_is_ended(code: str) -> None:
    start = time.monotonic()
    with pytest.raises(UnreadableError) as caught:
        run(code)
    assert (caught.value.code, dict(caught.value.words)) == ("import.too-heavy", {"seconds": "3", "memory": "100"})
    # One that sleeps uses no processor time, and is waited for six times as long.
    assert time.monotonic() - start < 30


def test_the_environment_is_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDANCE_PRIVATE", "secret")
    assert b"GUIDANCE_PRIVATE" not in run("import os; print(sorted(os.environ))")


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "open('/tmp/guarded-was-here', 'w')",
        "open('/tmp/guarded-was-here', 'ab')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.execv('/bin/true', ['true'])",
        "import os; os.remove('/tmp/none')",
    ],
)
def test_a_called_function_can_do_nothing_but_read(code: str) -> None:
    # The hook that call_guarded sets before it calls.
    hook = "import sys; from living_guidance.exchange.confined import _refuse; sys.addaudithook(_refuse)"
    attempt = f"try:\n    {code}\nexcept Exception as error:\n    print(type(error).__name__)\nelse:\n    print('done')"
    assert run(f"{hook}\n{attempt}", limits=Limits()) == b"PermissionError\n"


def test_a_called_function_answers_in_plain_values() -> None:
    with pytest.raises(UnreadableError) as caught:
        call_guarded("word:prepare", b"no archive")
    assert caught.value.code == "import.not-office"
    issue = caught.value.issue("draft.docx")
    assert (issue.code, str(issue.where)) == ("import.not-office", "draft.docx")
