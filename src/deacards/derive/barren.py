"""Headings under which no line is knowledge: books and pages to read, exercises and their steps, goals."""

import re

from deacards.derive import words
from deacards.derive.reason import Reason
from deacards.patterns import pattern

_READING = pattern(
    r"bibliography|(?:further|recommended|additional) (?:reading|books)|reading list|reference books|"
    r"(?:external|useful) links|see also|literaturverzeichnis|quellenverzeichnis|siehe auch|"
    r"weiterführende (?:literatur|links)|bibliographie|webographie|pour aller plus loin|voir aussi|"
    r"bibliograf[ií]a|véase también|enlaces (?:externos|de interés)|letture consigliate|vedi anche|"
    r"ver também|参考资料|参考文献|参考链接|延伸阅读|扩展阅读|相关链接|参考リンク|参考書",
    re.IGNORECASE,
)
"""A heading over what to read elsewhere. `References` or `Links` may be what a note is about."""
_NUMBER = r"(?:\s?(?:no\.?|n[°º]|nr\.?|#)?\s?\d+[a-z]?(?:\.\d+)*)"
_EXERCISES = pattern(
    r"\b(?:worked\s(?:examples?|solutions?)|practice\s(?:problems?|questions|solutions)|(?:review|revision)\schecklist|"
    r"(?:learning|study)\s(?:goals|objectives|outcomes)|lernziele?|objectifs\sd['’]apprentissage|"
    r"objetivos\sde\saprendizaje|obiettivi\sdi\sapprendimento)$|^how\sto\sstudy$|(?:学习|學習)目[标標]$|"
    r"(?:^|[:：–—-]\s|^(?:practice|guided|further|additional|optional|homework|\d+(?:\.\d+)*[.)]?)\s)"
    rf"(?:exercises|homework{_NUMBER}?|(?:exercise|problem|assignment|worksheet){_NUMBER}|"
    rf"(?:haus|übungs)aufgaben?{_NUMBER}?|aufgabe{_NUMBER}|übung(?:en|sblatt)?{_NUMBER}?|(?:tarea|práctica){_NUMBER}|"
    rf"ejercicios?(?:\s(?:resuelto|propuesto|práctico)s?)?{_NUMBER}?|"
    rf"exercices?(?:\s(?:guidé|corrigé|résolu)s?)?{_NUMBER}?|"
    rf"esercizi?o?(?:\s(?:svolt|guidat)[oi])?{_NUMBER}?|exercícios?(?:\sresolvidos?)?{_NUMBER}?)"
    r"(?:$|\s?[:：(（.–—-])|(?:练习题?|習題|习题|课后题|例题|例題|練習問題)[一二三四五六七八九十\d]*$",
    re.IGNORECASE,
)
"""A heading over exercises, which are worked anew and not recalled, or over goals of learning."""


def ends_asking(text: str) -> bool:
    """Tell whether a text in Markdown ends in a question mark."""
    return words.asks(text.rstrip(" *_"))


def why_barren(title: str) -> Reason | None:
    """Return why no line under a heading is knowledge: books and pages, or exercises and their steps."""
    name = title.strip(" *_:：")
    if _READING.fullmatch(name):
        return Reason.NAVIGATION
    return Reason.EXERCISE if _EXERCISES.search(name) and not ends_asking(name) else None
