"""Words by which names that are alike must meet, so that a roster can be searched without comparing everybody."""

from __future__ import annotations

from functools import lru_cache

from .addresses import parse
from .lexicon import OWN, lexicon
from .names import readings


def house_key(address: str) -> str:
    return f"house {parse(address).number}"


@lru_cache(maxsize=100_000)
def name_keys(text: str) -> frozenset[str]:
    """Words of its own in full, with a letter or two left out, and run together with their neighbors."""
    keys: set[str] = set()
    for name in readings(text):
        words = {word for word in (*name.person, *name.firm) if lexicon().weight(word) == OWN and len(word) > 1}
        # a short name may be a person's, and people are called Law and Hand too
        words |= {word for word in name.person if len(word) > 1} if len(name.person) < 4 else set()
        words = words or set(name.firm)
        keys = keys.union(*map(_lacking, words))
        keys.update("".join(run) for part in (name.firm, name.person) for run in _runs(part))
        keys.add("".join(word[0] for word in name.firm))
        for whole in ("".join(name.firm), "".join(sorted(name.firm))):
            keys |= {whole, *(whole[:i] + whole[i + 1 :] for i in range(len(whole)))}
    return frozenset(keys)


def _runs(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [words[at : at + size] for size in (2, 3) for at in range(len(words) - size + 1)]


@lru_cache(maxsize=100_000)
def _lacking(word: str) -> frozenset[str]:
    """The word and what is left without one letter, or two of eight or more: the two sides of a slip meet there."""
    word = word.replace("rn", "m").replace("vv", "w").translate(str.maketrans("1i05", "lloS"))
    one = {word[:i] + word[i + 1 :] for i in range(len(word))} if len(word) >= 4 else set()
    two = {other[:i] + other[i + 1 :] for other in one for i in range(len(other))} if 7 <= len(word) <= 12 else set()
    return frozenset({word, *one, *two})
