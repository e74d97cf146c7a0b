"""Why a line of a note gives no card of its own: said once, shown by `explain`."""

from enum import StrEnum


class Reason(StrEnum):
    """Why there is no card; the value is what `explain` prints."""

    NAVIGATION = "a link to elsewhere"
    TASK = "a task"
    TODO = "something still to be done"
    EXERCISE = "an exercise or a goal of learning: it tells no fact"
    EMPTY = "no words"
    STRUCK = "struck out"
    TAG = "a tag"
    SKIPPED = "left out: a comment or the front matter says so, or it is a drawing"
    ONLY_MARKED = "not marked as a card, and only those are wanted here"
    ENDLESS = "longer than 5,000 characters: break it into lines"
    HEADING = "a heading: it places the cards below"
    LABEL = "it places the lines below"
    HEADER = "the header of a table: it asks for the cells below"
    CAPTION = "the caption of a table: it places its cards"
    EXAMPLE = "an example: shown with the answer above"
    CODE = "code: shown with the answer above, asked for only under a label such as `syntax:`"
    MATHS = "a formula: shown with the answer above"
    IMAGE = "a picture: shown with the answer above"
    SAMPLE = "rows of a database: an example"
    HTML = "HTML that holds no table and no list"
    COMMENT = "a comment"
    RULER = "a ruler"
    TARGET = "where a link leads"
    MATTER = "front matter"
    METADATA = "metadata: it speaks of the note"
    MARKUP = "nothing but marks"
    REMINDER = "a question without an answer"
    SHORT = "too short for a question: say what about it"
    REFUSED = "no card passed"
    UNFIT = "no pattern fits: write `term: text`, or mark it with ::"

    @property
    def is_fact(self) -> bool:
        """Tell whether the line may hold a fact all the same, so that coverage counts it as missed."""
        return self in {Reason.SHORT, Reason.REFUSED, Reason.UNFIT, Reason.REMINDER, Reason.ENDLESS}
