"""The content security policy: only the theme's own inline scripts may run, whatever a page holds.

The allowed scripts are taken from the theme's partials, rendered on their own without any of the page's text, so
that a script that slipped into a page can never become an allowed one.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig

_PARTIALS = ("base", "palette", "content", "announce")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def content_security_policy(env: Environment, config: MkDocsConfig, base_url: str) -> str:
    """The policy of a page that stands at this distance from the root."""
    hashes = " ".join(f"'sha256-{digest}'" for digest in _digests(env, config, base_url))
    return (
        f"default-src 'self'; script-src 'self' {hashes}; style-src 'self'; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'"
    )


def _digests(env: Environment, config: MkDocsConfig, base_url: str) -> Iterable[str]:
    context = {"config": config, "base_url": base_url, "features": config.theme.get("features", [])}
    for partial in _PARTIALS:
        rendered = env.get_template(f"partials/javascripts/{partial}.html").render(context)
        for script in _SCRIPT.findall(rendered):
            yield b64encode(sha256(script.encode()).digest()).decode()
