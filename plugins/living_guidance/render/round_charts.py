"""Small pictures of numbers, as SVG without words: what they show stands in the table or text beside them."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

_SVG = Markup(
    '<svg class="lg-chart lg-chart--{kind}" viewBox="0 0 {width} {height}" preserveAspectRatio="none"'
    ' aria-hidden="true" focusable="false">{parts}</svg>'
)
_RECT = Markup('<rect{name} x="{x}" y="{y}" width="{width}" height="{height}"/>')
NONE = "none"
"""The class of what has no answer."""


def bar(count: int, most: int) -> Markup:
    """A bar as long as a number is of the greatest one."""
    rect = _rect("", 0, 0, 100 * count / most if most else 0, 10)
    return _SVG.format(kind="bar", width=100, height=10, parts=rect)


def stack(parts: Mapping[str, int], total: int, most: int = 0) -> Markup:
    """A bar of parts, each with the class of its word; what is left of the total has none. As long as bars are."""
    whole = 100 * total / most if most else 100
    rects, x = [], 0.0
    left = total - sum(parts.values())
    for word, count in (*parts.items(), *(((NONE, left),) if left else ())):
        width = whole * count / total if total else 0
        rects.append(_rect(f"lg-part--{word}", x, 0, width, 10))
        x += width
    return _SVG.format(kind="stack", width=100, height=10, parts=Markup().join(rects))


def columns(values: Sequence[tuple[int, bool]], most: int) -> Markup:
    """A column for each number; those that are marked have a look of their own."""
    rects = _columns(values, most)
    return _SVG.format(kind="columns", width=10 * max(1, len(values)), height=100, parts=Markup().join(rects))


def _columns(values: Sequence[tuple[int, bool]], most: int) -> Iterable[Markup]:
    for place, (count, is_marked) in enumerate(values):
        if count:
            # The least is still seen.
            height = max(2.0, 100 * count / most)
            yield _rect("lg-part--marked" if is_marked else "", 10 * place + 1, 100 - height, 8, height)


def _rect(name: str, x: float, y: float, width: float, height: float) -> Markup:
    named = Markup(' class="{}"').format(name) if name else ""
    return _RECT.format(name=named, x=_short(x), y=_short(y), width=_short(width), height=_short(height))


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
