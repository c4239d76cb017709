"""What the library of the command line says by itself is said in the language of the terminal."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from living_guidance.model.vocabulary import SnapshotType
from tests.site.sites import environment

SAY = """
import contextlib, io, json, sys
from living_guidance.cli import main

said = []
for arguments in json.loads(sys.argv[1]):
    with contextlib.redirect_stderr(io.StringIO()) as err, contextlib.redirect_stdout(io.StringIO()) as out:
        try:
            main(arguments)
        except SystemExit as ended:
            said.append([ended.code, out.getvalue(), err.getvalue()])
print(json.dumps(said))
"""
TYPES = [one.value for one in SnapshotType]
CASES: list[tuple[list[str], str, str]] = [
    (["-C", "."], "Missing command.", "缺少命令。"),
    (["release", "verify"], "Missing argument 'PATH'.", "缺少参数'PATH'。"),
    (["release", "gate"], "Missing argument 'ID'.", "缺少参数'ID'。"),
    (
        ["freeze", "x"],
        "Missing option '--type'. Choose from:\n\t" + ",\n\t".join(TYPES),
        "缺少选项'--type'。可选值：\n\t" + ",\n\t".join(TYPES),
    ),
    (
        ["freeze", "x", "--type", "draft"],
        f"Invalid value for '--type': 'draft' is not one of {', '.join(map(repr, TYPES))}.",
        f"'--type'的值无效：'draft'不在可选值之列：{', '.join(map(repr, TYPES))}。",
    ),
    (["build", "--nothing"], "No such option '--nothing'.", "没有选项'--nothing'。"),
    (
        ["freeze", "x", "--typ", "adopted"],
        "No such option '--typ'. Did you mean '--type'?",
        "没有选项'--typ'。是否指'--type'？",
    ),
    (["publish"], "No such command 'publish'.", "没有命令'publish'。"),
    (
        ["release", "verif"],
        "No such command 'verif'. Did you mean 'verify'?",
        "没有命令'verif'。是否指'verify'？",
    ),
    (["build", "--to"], "Option '--to' requires an argument.", "选项'--to'须带1个值。"),
    (["build", "--quiet=1"], "Option '--quiet' does not take a value.", "选项'--quiet'不带值。"),
    (["build", "x"], "Got unexpected extra argument (x)", "多出以下参数：x"),
    (["build", "x", "y"], "Got unexpected extra arguments (x y)", "多出以下参数：x y"),
    (
        ["release", "verify", "nowhere"],
        "Invalid value for 'PATH': Path 'nowhere' does not exist.",
        "'PATH'的值无效：路径'nowhere'不存在。",
    ),
    (
        ["release", "publish", "nowhere.zip"],
        "Invalid value for 'ARCHIVE…': File 'nowhere.zip' does not exist.",
        "'ARCHIVE…'的值无效：文件'nowhere.zip'不存在。",
    ),
    (
        ["release", "publish", "folder"],
        "Invalid value for 'ARCHIVE…': File 'folder' is a directory.",
        "'ARCHIVE…'的值无效：'folder'是文件夹，不是文件。",
    ),
    (
        ["-C", "file", "build"],
        "Invalid value for '-C': Directory 'file' is a file.",
        "'-C'的值无效：'file'是文件，不是文件夹。",
    ),
    (
        ["build", "--date", "today"],
        "Invalid value for '--date': “today” is no date; write year, month and day: 2018-10-08",
        "'--date'的值无效：“today”不是日期；请写年、月、日：2018-10-08",
    ),
]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_commonest_mistakes_are_told(tmp_path: Path, language: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    commands = json.dumps([arguments for arguments, _, _ in CASES])
    done = subprocess.run(
        [sys.executable, "-c", SAY, commands],
        cwd=tmp_path,
        env=environment(GUIDANCE_LANGUAGE=language, PYTHONIOENCODING="utf-8"),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    usage, hint, error = (
        ("Usage: guidance", "Try 'guidance", "Error: ")
        if language == "en"
        else ("用法：guidance", "请运行“guidance", "错误：")
    )
    for (arguments, *texts), (code, out, err) in zip(CASES, json.loads(done.stdout), strict=True):
        before, mark, sentence = err.partition(error)
        assert (code, out, mark, sentence) == (2, "", error, f"{texts[language == 'zh']}\n"), arguments
        if before:
            first, second, *_ = before.splitlines()
            assert first.startswith(usage)
            assert second.startswith(hint)
