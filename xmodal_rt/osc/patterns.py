"""Address patterns of OSC 1.0, matched in linear time: no backtracking, no regular expressions."""

from collections.abc import Iterable
from functools import lru_cache

_SPECIAL = frozenset("*?[{")

# A token is "*", "?", a set of characters (with its negation flag), or alternatives.
_Token = str | tuple[frozenset[str], bool] | tuple[str, ...]


def is_pattern(address: str) -> bool:
    """Whether the address has any of the wildcards ``* ? [ {``."""
    return not _SPECIAL.isdisjoint(address)


def matches(pattern: str, address: str) -> bool:
    """Whether an OSC address pattern matches an address; wildcards stay within one part of the path.

    >>> matches("/voice/*/gain", "/voice/3/gain"), matches("/*", "/voice/3")
    (True, False)
    """
    parts, names = pattern.split("/"), address.split("/")
    return len(parts) == len(names) and all(part_matches(*pair) for pair in zip(parts, names, strict=True))


def part_matches(pattern: str, name: str) -> bool:
    """Whether one part of a pattern matches one part of an address; a broken pattern matches nothing.

    All the places that can be reached are carried along together, so the work is bounded by the length
    of the pattern times that of the name.
    """
    if not is_pattern(pattern):
        return pattern == name
    tokens = _tokens(pattern)
    if tokens is None:
        return False
    places = {0}
    for token in tokens:
        places = _advance(token, places, name)
        if not places:
            return False
    return len(name) in places


def _advance(token: _Token, places: set[int], name: str) -> set[int]:
    """Places in `name` after `token`, from each of `places`."""
    if token == "*":
        return set(range(min(places), len(name) + 1))
    inside = {place for place in places if place < len(name)}
    if token == "?":
        return {place + 1 for place in inside}
    if isinstance(token, tuple) and isinstance(token[0], frozenset):
        characters, negated = token
        return {place + 1 for place in inside if (name[place] in characters) != negated}
    return {place + len(word) for word in token for place in places if isinstance(word, str) and name.startswith(word, place)}


@lru_cache(maxsize=256)
def _tokens(pattern: str) -> tuple[_Token, ...] | None:
    """Tokens of one part of a pattern; None if a bracket or brace is not closed."""
    tokens: list[_Token] = []
    position = 0
    while position < len(pattern):
        first = pattern[position]
        if first in "[{":
            end = pattern.find("]" if first == "[" else "}", position)
            if end < 0:
                return None
            inside = pattern[position + 1 : end]
            tokens.append(_set(inside) if first == "[" else tuple(inside.split(",")))
            position = end
        elif first in "*?" and not (first == "*" and tokens[-1:] == ["*"]):
            tokens.append(first)
        elif first != "*":
            tokens.append((first,))
        position += 1
    return tuple(tokens)


def _set(inside: str) -> tuple[frozenset[str], bool]:
    """Characters of ``[a-f]``, and whether ``!`` negates them."""
    negated = inside.startswith("!")
    text = inside[1:] if negated else inside
    characters: set[str] = set()
    position = 0
    while position < len(text):
        last = text[position + 2 : position + 3] if text[position + 1 : position + 2] == "-" else ""
        characters.update(_between(text[position], last or text[position]))
        position += 3 if last else 1
    return frozenset(characters), negated


def _between(first: str, last: str) -> Iterable[str]:
    return map(chr, range(ord(first), ord(last) + 1))
