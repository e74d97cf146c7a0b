"""Whether a card and a draft tell of two things, however alike their words are."""

from deacards.deck.cloze import hidden, plain
from deacards.regenerate.changes import is_shuffled
from deacards.regenerate.face import Face
from deacards.regenerate.likeable import Likeable
from deacards.regenerate.subjects import LABEL, Subjects
from deacards.regenerate.wording import common, tells_apart, words_of


def are_two(card: Likeable, draft: Likeable, subjects: Subjects | None) -> bool:
    """Return whether two say other things by the same words, or tell of two things that are both there.

    Of a card edited by hand that is not known.
    """
    if card.hand.prompt != card.parts.prompt:
        return False
    if subjects is not None and subjects.remain(card, draft):
        return True
    subject, other = _subject(card.face), _subject(draft.face)
    if subject and other and is_shuffled(words_of(subject), words_of(other)):
        return True
    is_reordered = _blanks(card.face) == _blanks(draft.face) and (
        _have_same_cells(card.face, draft.face)
        or not is_shuffled(card.wording.question, draft.wording.question)
    )
    return is_shuffled(card.wording.all, draft.wording.all) and not is_reordered


def are_named_apart(card: Likeable, draft: Likeable) -> bool:
    """Return whether a card and a draft tell of two things; of a card edited by hand that is not known."""
    return card.hand.prompt == card.parts.prompt and tells_apart(card.wording, draft.wording)


def _blanks(face: Face) -> list[str]:
    """Return what a face hides or answers, in whatever order."""
    return sorted(hidden(face.prompt) if face.is_cloze else face.answer)


def _subject(face: Face) -> str:
    """Return what a text tells of, if that is asked: the blank that it begins with."""
    return hidden(face.prompt)[0] if face.is_cloze and face.prompt.startswith("{{") else ""


def _have_same_cells(one: Face, other: Face) -> bool:
    """Return whether two rows have the same cells, in whatever order: two columns may change places."""
    mine, theirs = (sorted(plain(face.prompt).split(" | ")) for face in (one, other))
    return one.is_cloze and other.is_cloze and len(mine) > 1 and mine == theirs


def have_other_labels(one: Face, other: Face) -> bool:
    """Return whether both texts begin with a name and a colon, and these names share no word."""
    if not (one.is_cloze and other.is_cloze):
        return False
    mine, theirs = LABEL.match(plain(one.prompt)), LABEL.match(plain(other.prompt))
    return (
        mine is not None
        and theirs is not None
        and not common(words_of(mine[1]), words_of(theirs[1]), lambda _: 1.0)
    )
