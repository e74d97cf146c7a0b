"""The questions of each language, as templates."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """The templates of one language. `{0}` is the term or subject, `{1}` the label, `{n}` how many items."""

    language: str
    what_is: str
    what_are: str
    what_does: str
    what_do: str
    used_for: str
    stands_for: str
    members: str
    members_alone: str
    which: str
    which_alone: str
    examples: str
    also_called: str
    why: str
    what_of: str
    what_are_of: str
    compare: str
    after: str


NEUTRAL = Phrases(
        language="",
        what_is="{0} = ?", what_are="{0} = ?", what_does="{0}: ?", what_do="{0}: ?", used_for="{0}: ?",
        stands_for="{0} = ?", members="{0} – {1}: ? ({n})", members_alone="{1}: ? ({n})",
        which="{0} – {1}: ? ({n})", which_alone="{1}: ? ({n})", examples="{0}: e.g. ? ({n})",
        also_called="{0} = ? (2)", why="{0} – ?", what_of="{0} – {1}: ?", what_are_of="{0} – {1}: ?",
        compare="{1}: {0}?", after="{0} → ?",
    )  # fmt: skip

PHRASES = {
    "en": Phrases(
        language="en",
        what_is="What is {0}?", what_are="What are {0}?", what_does="What does {0} do?",
        what_do="What do {0} do?", used_for="What is {0} used for?",
        stands_for="What does {0} stand for?", members="What are the {1} of {0}? ({n})",
        members_alone="What are the {1}? ({n})", which="{0} – {1}: which? ({n})",
        which_alone="{1}: which? ({n})", examples="{0}: which examples? ({n})",
        also_called="What is {0} also called?", why="Why {0}?", what_of="What is the {1} of {0}?",
        what_are_of="What are the {1} of {0}?", compare="{1}: {0}?", after="What follows from: {0}?",
    ),
    "de": Phrases(
        language="de",
        what_is="Was bedeutet „{0}“?", what_are="Was bedeutet „{0}“?", what_does="Was macht „{0}“?",
        what_do="Was macht „{0}“?", used_for="Wozu dient „{0}“?", stands_for="Wofür steht {0}?",
        members="{0} – {1}: welche? ({n})", members_alone="{1}: welche? ({n})",
        which="{0} – {1}: welche? ({n})", which_alone="{1}: welche? ({n})",
        examples="{0}: welche Beispiele? ({n})", also_called="Wie heißt „{0}“ auch?",
        why="{0} – warum?", what_of="{0} – {1}: was?", what_are_of="{0} – {1}: was?",
        compare="{1}: {0}?", after="{0}: was folgt daraus?",
    ),
    "fr": Phrases(
        language="fr",
        what_is="Que signifie « {0} » ?", what_are="Que signifie « {0} » ?",
        what_does="Que fait « {0} » ?", what_do="Que font « {0} » ?", used_for="À quoi sert « {0} » ?",
        stands_for="Que signifie {0} ?", members="{0} – {1} : lesquels ? ({n})",
        members_alone="{1} : lesquels ? ({n})", which="{0} – {1} : lesquels ? ({n})",
        which_alone="{1} : lesquels ? ({n})", examples="{0} : quels exemples ? ({n})",
        also_called="Comment « {0} » s’appelle-t-il aussi ?", why="{0} – pourquoi ?",
        what_of="{0} – {1} : quoi ?", what_are_of="{0} – {1} : quoi ?", compare="{1} : {0} ?",
        after="{0} : que s’ensuit-il ?",
    ),
    "es": Phrases(
        language="es",
        what_is="¿Qué significa «{0}»?", what_are="¿Qué significa «{0}»?",
        what_does="¿Qué hace «{0}»?", what_do="¿Qué hacen «{0}»?", used_for="¿Para qué sirve «{0}»?",
        stands_for="¿Qué significa {0}?", members="{0} – {1}: ¿cuáles? ({n})",
        members_alone="{1}: ¿cuáles? ({n})", which="{0} – {1}: ¿cuáles? ({n})",
        which_alone="{1}: ¿cuáles? ({n})", examples="{0}: ¿qué ejemplos? ({n})",
        also_called="¿Cómo se llama también «{0}»?", why="{0}: ¿por qué?", what_of="{0} – {1}: ¿qué?",
        what_are_of="{0} – {1}: ¿qué?", compare="{1}: ¿{0}?", after="{0}: ¿qué sigue?",
    ),
    "it": Phrases(
        language="it",
        what_is="Che cosa significa «{0}»?", what_are="Che cosa significa «{0}»?",
        what_does="Che cosa fa «{0}»?", what_do="Che cosa fanno «{0}»?", used_for="A che cosa serve «{0}»?",
        stands_for="Che cosa significa {0}?", members="{0} – {1}: quali? ({n})",
        members_alone="{1}: quali? ({n})", which="{0} – {1}: quali? ({n})", which_alone="{1}: quali? ({n})",
        examples="{0}: quali esempi? ({n})", also_called="Come si chiama anche «{0}»?",
        why="{0}: perché?", what_of="{0} – {1}: che cosa?", what_are_of="{0} – {1}: che cosa?",
        compare="{1}: {0}?", after="{0}: che cosa segue?",
    ),
    "pt": Phrases(
        language="pt",
        what_is="O que significa «{0}»?", what_are="O que significa «{0}»?",
        what_does="O que faz «{0}»?", what_do="O que fazem «{0}»?", used_for="Para que serve «{0}»?",
        stands_for="O que significa {0}?", members="{0} – {1}: quais? ({n})",
        members_alone="{1}: quais? ({n})",
        which="{0} – {1}: quais? ({n})", which_alone="{1}: quais? ({n})",
        examples="{0}: que exemplos? ({n})", also_called="Como se chama também «{0}»?",
        why="{0}: porquê?", what_of="{0} – {1}: o quê?", what_are_of="{0} – {1}: o quê?",
        compare="{1}: {0}?", after="{0}: o que se segue?",
    ),
    "zh": Phrases(
        language="zh",
        what_is="{0}是什么？", what_are="{0}是什么？", what_does="{0}做什么？", what_do="{0}做什么？",
        used_for="{0}用来做什么？", stands_for="{0}的全称是什么？", members="{0}的{1}有哪些？（{n}）",
        members_alone="{1}有哪些？（{n}）", which="{0} – {1}：有哪些？（{n}）",
        which_alone="{1}：有哪些？（{n}）", examples="{0}有哪些例子？（{n}）",
        also_called="{0}又称什么？", why="{0}：为什么？", what_of="{0}的{1}是什么？",
        what_are_of="{0}的{1}是什么？", compare="{1}：{0}？", after="{0}：结果如何？",
    ),
    "ja": Phrases(
        language="ja",
        what_is="{0}とは？", what_are="{0}とは？", what_does="{0}は何をする？", what_do="{0}は何をする？",
        used_for="{0}は何のため？", stands_for="{0}は何の略？", members="{0}の{1}は？（{n}）",
        members_alone="{1}は？（{n}）", which="{0} – {1}は？（{n}）", which_alone="{1}は？（{n}）",
        examples="{0}の例は？（{n}）", also_called="{0}の別名は？", why="{0}：なぜ？", what_of="{0}の{1}は？",
        what_are_of="{0}の{1}は？", compare="{1}：{0}？", after="{0}：その結果は？",
    ),
}  # fmt: skip
