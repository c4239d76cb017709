"""The offline kit: scripts as one, texts that do not meet, and words for every place where one is said."""

import json
import re
from pathlib import Path

import pytest

from living_guidance.render.bundle import bundle, inline_pictures
from living_guidance.render.comment_words import _words, comment_data
from living_guidance.render.kit_text import Rendered, join_texts
from living_guidance.render.messages import load_messages
from living_guidance.view.commenting import document_commenting
from tests.corpora import comment_round
from tests.view.test_commenting import DATES, states

ASSETS = Path(__file__).parents[2] / "plugins/living_guidance/site/theme/assets/living-guidance"
SCRIPTS = {
    path.relative_to(ASSETS).as_posix(): path.read_text(encoding="utf-8")
    for path in (*ASSETS.glob("*.js"), *ASSETS.glob("comment/*.js"))
}


def test_modules_become_one_script() -> None:
    modules = {
        "a/main.js": 'import { twice } from "./twice.js"\nimport "../other.js"\n\nconst own = twice(2)\n',
        "a/twice.js": 'import { two } from "../two.js"\n\nconst own = two\nexport const twice = one => own * one\n',
        "two.js": "export const two = 2\nexport class Pair {}\n",
        "other.js": 'import { two, Pair } from "./two.js"\n\nconst own = new Pair(two)\n',
        "never.js": "throw 1\n",
    }
    script = bundle("a/main.js", modules)
    places = [script.index(f"const module_{name} = ") for name in ("two_js", "a_twice_js", "other_js", "a_main_js")]
    assert places == sorted(places)
    assert "const { two, Pair } = module_two_js\n" in script
    assert "return { two, Pair }" in script
    assert not re.search(r"^\s*(?:import|export)\b", script, re.MULTILINE)
    assert "throw" not in script


def test_our_own_scripts_and_styles_can_stand_in_a_page() -> None:
    script = bundle("comment/kit.js", SCRIPTS)
    assert not re.search(r"^(?:import|export)\b|</script|<!--", script, re.MULTILINE)
    style = (ASSETS / "comment.css").read_text(encoding="utf-8")
    pictures = {path.name: path.read_text(encoding="utf-8") for path in ASSETS.glob("*.svg")}
    assert re.findall(r"url\((?!\"data:)", inline_pictures(style, pictures)) == []


FIRST = Rendered(
    "alpha/one",
    "alpha/one/at/d/",
    '<h2 id="limits">Limits</h2><p id="pa">See <a href="#limits">above</a>, '
    '<a href="../../../two/at/d/#limits">two</a>, <a href="../../../two/">all of it</a> '
    'and <a href="../../../../beta/#x">beta</a>.'
    '<a class="lg-past" href="../../changes/#h-pa"></a></p><img src="../../figure.png" alt="Kiln">',
)
SECOND = Rendered(
    "alpha/two",
    "alpha/two/at/d/",
    '<h2 id="limits">Limits</h2><p id="pb"><a href="https://x.example/">out</a>, <a href="#limits">above</a></p>'
    '<table id="t"><tr><td>1</td></tr></table>after',
)


def test_ids_of_several_chapters_do_not_meet_and_links_follow() -> None:
    pictures = {"alpha/one/figure.png": "data:x"}
    one, two = join_texts((FIRST, SECOND), "https://g.example", lambda path: pictures.get(path, ""))
    assert 'id="limits"' in one
    assert 'id="two--limits"' in two
    assert re.findall('href="([^"]*)"', one) == ["#limits", "#two--limits", "#alpha--two", "https://g.example/beta/#x"]
    assert re.findall('href="([^"]*)"', two) == ["https://x.example/", "#two--limits"]
    assert 'src="data:x"' in one
    assert '<div class="lg-scroll" tabindex="0"><table id="t"><tr><td>1</td></tr></table></div>after' in two


def test_what_cannot_be_had_offline_is_words() -> None:
    (one,) = join_texts((FIRST,), "", lambda _: "")
    assert re.findall('href="([^"]*)"', one) == ["#limits"]
    assert "<a>beta</a>" in one
    assert "<em>Kiln</em>" in one


# ---- Words


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_script_has_every_word_that_it_says_and_no_other(language: str) -> None:
    known = _words(load_messages(language))
    text = "\n".join(text for name, text in SCRIPTS.items() if name.startswith("comment"))
    said = set(re.findall(r"""\b(?:say|count)\((?:[^()"]*\? )?"([\w-]+)\"""", text))
    assert said
    assert said <= set(known["words"]) | set(known["counts"])
    literals = set(re.findall(r'"([\w-]+)"', text)) | set(re.findall(r"^\s+(\w+):|[{,] (\w+):", text, re.MULTILINE))
    named = {one for found in literals for one in ((found,) if isinstance(found, str) else found)}
    left = {name for name in (*known["words"], *known["counts"]) if name not in named}
    # These are put together from the names of fields.
    assert {name for name in left if not re.fullmatch(r"error-\w+|\w+-hint", name)} == set()


def test_no_text_can_end_the_data_of_a_page() -> None:
    record = comment_round(draft="september", contact="</script><!--<script>", **DATES)
    found = document_commenting(states(record), "alpha", "en")
    assert found
    data = comment_data(found, load_messages("en"), "../", "furnaces")
    assert "<" not in data
    assert json.loads(data)["data"]["contact"] == record.contact
