"""Results of tests, strength, sensation, reflexes and motion, as an examination writes them, side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .. import body


@dataclass(frozen=True, slots=True)
class Result:
    """abnormal: the test is positive, the strength less than full, and so on. missing: a reflex that is not there."""

    side: str | None
    abnormal: bool
    missing: bool = False


_NOT_TESTED = re.compile(
    r"\b(?:deferred|not (?:tested|checked|done|examined|assessed)|unable to (?:test|assess)|n/?t\b|equivocal|refused)",
    re.I,
)
_TEST = re.compile(
    r"(?P<bad>(?<![\d/])\+(?!\d)|\d\+(?=\s*[,.;]|\s*$)(?<!\b[0-4]\+)|\bpos(?:itive)?\b|\breproduc\w*|\bpainful|\bbrings?\b|\bprovok\w+|\belicit\w*"
    r"|\bwith (?:\w+ ){0,3}?(?:pain|tingling|click|symptoms)|\bpain\b|\bradiat\w+|\bpresent\b|\babnormal|\blax\b|\bunstable|\bmild(?:ly)?\b"
    r"|\btight|\bgrade [1-3I]|\btrace\b|\bsevere)"
    r"|(?P<good>\bneg(?:ative)?s?\b|(?<![\w])[-–](?=\s*(?:[.,;/)]|$|bilat|both\b|[RLB]\b|on\b|for\b|at\b|right|left))|(?<=\s)[-–]/[-–]|\bnormal|\babsent|\bstable|\bintact|\bunremarkable|\bsymmetric"
    r"|\bwithout\b|\bwnl\b|\bfirm|\bno(?:ne|t)?\b|\b0\b|\bfull|\bclear|\bdowngoing|\bwithin normal|\bgood\b|\bseverity 0)",
    re.I,
)
_DEGREES = re.compile(r"\b(?P<n>[1-9]\d)\b\s*(?:deg\w*|°|\+)?(?!\s*(?:mg|%|lb|/))")
_NO_LEG_PAIN = re.compile(
    r"\b(?:back pain only|only (?:low )?back pain|without (?:leg|radicular|radiating)|no (?:leg|radicular|radiating)|hamstring tight\w*|tight hamstrings?"
    r"|back pain without|nonradicular)\b",
    re.I,
)
_GRADE = re.compile(
    r"(?<![\d/])(?P<n>[0-5])\s?(?P<mark>[+-]?)\s?(?:/|of|out of|over)\s?5\s?(?P<tail>[+-](?!\d))?(?![\d/])"
)
_MOTOR = re.compile(
    r"(?P<bad>\bweak\w*|\bdecreas\w*|\breduc\w*|\bdiminish\w*|\bdeficit|\bgiveaway|\bgive way|\blimited|\bpoor|\bimpaired|\blacking|\bparesis)"
    r"|(?P<good>\bnormal|\bintact|\bfull|\bsymmetric\w*|\bwnl\b|\bequal|\bpreserved|\bgood|\bno (?:deficit|weak\w*|focal)|\bnon ?focal|\bstrong|\b5\b(?!\s*(?:mm|mg|cm)))",
    re.I,
)
_SENSORY = re.compile(
    r"(?P<bad>\bdecr\b|\bdecreas\w*|\breduc\w*|\bdiminish\w*|\bless\b|\bdull\w*|\bnumb\w*|\babsent|\bimpaired|\bloss\b|\baltered|\bhyp[oe]+sthe\w+"
    r"|\bhypesth\w+|\bdysesth\w+|\bdeficit|\babnormal|\blost\b|\bdown\b)"
    r"|(?P<good>\bintact|\bnormal|\bwnl\b|\bfull\b|\bpreserved|\bsymmetric\w*|\bequal|\bno (?:deficit|loss|change)|\bgrossly|\bnon ?focal|\bunremarkable"
    r"|\bpresent|\bok\b)",
    re.I,
)
_TWO_POINT = re.compile(r"(?P<n>\d{1,2})(?:\s*(?:to|-)\s*(?P<m>\d{1,2}))?\s*mm", re.I)
_REFLEX = re.compile(
    r"(?P<missing>\babsent|\b0(?:/4)?(?![\d+/.])|\bunobtainable|\bnot (?:obtained|elicited|present)|\bzero\b|\blost\b|\bareflex\w*)"
    r"|(?P<bad>\btrace|(?<!\d)1\+?(?:/4|(?=[\s,.;)]|$))|\bdiminish\w*|\bdecreas\w*|\breduc\w*|\bdepress\w*|\bhypoactive|\bsluggish|\basymmetric\w*"
    r"|\bbrisk|\bhyper\w*|(?<!\d)[34]\+|\bweak\w*|\bless\b|\bdepressed)"
    r"|(?P<good>(?<!\d)2\s?\+?(?:/4|(?=[\s,.;=)]|$))|\bnormal|\bintact|\bsym\w*|\bequal|\bwnl\b|\bpresent|\bphysiologic\w*|\bunremarkable)",
    re.I,
)
_GAIT = re.compile(
    r"(?P<bad>\bantalgic|\blimp\w*|\bslow\w*|\bunsteady|\bwide|\bshuffl\w*|\bimpaired|\babnormal|\bguarded|\bstiff|\bcane|\bwalker|\bcrutch\w*)"
    r"|(?P<good>\bnormal|\bsteady|\bnon ?antalgic|\bunremarkable|\bwnl\b|\bindependent|\bintact|\bno limp|\bunassisted|\bnon-antalgic)",
    re.I,
)
_MOTION = re.compile(
    r"(?P<bad>\bdecreas\w*|\blimit\w*|\brestrict\w*|\breduc\w*|\bguarded|\bstiff|\black\w*|\bpainful)"
    r"|(?P<good>\bfull|\bnormal|\bwnl\b|\bwithin normal|\bunrestricted|\bfunctional|\bintact|\b0\s?-\s?1[34]\d)",
    re.I,
)
_NEURO = re.compile(
    r"(?P<bad>\bdeficit\w* (?:in|of|at)|\babnormal)|(?P<good>\bintact|\bnormal|\bnon ?focal|\bno (?:deficit|focal)|\bwnl|\bgrossly|\b5/5|\bunremarkable|\bneg\w*)",
    re.I,
)
_WORDS = {
    "test": _TEST,
    "motor": _MOTOR,
    "sensory": _SENSORY,
    "reflex": _REFLEX,
    "gait": _GAIT,
    "motion": _MOTION,
    "neuro": _NEURO,
}
_SPLIT = re.compile(
    r"[,;(]|\s+\b(?:and|but|while|whereas|with the|vs\.?|exc(?:ept)?(?: for)?)\b\s+|\s\|\s|/(?=\s?[+-])|(?<=\d\+)\s+(?=[LR]\b)"
)


def read_results(kind: str, segment: str, *, angle: bool = False) -> tuple[Result, ...]:
    """The results in the words that follow a test's name, one for each side given.

    kind: test | motor | sensory | reflex | gait | motion | neuro. angle: degrees alone tell (straight leg raise:
    pain short of 70 degrees is positive).
    """
    if _NOT_TESTED.search(segment[:40]):
        return ()
    found: list[Result] = []
    pending: str | None = None
    for clause in _SPLIT.split(segment):
        side = _side(clause) or pending
        result = _result(kind, clause, angle)
        if result is None:
            pending = side
            continue
        pending = None
        found.append(Result(side, result[0], result[1]))
    return tuple(dict.fromkeys(found))


def _side(clause: str) -> str | None:
    sides = body.sides(clause)
    return sides[0].side if sides else None


def _result(kind: str, clause: str, angle: bool) -> tuple[bool, bool] | None:
    if kind == "motor":
        grades = tuple(_GRADE.finditer(clause))
        if grades:
            return any(_weak(grade) for grade in grades), False
    if kind == "sensory":
        points = _TWO_POINT.search(clause)
        if points:
            return int(points["m"] or points["n"]) > 6, False
    if angle and _NO_LEG_PAIN.search(clause):
        return False, False
    word = _WORDS[kind].search(clause)
    if word is None:
        degrees = _DEGREES.search(clause) if angle else None
        return None if degrees is None else (int(degrees["n"]) < 70, False)
    if word.lastgroup == "bad" and _denied(clause, word.start()):
        return False, False
    return word.lastgroup in ("bad", "missing"), word.lastgroup == "missing"


def _denied(clause: str, at: int) -> bool:
    return bool(re.search(r"\b(?:no|not|without|non)[\s-]+(?:\w+\s+){0,2}$", clause[:at], re.I))


def _weak(grade: re.Match[str]) -> bool:
    return grade["n"] != "5" or "-" in (grade["mark"] or "") + (grade["tail"] or "")


_BEFORE = {
    "test": (r"\bpositive|\bpos\b|(?<!\d)\+\)?|\bpainful", r"\bnegative|\bneg\b|\bno\b|(?:^|\s|\()-\)?", "(?!)", 2),
    "motor": (
        r"\bdecreased|\breduced|\bweak(?:ness)?(?: of| in)?(?: the)?|\bdiminished|\b[0-4][+-]?/5|\b5-/5",
        r"\bnormal|\bfull|\bintact|\bgood|\b5/5(?:(?: \w+){0,1})|\bequal|\bno weakness(?: of| in)?",
        "(?!)",
        2,
    ),
    "sensory": (
        r"\bdecreased|\breduced|\bdiminished|\bimpaired|\baltered|\bloss of|\bdecr|\bless|\babsent|\bno\b",
        r"\bnormal|\bintact|\bfull|\bpreserved",
        "(?!)",
        2,
    ),
    "reflex": (
        r"\bdiminished|\bdecreased|\breduced|\btrace|\bdepressed|\b1\+|\bhyperactive|\bbrisk|\basymmetric",
        r"\bnormal|\bsymmetric\w*|\bequal|\b2\+|\bintact",
        r"\babsent|\bno\b|\bloss of",
        4,
    ),
    "gait": (r"\bantalgic|\babnormal|\bslow|\bguarded", r"\bnormal|\bsteady", "(?!)", 0),
    "motion": (
        r"\bdecreased|\blimited|\brestricted|\breduced|\bpainful|\bguarded",
        r"\bfull|\bnormal|\bgood",
        "(?!)",
        1,
    ),
    "neuro": (r"\bpositive", r"\bno\b|\bwithout|\bno focal|\bnormal", "(?!)", 1),
}
_AHEAD = {
    kind: re.compile(
        rf"(?:(?P<missing>{missing})|(?P<bad>{bad})|(?P<good>{good}))\s*(?:\w+['’]?s?\s+){{0,{words}}}$", re.I
    )
    for kind, (bad, good, missing, words) in _BEFORE.items()
}


def read_before(kind: str, before: str) -> Result | None:
    """A result that stands before the name: "negative Spurling", "diminished ankle reflex"."""
    word = _AHEAD[kind].search(before[-44:])
    if word is None:
        return None
    return Result(
        _side(before[-44:][word.start() :]), word.lastgroup in ("bad", "missing"), word.lastgroup == "missing"
    )
