"""A chapter's citation in two languages, and the part of a page that shows one."""

from dataclasses import replace
from datetime import date

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from living_guidance.model.vocabulary import Authority
from living_guidance.render.citation import citation_forms
from living_guidance.render.messages import load_messages
from living_guidance.render.pages import TEMPLATES
from living_guidance.view.citation import Citation
from living_guidance.view.parts import Name

HOME = "https://guidance.example"
ENGLISH = Citation(
    author=Name("Secretariat of the Rotterdam and Minamata Conventions", "en"),
    document=Name("Guidance on furnaces", "en"),
    symbol="TREATY/COP.8/INF/16",
    chapter=Name("Smelters", "en"),
    version="2.1-draft.2",
    state=Name("Second draft", "en"),
    issued=date(2018, 9, 28),
    language="en",
    original="en",
    authority=None,
    key="heat-smelters-draft-2018-09-28-en",
    address=f"{HOME}/heat/smelters/at/draft-2018-09-28/",
    accessed=date(2018, 10, 8),
)
CHINESE = replace(
    ENGLISH,
    author=Name("公约秘书处", "zh"),
    document=Name("炉窑指南", "zh"),
    chapter=Name("冶炼炉", "zh"),
    state=Name("第二稿", "zh"),
    language="zh",
    authority=Authority.COURTESY,
    key="heat-smelters-draft-2018-09-28-zh",
    address=f"{HOME}/zh/heat/smelters/at/draft-2018-09-28/",
)
PARAGRAPH = {"id": "p3k7x2abc", "number": "12"}


def shown(citation: Citation | None, language: str = "en") -> str:
    messages = load_messages(language)
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.globals.update(t=messages, citation_forms=lambda one: citation_forms(one, messages))
    template = environment.from_string('{% import "cite.html.j2" as cite %}{{ cite.card(citation) }}')
    return template.render(citation=citation).strip()
