"""A small project with a past: released twice, with a draft, a call and a round of comments in between."""

from pathlib import Path

import polib
import yaml

from living_guidance.load.comments import comment_lines
from living_guidance.model.comments import Comment
from living_guidance.model.vocabulary import SnapshotType
from tests.calls import make_call, submission
from tests.commented import comment
from tests.load import samples
from tests.load.projects import make_project
from tests.load.samples import DOCUMENT
from tests.release.freezing import freeze_project, read, rewrite, update

BEFORE, DRAFT, AFTER = "cop-8", "draft", "cop-9"
ROUND = "first-round"
"""The round on the draft."""
PLATING, UNTRANSLATED, COOLING = "pfos/metal-plating", "pfos/alternatives", "kilns/cooling"
PFOS_TEAM, KILNS_TEAM = "task-team-annex-ab", "task-team-annex-c"
CHANGE = "2018-09-01-daily"
WEEKLY, DAILY = "Measure the surface tension once a week.", "Measure the surface tension every day."
CHINESE = {
    "Metal plating": "金属电镀",
    "Why": "原因",
    "A bath without PFOS needs a lid.": "不含全氟辛烷磺酸的镀液须加盖。",
    WEEKLY: "表面张力每周测量一次。",
    DAILY: "表面张力每天测量。",
    "The bath": "镀液",
    "Cooling": "冷却",
    "Cool the gas at once.": "立即冷却烟气。",
}
_SETTINGS = """\
site_name: Living Guidance
site_url: https://guidance.example/
theme: {name: material}
plugins:
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: en, name: English, default: true, build: true}
        - {locale: zh, name: 中文, build: true}
  - living-guidance:
      as_of: 2019-05-10
"""
_BODIES = """\
- id: sc-cop
  name: {en: "Conference of the Parties", zh: "缔约方大会"}
  kind: governing_body
  role: {en: "decides", zh: "作出决定"}
  source: context
- id: task-team-annex-ab
  name: {en: "Task team on Annexes A and B", zh: "附件A和B任务组"}
  kind: task_team
  role: {en: "drafts", zh: "起草"}
  parent: sc-cop
  source: context
- id: task-team-annex-c
  name: {en: "Task team on Annex C", zh: "附件C任务组"}
  kind: task_team
  role: {en: "drafts", zh: "起草"}
  parent: sc-cop
  source: context
"""
_MEETINGS = """\
- id: sc-cop-8
  name: {en: "Eighth meeting", zh: "第八次会议"}
  body: sc-cop
  start: 2017-04-24
  end: 2017-05-05
  source: context
"""
_DECISIONS = """\
- id: sc-8-1
  symbol: SC-8/1
  kind: decision
  body: sc-cop
  meeting: sc-cop-8
  date: 2017-05-05
  title: {en: "Guidance on PFOS", zh: "全氟辛烷磺酸准则"}
  actions: [{action: adopts, document: pfos, paragraph: "2"}]
  source: context
"""
_CHEMICALS = """\
- id: pfos
  name: {en: "PFOS", zh: "全氟辛烷磺酸"}
  cas: [{number: 1763-23-1}]
  listings: [{annex: B, adopted: 2009-05-08}]
  source: context
"""
_ALL = "reason: {en: Agreed., zh: 已商定。}, accepted_by: sc-cop, accepted: 2019-05-10"
_AGREED = f"""\
id: {AFTER}
exceptions:
- {{condition: translations, chapter: {UNTRANSLATED}, language: zh, {_ALL}}}
- {{condition: rounds, round: {ROUND}, {_ALL}}}
- {{condition: decisions, {_ALL}}}
"""
_DAYS = f"""\
opens: 2018-06-29
closes: 2018-07-31
compilation_due: 2018-08-05
compiled: 2018-08-10
responses_published: 2018-09-20
draft: {DRAFT}
"""
_FRONT = """\
---
id: {id}
document: {document}
title: {title}
chemicals: [pfos]
task_team: {team}
language: en
version: 2.0
status: final_draft
date: 2017-05-05
---

"""
_TEXTS = {
    PLATING: f"## Why\n\nA bath without PFOS needs a lid.\n\n{WEEKLY}\n\n![The bath](bath.svg)\n",
    UNTRANSLATED: "Closed loops keep the bath clean.\n",
    COOLING: "Cool the gas at once.\n",
}
_TITLES = {PLATING: "Metal plating", UNTRANSLATED: "Alternatives", COOLING: "Cooling"}
_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M1 1h7v7z"/></svg>\n'


