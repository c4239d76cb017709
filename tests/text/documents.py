"""Random chapter bodies: sound ones, with faults of layout sprinkled over some."""

import random

from hypothesis import strategies as st

SENTENCES = (
    "Plain text here.",
    "See [the link](x.md) now.",
    "**Bold** and *em*.",
    "`code` span.",
    "汉字一句。",
    "带[链接](y.md)的句子，“引号”。",
    "Ends with a note.[^n]",
    "Bare http://x.example/a",
    "5 < 6 & 7 > 3",
    "a_b_c and 2*3*4",
    "[text][ref] used",
    "![i](a.png) inline image",
    "Trailing \\\\",
    "(brackets) {curly}",
    "\\# escaped",
    'quote "x"',
    "Hard break  ",
    "a | pipe",
    "[x] box",
    "{{ m }} inline",
    "**unclosed",
    "<https://a.b/c>",
    "![alone](a.png)",
    "**e**{: .k }",
    "2018. Was a year",
    "Table: of",
    "!important",
    "1.5 kg",
    "—",
    "&lt;b&gt;",
)
_LAYOUT = "-*#>|`:!?{}[]()<=~_1. \\\n"


class Writer:
    """Writes one body."""

    def __init__(self, source: random.Random) -> None:
        self.random = source

    def body(self, faults: int) -> str:
        lines: list[str] = []
        for _ in range(self.random.randint(1, 5)):
            lines += [*self.block(), ""]
        lines += ["[ref]: http://x.y", "", f"[^n]: {self.sentence()}"]
        if self.random.random() < 0.3:
            lines += [f"    {self.sentence()}"]
        lines += ["[^m]: other"]
        for _ in range(faults):
            self.break_line(lines)
        return "\n".join(lines)

    def sentence(self) -> str:
        return self.random.choice(SENTENCES)

    def paragraph(self, most: int) -> list[str]:
        lines = [self.sentence() for _ in range(self.random.randint(1, most))]
        if self.random.random() < 0.1:
            lines.append(f"{{: #{self.name()} }}")
        return lines

    def name(self) -> str:
        return "".join(self.random.choice("abcdefgh") for _ in range(8))

    def block(self, depth: int = 0) -> list[str]:
        shapes = [self.heading, self.table, self.code, lambda: ["---"], lambda: self.paragraph(3)]
        if depth < 3:
            inner = [self.items, self.items, self.note, self.quote]
            shapes += [lambda shape=shape: shape(depth) for shape in inner]
        if depth == 0:
            shapes.append(self.definitions)
        return self.random.choice(shapes)()

    def heading(self) -> list[str]:
        closing = self.random.choice(("", " ##", f" {{#{self.name()}}}"))
        return [f"{'#' * self.random.randint(2, 4)} {self.sentence()}{closing}"]

    def items(self, depth: int) -> list[str]:
        marker = self.random.choice(("- ", "* ", "1. ", "10. ", "-   ", "+ "))
        loose = self.random.random() < 0.3
        lines: list[str] = []
        for _ in range(self.random.randint(1, 3)):
            first, *further = self.paragraph(2)
            indent = self.random.choice((" " * len(marker), "    "))
            lines += [marker + first, *(indent + line for line in further)]
            if self.random.random() < 0.3:
                inner = self.block(depth + 1)
                is_list = inner[0].startswith(("- ", "* ", "+ ", "1. "))
                lines += [] if is_list and self.random.random() < 0.6 else [""]
                lines += [f"    {line}" if line else "" for line in inner] + [""]
            elif loose:
                lines.append("")
        while not lines[-1]:
            lines.pop()
        return lines

    def table(self) -> list[str]:
        width = self.random.randint(1, 3)

        def row() -> str:
            cells = (self.random.choice((*SENTENCES, "", "1")).replace("|", "\\|").strip() for _ in range(width))
            return f"| {' | '.join(cells)} |"

        rule = "|".join(self.random.choice(("---", ":--", "--:", ":-:", " --- ")) for _ in range(width))
        lines = [row(), f"|{rule}|", *(row() for _ in range(self.random.randint(1, 3)))]
        caption = f"Table: {self.sentence()}"
        return self.random.choice((lines, lines, [caption, "", *lines], [*lines, "", caption]))

    def note(self, depth: int) -> list[str]:
        opener = self.random.choice(("!!! note", "??? tip", "!!! warning inline", "???+ x"))
        lines = [f'{opener} "{self.sentence().strip()}"']
        for number in range(self.random.randint(1, 2)):
            lines += [""] if number else []
            lines += [f"    {line}" if line else "" for line in self.block(depth + 1)]
        return lines

    def quote(self, depth: int) -> list[str]:
        return [f"> {line}" if line else ">" for line in self.block(depth + 1)]

    def definitions(self) -> list[str]:
        lines: list[str] = []
        for number in range(self.random.randint(1, 2)):
            lines += ["", self.sentence()] if number else [self.sentence()]
            first, *further = self.paragraph(2)
            lines += [f":   {first}", *(f"    {line}" for line in further)]
        return lines

    def code(self) -> list[str]:
        return [f"```{self.random.choice(('', 'python'))}", "code()", "", "  more", "# no", "```"]

    def break_line(self, lines: list[str]) -> None:
        at = self.random.randrange(len(lines))
        match self.random.randrange(6):
            case 0:
                del lines[at]
            case 1:
                lines[at] = " " * self.random.randint(1, 4) + lines[at]
            case 2:
                lines[at] = lines[at][self.random.randint(1, 4) :]
            case 3:
                lines.insert(at, "")
            case 4 if at + 1 < len(lines):
                lines[at], lines[at + 1] = lines[at + 1], lines[at]
            case _:
                column = self.random.randint(0, len(lines[at]))
                lines[at] = lines[at][:column] + self.random.choice(_LAYOUT) + lines[at][column:]
        if not lines:
            lines.append("")


def bodies(faults: int = 0) -> st.SearchStrategy[str]:
    """Bodies with up to so many faults."""
    return st.builds(
        lambda source, count: Writer(source).body(count), st.randoms(use_true_random=False), st.integers(0, faults)
    )
