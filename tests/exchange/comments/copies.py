"""A chapter with one of everything, as a Word file for review."""

from datetime import date
from functools import lru_cache

from living_guidance.exchange.comments.chapter_docx import ReviewCopy, write_chapter_docx
from living_guidance.model.text import Text
from living_guidance.render.messages import load_messages
from living_guidance.text.frozen import frozen_text
from tests.corpora import chapter, corpus
from tests.frozen import frozen, titled

BODY = """\
## Where it is found

PFOS repels water, and *so do* others; it **stays** for long.[^stays]
It is in [leather](https://example.org/leather?a=1&b=2), and in [other things](other.md).
See [what to do](#what-to-do), or write `C8F17` or 5 \\* 3.

- Stop the use.
  Tell the users.
    - At once.

        And in writing.

    - Later on.

- Treat the water.[^stays]

Then:

3. Measure
4. Report

Table: Limits for water

| What | Limit |
| --- | ---: |
| PFOS[^limit] | 0.1 mg/l |
| **Sum** |  |

!!! tip "Taking a sample"
    Recirculate the tank.

    1. Bottles

### What to do

Burn it at 1,100 °C,
with care.

> Somebody once said so.

Waste
:   What nobody wants.

```
mass = volume * density
total = 0.1
```

![A tank with a drain](tank.png)

---

#### The end

A last paragraph.
{: #a-name-that-its-author-wrote-and-that-is-far-too-long-for-word }

[^stays]: UNEP, 2018; see also the table.[^limit]
[^limit]: In drinking water.
[^never]: Nobody calls this.
"""
ZH = {
    "Furnaces": "熔炉",
    "Where it is found": "所在之处",
    "Stop the use.\nTell the users.": "停止使用。\n告知用户。",
    "Burn it at 1,100 °C,\nwith care.": "以1,100 °C焚烧，\n务必小心。",
    "PFOS[^limit]": "全氟辛烷磺酸[^limit]",
}
COPY = ReviewCopy("2018-second-draft", "The guidance", "Second draft", date(2018, 9, 28), "review@example.org")


@lru_cache
def text_of(language: str = "en", body: str = BODY) -> Text:
    """The chapter, frozen."""
    made = frozen(corpus(titled(chapter(body, {"zh": ZH}, summary="How to *fire*."), zh="熔炉")))
    return frozen_text(made.snapshots["draft-2018-09-28"], "alpha/furnaces", language)


@lru_cache
def copy_of(language: str = "en", body: str = BODY) -> bytes:
    """The chapter as a file."""
    return write_chapter_docx(text_of(language, body), load_messages(language), COPY)