def make_released(root: Path) -> Path:
    """Write the project, and let its two years go by."""
    make_project(root, _files())
    for path in ("guidance/pfos/changes/foams-2018.yml", "guidance/rounds/round-2018-1/round.yml"):
        (root / path).unlink()
    _translate(root)
    freeze_project(root, BEFORE, "2017-05-05", type=SnapshotType.ADOPTED)
    freeze_project(root, DRAFT, "2018-06-29", type=SnapshotType.COMMENT_DRAFT)
    make_call(root, submission(documents=["pfos"]))
    cause = _comment(root)
    rewrite(
        root / f"guidance/{PLATING}.md", lambda text: text.replace(WEEKLY, DAILY).replace("2017-05-05", "2018-09-01")
    )
    _translate(root)
    _explain(root, cause)
    freeze_project(root, AFTER, "2019-05-10", type=SnapshotType.ADOPTED, meeting="sc-cop-8")
    return root


def _edit(text: str) -> str:
    return text.replace(WEEKLY, DAILY).replace("date: 2017-05-05", "date: 2018-09-01")


def _files() -> dict[str, str]:
    kilns = DOCUMENT.replace("id: pfos", "id: kilns").replace(PFOS_TEAM, KILNS_TEAM).replace("INF/14", "INF/15")
    return {
        "mkdocs.yml": _SETTINGS,
        "docs/index.zh.md": "# 首页\n",
        "docs/about.md": "# About\n",
        "docs/about.zh.md": "# 关于\n",
        "LICENSE": "Do as you like.\n",
        "LICENSE-CONTENT": "Say whose it is.\n",
        "guidance/registers/bodies.yml": _BODIES,
        "guidance/registers/meetings.yml": _MEETINGS,
        "guidance/registers/decisions.yml": _DECISIONS,
        "guidance/registers/chemicals.yml": _CHEMICALS,
        "guidance/registers/glossary.yml": "[]\n",
        "guidance/registers/sources.yml": "[]\n",
        "guidance/kilns/document.yml": kilns.replace("  - metal-plating\n  - alternatives\n", "  - cooling\n"),
        "guidance/pfos/bath.svg": _PICTURE,
        f"guidance/releases/{AFTER}.yml": _AGREED,
        **{f"guidance/{key}.md": _chapter(key) for key in _TEXTS},
    }


def _chapter(key: str) -> str:
    document, _, name = key.partition("/")
    team = PFOS_TEAM if document == "pfos" else KILNS_TEAM
    return _FRONT.format(id=name, document=document, title=_TITLES[key], team=team) + _TEXTS[key]


def _translate(root: Path) -> None:
    """Bring the catalogues up to the texts, and write what is known of their Chinese."""
    update(root, "zh")
    for path in (root / "translations/zh").rglob("*.po"):
        catalogue = polib.pofile(str(path), wrapwidth=0)
        for entry in catalogue:
            if entry.msgid in CHINESE:
                entry.msgstr, entry.flags, entry.previous_msgid = CHINESE[entry.msgid], [], None
        catalogue.save()
    update(root, "zh")


def _comment(root: Path) -> str:
    """A round on the draft, with a comment on each document, and answers; gives the id of the first comment."""
    folder = root / f"guidance/rounds/{ROUND}"
    record = samples.ROUND.replace("round-2018-1", ROUND).replace("[pfos]", "[pfos, kilns]")
    start, end = record.index("opens:"), record.index("closes_exclusive")
    record = record[:start] + _DAYS + record[end:]
    start, end = record.index("extensions:"), record.index("late_policy:")
    _write(folder / "round.yml", record[:start] + record[end:])
    comments = [_on(PLATING, "Once a week is not enough."), _on(COOLING, "How fast is at once?")]
    _write(folder / "comments/2018-07-20-0123456789ab.jsonl", comment_lines(comments))
    for number, one in enumerate(comments):
        answer = {
            "disposition": "noted",
            "reason": "already_covered",
            "response": {"en": "Thank you.", "zh": "谢谢。"},
            "decided_on": "2018-09-10",
        }
        _write(folder / f"answers/{one.key}.yml", yaml.safe_dump({one.id: answer}, allow_unicode=True))
        with (folder / "numbers.jsonl").open("a") as numbers:
            numbers.write(f'{{"number": {number + 1}, "comment": "{one.id}", "day": "2018-08-10"}}\n')
    return comments[0].id


def _on(key: str, text: str) -> Comment:
    document, _, name = key.partition("/")
    return comment(text, round=ROUND, received="2018-07-20", document=document, chapter=name, draft=DRAFT)


def _explain(root: Path, cause: str) -> None:
    """Say which comment changed the text."""
    blocks = read(root).chapters[PLATING].blocks
    record = {
        "id": CHANGE,
        "chapter": PLATING.partition("/")[2],
        "date": "2018-09-01",
        "kind": "modify",
        "class": "substantive",
        "paragraphs": [one.id for one in blocks if one.text == DAILY],
        "summary": {"en": "Measured every day.", "zh": "改为每天测量。"},
        "caused_by": {"kind": "comment", "reference": cause},
    }
    _write(root / f"guidance/pfos/changes/{CHANGE}.yml", yaml.safe_dump(record, allow_unicode=True, sort_keys=False))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
