"""The closed-class words of the languages: which word opens an object, ends one, or can stand in none."""

from enum import Enum, auto


class Kind(Enum):
    """What a function word does in a terse sentence."""

    ARTICLE = auto()
    """Stands before an answer and is left out of it: the, a, its, several."""
    OF = auto()
    """Goes on with a noun phrase: of, and, or."""
    PREPOSITION = auto()
    """Opens an object: for, in, with."""
    VERB = auto()
    """Opens an object and tells what it is: uses, supports, contains."""
    COPULA = auto()
    """Opens what a thing is: is, are, becomes."""
    AUXILIARY = auto()
    """Says that a sentence goes on with its verb: can, has, will."""
    CONDITION = auto()
    """Opens a clause that is an answer as a whole: when, if, unless."""
    RELATIVE = auto()
    """Ends a noun phrase: which, that, but, so."""
    PRONOUN = auto()
    """Stands for something said elsewhere, so it answers nothing: it, this, they, such."""
    ADVERB = auto()
    """Colours a sentence and answers nothing: also, often, only, not."""
    INFINITIVE = auto()
    """Opens an infinitive or, before an article or a name, an object: to."""


_WORDS: dict[str, dict[Kind, str]] = {
    "en": {
        Kind.ARTICLE: """the a an its their your our my his her both either some any all every each many
            another several various certain few no""",
        Kind.OF: "of and or & + / nor",
        Kind.PREPOSITION: """for in on by with from into onto inside outside at between under over during
            against across than within among after before through via per without like as until behind
            beyond towards toward upon above below around about near since despite except besides""",
        Kind.VERB: """uses use using used supports support supporting provides provide providing requires
            require requiring needs need contains contain containing includes include including means mean
            consists allows enables enable returns replaces replace prevents ensures defines define
            describes describe determines determine represents represent creates generates produces
            performs executes handles manages coordinates follows involves enforces exploits reduces
            increases improves decreases causes depends relies belongs acts works identifies detects
            protects collects reveals affects avoids specifies introduces maintains converts transforms
            encrypts decrypts combines divides separates connects integrates extends inherits implements
            offers lets keeps gives takes makes gets sends receives stores expects assumes knows says
            states called named equals happens occurs refers applies stays looks measures monitors has
            have had felt led went came began thought took gave saw knew wrote brought drove drew grew fell
            rose spoke stood told chose broke ran won meant""",
        Kind.COPULA: "is are was were be been being becomes became remains",
        Kind.AUXILIARY: """can could may might must shall should will would do does did cannot
            can't don't doesn't isn't aren't won't couldn't shouldn't wasn't weren't didn't
            hasn't haven't let's""",
        Kind.CONDITION: "when if iff unless because once while whenever whether",
        Kind.RELATIVE: """which that who whom whose where what how why but so then than therefore thus
            however whereas instead rather""",
        Kind.PRONOUN: """it this these those they them he she we you i us him one ones itself themselves
            such things thing stuff something
            anything everything nothing someone anyone everyone there here nobody
            yourself himself herself ourselves yours ours theirs
            it's that's there's here's he's she's they're we're you're i'm let's what's who's""",
        Kind.ADVERB: """also not only just often usually always never too very more most less least even
            still already again then now mainly mostly generally typically basically primarily
            originally sometimes possibly probably maybe much well first e.g i.e etc e.g. i.e. etc. up
            down out off away back so-called quite really almost together though later soon yet ever
            directly actually simply currently immediately either""",
        Kind.INFINITIVE: "to",
    },
    "de": {
        Kind.ARTICLE: """der die das den dem des ein eine einen einem einer eines alle allen jede jeder jedes
            jeden jedem mehrere viele einige ihre ihr seine sein unsere""",
        Kind.OF: "und oder bzw. sowie & / +",
        Kind.PREPOSITION: """für in im ins auf bei beim mit von vom aus an am nach über unter zwischen gegen
            vor um durch mittels wegen ohne statt pro als wie zum zur ab bis innerhalb ausserhalb
            außerhalb anhand aufgrund mithilfe gemäss gemäß seit trotz während hinter neben per""",
        Kind.VERB: """heisst heißt bedeutet benutzt verwendet braucht enthält enthalten unterstützt erlaubt
            erlauben ermöglicht verhindert beschreibt besteht bestehen basiert liefert speichert benötigt
            erzeugt definiert umfasst bietet genannt zeigt regelt hat haben hatte hatten""",
        Kind.COPULA: "ist sind war waren wird werden wurde wurden bleibt bleiben",
        Kind.AUXILIARY: """kann können könnte soll sollte sollen sollten muss müssen musste darf dürfen
            man lässt lassen sein worden gibt""",
        Kind.CONDITION: "wenn falls weil sobald sofern solange damit ob",
        Kind.RELATIVE: """welche welcher welches dass aber sondern also deshalb darum daher wobei wodurch
            dann sonst denn da wo was wer wozu warum""",
        Kind.PRONOUN: """es er sie wir ich ihr dies diese dieser dieses diesen diesem jene jener solche
            solcher man sich etwas nichts alles dieselbe derselbe dasselbe ihm ihn ihnen uns hier dort""",
        Kind.ADVERB: """auch nicht nur immer nie oft meist meistens sehr mehr weniger noch schon bereits sehr
            etwa z.b d.h u.a u.ä usw z.b. d.h. usw. etc. genau direkt zuerst danach kein keine keinen keiner
            möglichst jeweils grundsätzlich eher selbst so zu zudem außerdem ausserdem somit dabei dadurch
            hierbei dafür jedoch allerdings dennoch trotzdem schließlich schliesslich anschließend ferner
            anschliessend zusätzlich weiterhin demnach folglich daraus daran darauf davon häufig manchmal
            teilweise""",
    },
    "fr": {
        Kind.ARTICLE: """le la les l un une des du son sa ses leur leurs chaque tous toutes tout toute
            plusieurs quelques certains certaines""",
        Kind.OF: "de d et ou & / +",
        Kind.PREPOSITION: """pour dans sur avec en vers entre contre sous chez après avant à au aux par selon
            sans comme depuis pendant dès parmi jusqu hors malgré""",
        Kind.VERB: """utilise utilisent permet permettent nécessite contient contiennent signifie appelé
            appelée appelés appelées définit désigne représente fournit comprend produit crée donne
            dépend dépendent repose""",
        Kind.COPULA: "est sont était étaient devient deviennent fut sera seront reste",
        Kind.AUXILIARY: """a ont avait peut peuvent doit doivent va vont faut fait font ai avoir être été
            peut-être n ne""",
        Kind.CONDITION: "si quand lorsque lorsqu parce puisque",
        Kind.RELATIVE: "qui que qu dont où mais car donc afin alors quoi quel quelle quels quelles comment",
        Kind.PRONOUN: """il elle ils elles on ce cet cette ces ceci cela ça celui celle ceux se s y nous vous
            je lui eux tel telle même""",
        Kind.ADVERB: """aussi ne pas plus moins très toujours jamais souvent seulement encore déjà bien trop
            etc ex etc. ainsi enfin ensuite d'abord non cependant toutefois néanmoins puis finalement
            parfois généralement""",
    },
    "es": {
        Kind.ARTICLE: """el la los las un una unos unas su sus lo cada todo toda todos todas varios varias
            algunos algunas ambos ambas""",
        Kind.OF: "de del y e o u & / +",
        Kind.PREPOSITION: """para en sobre con hacia entre contra por tras desde hasta a al sin mediante como
            según durante bajo ante""",
        Kind.VERB: """usa usan utiliza utilizan permite permiten requiere requieren contiene contienen
            significa llamado llamada llamados llamadas define definen representa provee produce genera
            depende dependen consiste incluye incluyen necesita necesitan tiene tienen""",
        Kind.COPULA: "es son era eran fue fueron ser será serán está están",
        Kind.AUXILIARY: """puede pueden podría podrían debe deben ha han había hay va van suele suelen haber
            estar hace hacen fuese fuesen podemos debemos""",
        Kind.CONDITION: "si cuando porque mientras aunque",
        Kind.RELATIVE: "que quien quienes cual cuales donde pero sino ya cuyo cuya qué cómo",
        Kind.PRONOUN: """este esta estos estas esto ese esa esos esas eso aquel aquella se él ella ellos ellas
            nosotros le les nos me te lo mismo misma tal tales otro otra""",
        Kind.ADVERB: """también no más menos muy siempre nunca solo sólo además entonces así etc etc. aún
            todavía bien ya nuevamente luego antes después finalmente
            normalmente generalmente""",
    },
    "it": {
        Kind.ARTICLE: """il lo la i gli le l un uno una ogni alcuni alcune tutti tutte tutto tutta vari varie
            diversi diverse suo sua suoi sue loro""",
        Kind.OF: "di del dello della dei degli delle dell d e ed o oppure & / +",
        Kind.PREPOSITION: """per in nel nello nella nei negli nelle nell su sul sullo sulla sui sugli sulle
            sull con a al allo alla ai agli alle all da dal dallo dalla dai dagli dalle dall tra fra verso
            contro sotto sopra dopo prima durante senza tramite mediante secondo come entro oltre presso""",
        Kind.VERB: """usa usano utilizza utilizzano permette permettono consente consentono richiede
            richiedono contiene contengono significa chiamato chiamata chiamati chiamate detto detta detti
            dette definisce definiscono rappresenta rappresentano fornisce produce genera dipende dipendono
            consiste include includono indica indicano comprende prevede ha hanno""",
        Kind.COPULA: "è sono era erano fu furono diventa diventano viene vengono",
        Kind.AUXILIARY: """può possono deve devono potrebbe vuole essere avere stato stata stati state sia va
            vanno bisogna possiamo dobbiamo""",
        Kind.CONDITION: "se quando perché poiché mentre finché affinché",
        Kind.RELATIVE: "che chi cui quale quali dove ma però quindi dunque allora cioè cosa infatti",
        Kind.PRONOUN: """questo questa questi queste quello quella quelli quelle si ci ne mi ti vi lui lei
            esso essa essi esse noi voi io stesso stessa stessi tale tali altro altra altri altre""",
        Kind.ADVERB: """anche non più meno molto sempre mai solo soltanto ancora già poi inoltre invece così
            spesso es ecc bene circa quasi generalmente prima ovvero""",
    },
    "pt": {
        Kind.ARTICLE: """o a os as um uma uns umas cada todo toda todos todas vários várias alguns algumas
            ambos ambas seu sua seus suas""",
        Kind.OF: "de do da dos das e ou & / +",
        Kind.PREPOSITION: """para em no na nos nas num numa sobre com entre contra por pelo pela pelos pelas
            após até desde a ao à aos às sem através mediante segundo durante como sob""",
        Kind.VERB: """usa usam utiliza utilizam permite permitem requer requerem contém contêm significa
            chamado chamada chamados chamadas define definem representa representam fornece produz gera
            depende dependem consiste inclui incluem indica indicam tem têm possui possuem garante""",
        Kind.COPULA: "é são era eram foi foram torna-se está estão fica ficam",
        Kind.AUXILIARY: """pode podem deve devem poderia vai vão há ser sido estar ter pode-se deve-se temos
            podemos devemos queremos consegue""",
        Kind.CONDITION: "se quando porque enquanto embora caso pois",
        Kind.RELATIVE: "que quem qual quais onde mas porém logo portanto cujo cuja então assim ou-seja",
        Kind.PRONOUN: """este esta estes estas isto esse essa esses essas isso aquele aquela se ele ela eles
            elas nós lhe mesmo mesma tal tais outro outra outros outras""",
        Kind.ADVERB: """também não mais menos muito sempre nunca só apenas ainda já depois além geralmente
            normalmente ex etc bem cerca quase aqui""",
    },
}  # fmt: skip


