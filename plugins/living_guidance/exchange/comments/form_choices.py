"""What can be chosen from lists in a form: the words of vocabularies, chapters, and the paragraphs of each chapter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from living_guidance.exchange.comments.columns import WORDS, heading, labels, language_label
from living_guidance.exchange.comments.form import CommentForm
from living_guidance.exchange.comments.xlsx_pages import put_table
from living_guidance.exchange.comments.xlsx_text import put_text
from living_guidance.render.messages import Messages, in_all

HELPERS = ("chapters", "paragraphs", "lists")
"""The worksheets that the words stand in."""
_MAX_PROMPT, _MAX_TITLE = 255, 31
"""How many characters a spreadsheet program takes for a hint, and for the title of a worksheet."""
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def sheet_title(name: str, says: Sequence[Messages]) -> str:
    """The title of a worksheet of the form."""
    return in_all(says, f"forms.comment.sheet.{name}").translate(_NOT_IN_TITLES)[:_MAX_TITLE]


def form_rows(form: CommentForm) -> list[dict[str, str]]:
    """A row for each paragraph, with what is known of it before anybody comments."""
    return [
        {"chapter": chapter.key, "paragraph": one.label(form.languages)}
        for chapter in form.chapters
        for one in chapter.paragraphs
    ]


@dataclass(frozen=True, slots=True)
class Choices:
    """The lists of a form."""

    form: CommentForm
    says: Sequence[Messages]

    @property
    def lists(self) -> Mapping[str, list[str]]:
        """What may be chosen in columns that have the same words in every row."""
        languages = [language_label(code, self.says) for code in self.form.record.languages_available]
        return {name: labels(name, self.says) for name in WORDS} | {
            "language": languages,
            "document": list(self.form.documents),
        }

    def offer(self, page: Worksheet, name: str, cells: str) -> None:
        """Give the cells of a column a hint, and the list to choose from where there is one."""
        source = self._source(name)
        choice = DataValidation("list" if source else None, source, allow_blank=True, showInputMessage=True)
        choice.prompt = in_all(self.says, f"forms.comment.hint.{name}")[:_MAX_PROMPT]
        # Paragraphs may be given by their number as well, and a chapter by its title.
        choice.showErrorMessage = source is not None and name != "paragraph"
        choice.errorStyle = "stop" if name in WORDS else "warning"
        choice.add(cells)
        page.add_data_validation(choice)

    def _source(self, name: str) -> str | None:
        """Where the words stand that may be chosen in a column."""
        lists = self.lists
        if name in lists:
            column = get_column_letter(list(lists).index(name) + 1)
            return f"{self._at('lists')}${column}$1:${column}${len(lists[name])}"
        if name == "chapter":
            return f"{self._at('chapters')}$A$2:$A${len(self.form.chapters) + 1}"
        if name == "paragraph":
            # Those of the chapter in the same row.
            where = self._at("paragraphs")
            keys = f"{where}$A$2:$A${len(form_rows(self.form)) + 1}"
            return f"OFFSET({where}$B$1,MATCH($A2,{keys},0),0,COUNTIF({keys},$A2),1)"
        return None

    def _at(self, name: str) -> str:
        return f"{quote_sheetname(sheet_title(name, self.says))}!"

    def put(self, pages: Mapping[str, Worksheet]) -> None:
        """Write the worksheets that the words stand in."""
        pages["lists"].sheet_state = "hidden"
        for column, words in enumerate(self.lists.values(), start=1):
            for row, word in enumerate(words, start=1):
                put_text(pages["lists"].cell(row, column), word)
        chapter = heading("chapter", self.says)
        titles = [chapter, in_all(self.says, "forms.comment.chapter-title")]
        put_table(pages["chapters"], titles, (36, 90), [(one.key, one.title) for one in self.form.chapters])
        rows = [(row["chapter"], row["paragraph"]) for row in form_rows(self.form)]
        put_table(pages["paragraphs"], [chapter, heading("paragraph", self.says)], (36, 120), rows)
