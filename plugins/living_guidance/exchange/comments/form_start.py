"""The worksheet that a form begins with: what the round is, who comments, and how to fill in the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl.styles import Alignment, Font, Protection
from openpyxl.worksheet.worksheet import Worksheet

from living_guidance.exchange.comments.columns import OF_ROWS, SHARED, heading, language_label
from living_guidance.exchange.comments.form import CommentForm, beside
from living_guidance.exchange.comments.form_choices import Choices
from living_guidance.exchange.comments.xlsx_pages import BORDER, FONT, fit_height, protect, set_up_paper
from living_guidance.exchange.comments.xlsx_text import put_text
from living_guidance.model.vocabulary import Audience
from living_guidance.render.messages import Messages, in_all

_WIDTHS = {"A": 40, "B": 60, "C": 76}
_ALL = sum(_WIDTHS.values())
_BLUE = "1F4E79"
_TITLE, _BIG = Font(FONT, bold=True, size=16, color=_BLUE), Font(FONT, bold=True, size=12, color=_BLUE)
_LABEL = Font(FONT, bold=True)
_HOW = ("rows", "place", "proposed", "plain")


def put_start(page: Worksheet, form: CommentForm, says: Sequence[Messages]) -> None:
    """Write the worksheet."""
    for column, width in _WIDTHS.items():
        page.column_dimensions[column].width = width
    sheet = _Start(page, form, says)
    sheet.put_title(beside(form.record.title.root, form.languages), _TITLE)
    for name, text in sheet.facts():
        sheet.put_pair(in_all(says, f"forms.comment.fact.{name}"), text)
    sheet.put_section("forms.comment.about", "forms.comment.about.how", sheet.policy())
    for name in SHARED:
        sheet.put_answer(name)
    sheet.put_section("forms.comment.how", *(f"forms.comment.how.{name}" for name in _HOW))
    sheet.put_section("forms.comment.columns")
    for name in OF_ROWS:
        if name not in SHARED:
            sheet.put_pair(heading(name, says), "", sheet.in_lines(f"forms.comment.hint.{name}"))
    protect(page)
    set_up_paper(page, "portrait")
    page.sheet_view.showGridLines = False


@dataclass(slots=True)
class _Start:
    """The worksheet while it is written, from top to bottom."""

    page: Worksheet
    form: CommentForm
    says: Sequence[Messages]
    row: int = 1

    def facts(self) -> Iterator[tuple[str, str]]:
        """What a commenter should know of the round."""
        record = self.form.record
        day = " · ".join(dict.fromkeys(say.day(self.form.last_day) for say in self.says))
        yield "documents", "\n".join(beside(one, self.form.languages) for one in self.form.documents.values())
        if self.form.draft:
            yield "draft", self.form.draft
        yield "closes", f"{day} ({record.zone})"
        yield "announced", beside(record.closing_words.root, self.form.languages)
        yield "accepted", "\n".join(language_label(code, self.says) for code in record.languages_accepted)
        if record.contact:
            yield "contact", record.contact

    def policy(self) -> str:
        """The message that says what is published."""
        record = self.form.record
        is_public = record.audience is Audience.PUBLIC
        return f"forms.comment.policy.{record.publication_policy if is_public else Audience.EXPERTS}"

    def in_lines(self, key: str) -> str:
        """A message, each language on a line of its own."""
        return "\n".join(dict.fromkeys(say(key) for say in self.says))

    def put_title(self, text: str, font: Font) -> None:
        """Write a line in large letters."""
        cell = self.page.cell(self.row, 1)
        put_text(cell, text)
        cell.font, cell.alignment = font, Alignment(vertical="center")
        fit_height(self.page, self.row, [("\n", _ALL)])
        self.row += 1

    def put_section(self, key: str, *messages: str) -> None:
        """Begin a section: its title, and messages over the whole width."""
        self.row += 1
        self.put_title(in_all(self.says, key), _BIG)
        for message in messages:
            text = self.in_lines(message)
            put_text(self.page.cell(self.row, 1), text)
            self.page.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=len(_WIDTHS))
            fit_height(self.page, self.row, [(text, _ALL)])
            self.row += 1

    def put_pair(self, label: str, text: str, hint: str = "") -> None:
        """Write a label, what it says, and a hint."""
        texts = (label, text, hint)
        for column, part in enumerate(texts, start=1):
            put_text(self.page.cell(self.row, column), part)
        self.page.cell(self.row, len(texts)).alignment = Alignment(wrap_text=True, vertical="top", indent=1)
        fit_height(self.page, self.row, zip(texts, _WIDTHS.values(), strict=True))
        self.page.cell(self.row, 1).font = _LABEL
        self.row += 1

    def put_answer(self, name: str) -> None:
        """Write a label with an empty cell beside it that is to be filled in."""
        cell = self.page.cell(self.row, 2)
        self.put_pair(heading(name, self.says), "", self.in_lines(f"forms.comment.hint.{name}"))
        cell.protection, cell.border = Protection(locked=False), BORDER
        Choices(self.form, self.says).offer(self.page, name, cell.coordinate)