def _kinds(language: str) -> dict[str, Kind]:
    return {word: kind for kind, words in _WORDS[language].items() for word in words.split()}


KINDS: dict[str, dict[str, Kind]] = {language: _kinds("en") | _kinds(language) for language in _WORDS}
"""Language -> lower-case function word -> what it does. Languages written without spaces have none.

English words stand in the notes of every language; where both know a word, the note's own language wins.
"""

SPEAKERS = frozenset(
    """we you i us one we're you're i'm let's there there's here wir ich ihr uns man hier dort nous vous je
    on y nosotros se noi voi io si nós""".split()  # noqa: SIM905 - a list of words reads best as words
)
"""Pronouns that stand for nothing said before."""

EVALUATIONS = frozenset(
    """possible impossible necessary important nécessaire indispensable préférable inutile interdit conseillé
    recommandé posible imposible necesario importante crucial preciso fundamental mejor conveniente
    recomendable possibile impossibile necessario meglio opportuno sufficiente possível impossível necessário
    melhor""".split()  # noqa: SIM905 - a list of words reads best as words
)
"""What a sentence says of an act, and no answer: `it is possible to`, `es importante saber`."""

SET_PHRASES = frozenset(
    """for example|for instance|in general|in fact|in addition|in order|in case|in turn|in this|in that|
    in these|in those|in both|in all|in one|at least|at most|at once|at first|at all|as well|as such|
    as soon|as long|as much|as many|such as|by far|by itself|on average|per se|with respect|
    on the other|on the one|in the same|in the other|in other|at the same|on the fly|at the time|at a|at hand|
    over time|for the first|
    by default|for good|at rest|in flight|in transit|in use|in place|in time|in parallel|in advance|
    in practice|in theory|in full|in total|in detail|in the background|in the end|at runtime|at run time|
    on demand|by hand|by name|
    make sure|makes sure|making sure|make sense|makes sense|take place|takes place|took place|take care|
    takes care|takes advantage|take advantage|take into|takes into|
    in terms|in favour|in favor|in the context|in the case|in the course|in accordance|in spite|
    in relation|by means|
    im rahmen|in bezug|im vergleich|in form|zu beginn|im laufe|im hinblick|im bereich|
    en termes|en cas|en raison|en faveur|en vue|en matière|au sein|au cours|au profit|au niveau|à cause|
    à l' heure|à l' échelle|à l' aide|dans le cadre|dans le cas|sur le plan|
    en función|en base|en torno|en términos|a pesar|por medio|por parte|de acuerdo|
    zum beispiel|im gegensatz|in der regel|zur zeit|im allgemeinen|mit hilfe|im fall|im falle|
    auf diese|in diesem|in dieser|von vorne|um die|
    par exemple|par contre|en effet|en fait|à partir|au lieu|à travers|au moins|en général|en tant|
    en plus|par rapport|
    par défaut|en réalité|par conséquent|en outre|en revanche|en particulier|par ailleurs|au final|
    en moyenne|en pratique|en théorie|à nouveau|au total|à la fois|en permanence|au moment|au fur|à condition|
    à l' intérieur|à l' extérieur|en cours|à partir|sur place|au même|
    por ejemplo|por otro|por lo|por último|por tanto|a través|a partir|en lugar|en caso|de forma|
    sin embargo|por eso|en este|en esta|al menos|en general|en cuanto|a la vez|con respecto|
    por defecto|al final|en realidad|por general|en particular|en concreto|en principio|en cambio|a su vez|
    de hecho|a menudo|a veces|al mismo|por separado|por completo|por supuesto|en teoría|en práctica|
    es decir|por encima|por debajo|a nivel|al momento|en total|por último|por cierto|en conjunto|
    per esempio|ad esempio|in generale|in modo|in base a|in base al|in base alla|in caso|in quanto|
    di default|in realtà|in particolare|in media|in pratica|in teoria|in genere|a volte|in seguito|a causa|
    in grado|da parte|in totale|allo stesso|alla fine|
    a seconda|di solito|a partire|per questo|in questo|in questa|nel caso|per cui|
    por exemplo|no entanto|por isso|em geral|ou seja|de forma|de modo|em vez|com base|no caso|
    por padrão|por defeito|em particular|em média|na prática|em teoria|na verdade|de fato|por meio|por parte|
    em relação|com relação|no final|ao final|ao mesmo|em seguida|por causa|em vez|
    neste caso|ao longo""".replace("\n", " ").split("|")
)
"""Openings of set phrases, stripped: what follows them is no object."""
SET_PHRASES = frozenset(phrase.strip() for phrase in SET_PHRASES)
