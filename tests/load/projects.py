"""A small project that has nothing wrong with it, for tests to break."""

from pathlib import Path

from tests.load.samples import CHANGE, CHAPTER, CHEMICALS, DOCUMENT, ROUND, SETTINGS

BODIES = """\
- id: sc-cop
  name: {en: "Conference of the Parties", zh: "缔约方大会", ar: "مؤتمر الأطراف"}
  kind: governing_body
  role: {en: "decides", zh: "作出决定", ar: "يقرر"}
  source: context
- id: task-team-annex-ab
  name: {en: "Task team", zh: "任务组", ar: "فريق"}
  kind: task_team
  role: {en: "drafts", zh: "起草", ar: "يصوغ"}
  parent: sc-cop
  source: context
"""
MEETINGS = """\
- id: sc-cop-4
  name: {en: "Fourth meeting", zh: "第四次会议", ar: "الاجتماع الرابع"}
  body: sc-cop
  start: 2009-05-04
  end: 2009-05-08
  source: context
"""
DECISIONS = """\
- id: sc-4-17
  symbol: SC-4/17
  kind: decision
  body: sc-cop
  meeting: sc-cop-4
  date: 2009-05-08
  title: {en: "Listing of PFOS", zh: "列入全氟辛烷磺酸", ar: "إدراج"}
  actions: [{action: adopts, document: pfos, paragraph: "2"}]
  source: context
"""
SOURCES = """\
- id: ii-a
  reference: Annex C, Part II (a)
  name: {en: "Waste incinerators", zh: "废物焚烧", ar: "محارق"}
  source: context
"""
GLOSSARY = """\
- id: bat
  term: {en: "best available techniques", zh: "最佳可得技术", ar: "أفضل التقنيات المتاحة"}
  variants: {zh: ["最佳可行技术"]}
  source: context
"""
SECOND = """\
---
id: alternatives
document: pfos
title: Alternatives
chemicals: [pfos]
task_team: task-team-annex-ab
language: en
version: 1.0
status: draft
date: 2018-09-28
---

See [plating](metal-plating.md) and [why](metal-plating.md#why).
"""
GOOD = {
    "mkdocs.yml": SETTINGS,
    "docs/index.md": "# Home\n",
    "guidance/pfos/document.yml": DOCUMENT,
    "guidance/pfos/metal-plating.md": CHAPTER,
    "guidance/pfos/alternatives.md": SECOND,
    "guidance/pfos/changes/foams-2018.yml": CHANGE.replace("paragraphs: [pabcdefgh]\n", ""),
    "guidance/registers/chemicals.yml": CHEMICALS,
    "guidance/registers/bodies.yml": BODIES,
    "guidance/registers/meetings.yml": MEETINGS,
    "guidance/registers/decisions.yml": DECISIONS,
    "guidance/registers/sources.yml": SOURCES,
    "guidance/registers/glossary.yml": GLOSSARY,
    "guidance/rounds/round-2018-1/round.yml": ROUND,
}


def make_project(root: Path, changed: dict[str, str] | None = None) -> Path:
    """Write the good project under a root, with some of its files otherwise."""
    for path, text in (GOOD | (changed or {})).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="")
    return root
