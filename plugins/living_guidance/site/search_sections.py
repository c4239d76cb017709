"""Keep the theme's search from giving up on a page whose headings stand inside lists, quotations or notes."""

from material.plugins.search import plugin


class _Parser(plugin.Parser):  # type: ignore[misc]
    """The theme's parser, which looks for the beginning of a list item in the section that ends with it."""

    def handle_endtag(self, tag: str) -> None:
        try:
            super().handle_endtag(tag)
        except ValueError:
            # It began in another section; browsers close it there themselves.
            return


def bear_nested_headings() -> None:
    """Let every page be indexed, whatever its headings stand in."""
    plugin.Parser = _Parser
