"""French before names: "de" and "à" contract with articles, and "de" is elided before a vowel."""

import re

_VOWELS = frozenset("aâàäáeéèêëiîïíoôöóœuûüúæ")
_ARTICLE = re.compile(r"[Ll]es? ")
_CONTRACTED = {("de", "le "): "du ", ("de", "les "): "des ", ("à", "le "): "au ", ("à", "les "): "aux "}
# What is counted, and so has an article: "la 9e circonscription", "le 3e arrondissement".
_COUNTED = re.compile(r"\d+(?P<ending>ers?|res?|ères?|es?|èmes?|nde?s?|de?s?)\s+(?P<noun>[^\W\d_]+)")
_FEMININE = frozenset({"chambre", "circonscription", "commission", "division", "région", "section", "zone"})
_MASCULINE = frozenset({"arrondissement", "bataillon", "bureau", "canton", "cercle", "collège", "district", "secteur"})


def after(preposition: str, name: str, *, contracts: bool = True) -> str:
    """Return the name after the preposition: "du Havre", "aux Ulis", "d’Arles", "de la 9e circonscription".

    Args:
        preposition: "de" or "à".
        name: A place, a body or a person; with an article in small letters or capitals, or with none.
        contracts: Whether an article at its beginning is one; that of "Le Pen" is none.
    """
    if counted := _COUNTED.match(name):
        noun = counted["noun"].casefold()
        if noun in _FEMININE or counted["ending"].startswith(("re", "ère")):
            return f"{preposition} la {name}"
        if noun in _MASCULINE or counted["ending"].startswith("er"):
            return _contracted(preposition, "le ") + name
    article = _ARTICLE.match(name) if contracts else None
    if article:
        return _contracted(preposition, article[0].lower()) + name[article.end() :]
    if preposition == "de" and name[:1].casefold() in _VOWELS:
        return f"d’{name}"
    return f"{preposition} {name}"


def _contracted(preposition: str, article: str) -> str:
    """Return both in one word where French has one; a language file may say "en" or "de la part de"."""
    return _CONTRACTED.get((preposition, article), f"{preposition} {article}")
