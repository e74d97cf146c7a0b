"""How work tells how far it has come."""

from deacards.progress import told, untold


def test_items_are_told_before_they_are_worked_on() -> None:
    """All items come, in their order, each after it was told how many are done."""
    heard: list[object] = []
    heard.extend(told("ab", "Reading", lambda *news: heard.append(news), 5, before=3))
    assert heard == [("Reading", 3, 5), "a", ("Reading", 4, 5), "b"]


def test_nobody_need_listen() -> None:
    """Work that is told to nobody is the same work."""
    assert list(told([1, 2], "Reading", untold, 2)) == [1, 2]
