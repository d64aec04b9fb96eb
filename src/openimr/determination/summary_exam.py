"""The newest examination: signs as one says them, tests by their result."""

from __future__ import annotations

import re
from collections import Counter

from openimr.case import ExamFinding, PartialDate, Polarity

from .sentence import Clause, Sentence, say, write_date
from .summary_scope import Scope, day_of, newest, put_side

TEST = re.compile(
    r"\b(?:test|sign|maneuver|straight leg raise|compression|tinel|phalen|spurling|hawkins|neer|mcmurray|lachman|drawer|faber|patrick"
    r"|waddell|apley|hoffmann?|babinski|romberg|finkelstein|empty can|speed|yergason|o'brien|kemp)\b",
    re.IGNORECASE,
)
EPONYM = re.compile(
    r"(?:Spurling|Phalen|Tinel|Hawkins|Neer|McMurray|Lachman|Durkan|Finkelstein|Waddell|Hoffmann?|Babinski|Romberg|Achilles|Patrick|"
    r"Apley|Yergason|Kemp|Thompson|Allen|Adson|O'Brien|Trendelenburg|Lasegue|Cozen|Watson|Froment)\b"
)
SIDELESS = re.compile(r"\bgait\b|assistive device|affect|mood|posture|ideation", re.IGNORECASE)
"""Signs that have no side."""
BARE_SIGN = re.compile(
    r"(?:(?!diminished|absent|decreased|increased|brisk|reduced|normal|abnormal|loss|impaired)\w+ )?"
    r"(?:reflex|reflexes|jerk|strength|sensation|pulses?|exam)",
    re.IGNORECASE,
)
"""The name of what was looked at, without what was seen."""
MOST = 5


def tell_exam(scope: Scope) -> Sentence | None:
    """The newest examination of a place in dispute; without one, the newest of all."""
    signs = newest(one for one in scope.of(ExamFinding) if scope.after(one.date) and _is_telling(one))
    near = [one for one in signs if scope.near(one.body_region)] or signs
    if not near:
        return None
    day = _exam_day(near)
    today = [one for one in near if day_of(one) == day]
    present = {_sign(one.name) for one in today if one.polarity is Polarity.PRESENT}
    said: dict[str, ExamFinding] = {}
    for one in sorted(today, key=lambda one: one.polarity is Polarity.ABSENT):
        sign = _sign(one.name)
        if one.polarity is Polarity.PRESENT or sign not in present:
            said.setdefault(_word_sign(sign, one), one)
    kept = [(name, one) for name, one in said.items() if not any(other.endswith(f"t {name}") for other in said)]
    clauses = tuple(Clause(text=name, spans=one.spans[:1]) for name, one in kept[:MOST])
    when = f" on {write_date(day)}" if day.year else ""
    return say(f"Examination{when} showed ", clauses, between="; ")


def _word_sign(sign: str, one: ExamFinding) -> str:
    """`left positive straight leg raise`, `negative Spurling sign`, `normal reflexes`, `no effusion`."""
    bare = sign.removeprefix("positive ")
    if one.polarity is Polarity.PRESENT:
        return sign if SIDELESS.search(sign) else put_side(sign, one.laterality)
    if TEST.search(bare):
        return f"negative {bare}"
    if bare.startswith(("diminished ", "decreased ", "abnormal ", "reduced ")):
        return f"normal {bare.partition(' ')[2]}"
    return f"no {bare}"


def _is_telling(one: ExamFinding) -> bool:
    """Not a bare word of a form, nor a sign whose own words deny it."""
    _, _, detail = one.name.partition(", ")
    denied = one.polarity is Polarity.PRESENT and detail.lower().startswith(("no ", "not ", "without "))
    return not BARE_SIGN.fullmatch(_sign(one.name)) and not denied


def _sign(name: str) -> str:
    """`tenderness, medial joint line` -> `tenderness (medial joint line)`; what a form adds is left out."""
    bare = re.sub(r"\s*\([^)]*\)", "", _plain(name))
    sign, _, detail = bare.partition(", ")
    detail = re.sub(
        r"^(?:TTP|tender(?:ness)?(?: to palpation)?)\s+(?:(?:on|of|over|at) )?(?:the )?",
        "",
        detail,
        flags=re.IGNORECASE,
    )
    plain = detail and len(detail) <= 70 and not re.search(r"[\[\]{}()]", detail)
    return f"{sign} ({detail})" if plain else sign


def _exam_day(signs: list[ExamFinding]) -> PartialDate:
    """The newest day with an examination worth the name; one lone sign may be a remark in passing."""
    counts = Counter(day_of(one) for one in signs)
    full = [day for day, count in counts.items() if count > 1]
    return max(full or counts)


def _plain(name: str) -> str:
    """For the middle of a sentence; abbreviations and the names of people keep their capitals."""
    words = " ".join(name.split()).rstrip(" .;,")
    return words[0].lower() + words[1:] if words[1:2].islower() and not EPONYM.match(words) else words
