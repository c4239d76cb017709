"""One good text of each kind that authors write, for tests to break."""

CHAPTER = """\
---
id: metal-plating
document: pfos
title: Metal plating with PFOS
summary: How to plate without PFOS, and what to do where that is not possible yet.
chemicals: [pfos, hbcd]
annex: [B]
source_category: ii-a
task_team: task-team-annex-ab
lead: A. Chemist
language: en
version: 2.10-draft.2
status: revised_draft
editing: unedited
date: 2018-09-28
---

## Why

Text.
"""
DOCUMENT = """\
id: pfos
title: {en: "PFOS guidance", zh: "全氟辛烷磺酸指南"}
short:
  en: PFOS
  zh: 全氟辛烷磺酸
summary: {en: "How to do without: a guide", zh: "如何淘汰：指南"}
chemicals: [pfos]
annex: [B]
task_team: task-team-annex-ab
series: inf
symbol: UNEP/POPS/COP.8/INF/14
publish_working: true
chapters:
  - metal-plating
  - alternatives
"""
CHEMICALS = """\
- id: pfos
  name: {en: "Perfluorooctane sulfonic acid", zh: "全氟辛烷磺酸"}
  cas:
    - {number: 1763-23-1, of: {en: "the acid", zh: "酸"}}
    - number: 307-35-7
  listings:
    - annex: B
      adopted: 2009-05-08
      decision: SC-4/17
      entry_into_force: 2010-08-26
  source: context
- id: hbcd
  name: {en: "Hexabromocyclododecane", zh: "六溴环十二烷"}
  cas: [{number: 3194-55-6}]
  listings: [{annex: A, adopted: 2013-05-10, decision: SC-6/13}]
  source: context
"""
ROUND = """\
id: round-2018-1
title: {en: "First round", zh: "第一轮"}
documents: [pfos]
ordinal: 1
kind: first_draft
audience: public
languages_available: [en, zh]
languages_accepted: [en, zh]
opens: 2018-02-01
closes: 2018-07-31
closes_exclusive: true
zone: Europe/Zurich
closing_words: {en: "prior to 31 July 2018", zh: "2018年7月31日之前"}
extensions:
  - old: 2018-07-31
    new: 2018-08-15
    reason: {en: "on request", zh: "应请求"}
    announced: 2018-07-20
late_policy: consider_at_discretion
publication_policy: named
"""
CHANGE = """\
id: foams-2018
chapter: metal-plating
date: 2018-09-01
kind: modify
class: substantive
paragraphs: [pabcdefgh]
summary: {en: "New limit", zh: "新限值"}
caused_by: {kind: decision, reference: SC-4/17}
"""
SETTINGS = """\
site_name: Living Guidance
site_url: !ENV [SITE_URL, "https://example.org/guidance/"]
repo_url: https://example.org/repository
theme:
  name: material
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
plugins:
  - search
  - i18n:
      languages:
        - {locale: zh, name: 中文, build: true}
        - locale: en
          name: English
          default: true
          build: true
        - {locale: ar, name: العربية}
        - {locale: fr, name: français, build: false}
  - living-guidance:
      as_of: 2018-10-08
      documents: []
"""
