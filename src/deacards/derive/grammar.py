"""The closed-class words by which an object is found in a line, language by language."""

import re
from dataclasses import dataclass


def _any(phrases: str) -> str:
    """Return a pattern for any of the `|`-separated phrases as whole words, longest first."""
    listed = sorted((p.strip() for p in phrases.split("|")), key=len, reverse=True)
    return r"(?<![\w-])(?:" + "|".join(p.replace(" ", r"\s+") for p in listed if p) + r")(?![\w-])"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The closed-class words that open an object, strong ones first, and those that end one."""

    strong: re.Pattern[str]
    weak: re.Pattern[str]
    ends: re.Pattern[str]
    article: re.Pattern[str]


PUNCTUATION = r"[,;:()（），；：。！？、]|[.!?](?=\s|$)|\s[-–—|=]+>?\s|→|⇒"


def _grammar(strong: str, weak: str, ends: str, article: str) -> Grammar:
    return Grammar(
        re.compile(_any(strong), re.IGNORECASE),
        re.compile(_any(weak), re.IGNORECASE),
        re.compile(f"{_any(ends)}|{PUNCTUATION}", re.IGNORECASE),
        re.compile(rf"\s*(?:{_any(article)}\s*)*", re.IGNORECASE),
    )


GRAMMARS = {
    "en": _grammar(
        "uses|use|using|used for|used by|used to|used in|used with|supports|support|provides|"
        "provide|requires|require|needs|need|contains|contain|includes|include|stores|stored in|"
        "stored as|stored on|based on|relies on|rely on|relying on|called|known as|means|"
        "consists of|consist of|depends on|integrates with|compatible with|equals|similar to|"
        "like|via|through|because|because of|due to|when|if|unless|until|per|allows|enables|is|"
        "are|was|were|becomes|returns|replaces|prevents|ensures|runs on|built on|designed for|"
        "optimized for|limited to|defaults to|as|without|instead of",
        "for|in|on|by|with|from|to|into|inside|at|between|under|over|during|against|across|than|"
        "within|among|after|before",
        "which|that|who|so|but|because|when|if|while|where|whereas|unless|until|using|without|"
        "via|through|instead|and then|for|in|on|by|with|from|into|at|between|during|across|than|"
        "within|per|to|based|also|used",
        "the|a|an|its|their|both|either|only|some|any|all|your|our",
    ),
    "de": _grammar(
        "ist|sind|war|waren|wird|werden|heißt|heisst|bedeutet|benutzt|verwendet|braucht|enthält|"
        "besteht aus|basiert auf|genannt|durch|mittels|wegen|weil|wenn|falls|ohne|statt|pro|als|"
        "wie|nur|unterstützt|erlaubt|ermöglicht|verhindert",
        "für|in|im|auf|bei|beim|mit|von|vom|zu|zum|zur|aus|an|am|nach|über|unter|zwischen|gegen|vor|um",
        "der|die|das|welche|welcher|welches|dass|damit|aber|sondern|weil|wenn|falls|während|für|"
        "im|auf|bei|mit|von|zu|zum|zur|aus|nach|über|unter|zwischen|gegen|ohne|durch|werden|wird|"
        "ist|sind",
        "der|die|das|den|dem|des|ein|eine|einen|einem|einer|nur|alle|jede|jeder|jedes",
    ),
    "fr": _grammar(
        "est|sont|était|étaient|utilise|utilisent|permet|permet de|nécessite|contient|signifie|"
        "appelé|appelée|appelés|basé sur|grâce à|parce que|car|si|sans|comme|par|selon|dépend de|"
        "devient",
        "pour|dans|sur|avec|en|vers|entre|contre|sous|chez|après|avant|à|au|aux",
        "qui|que|dont|où|mais|car|parce|si|quand|pour|dans|sur|avec|en|par|vers|entre|sans|afin",
        "le|la|les|l|un|une|des|du|de|son|sa|ses|leur|leurs",
    ),
    "es": _grammar(
        "es|son|era|fue|usa|usan|utiliza|utilizan|permite|permiten|requiere|contiene|significa|"
        "llamado|llamada|basado en|mediante|porque|si|sin|como|según|depende de|consiste en|"
        "se llama",
        "para|en|sobre|con|hacia|entre|contra|por|tras|desde|hasta|a|al",
        "que|quien|cual|donde|pero|porque|si|cuando|para|en|sobre|con|por|entre|sin|mediante",
        "el|la|los|las|un|una|unos|unas|su|sus|lo",
    ),
}
