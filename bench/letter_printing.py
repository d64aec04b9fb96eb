"""Prints made determinations in the forms of published letters, with the noise of text out of a PDF."""

from __future__ import annotations

import random
import re
import textwrap
from datetime import date
from typing import Any

from letter_words import CONCLUDE, HISTORY, NOUNS, OPENINGS, REASONS, WORDS


def print_letter(rng: random.Random, truth: dict[str, Any], form: str, *, noise: bool) -> str:
    """The letter as text out of a PDF; without noise, as it was set."""
    lines = _notice(rng, truth) if form == "2013" else _letter(rng, truth, form)
    return _print(rng, lines, truth["case_number"], form, noise=noise)


def _day(day: str, form: str, rng: random.Random | None = None) -> str:
    at = date.fromisoformat(day)
    if form == "2013":
        return f"{at.month}/{at.day}/{at.year}"
    if form == "2016":
        return f"{at.month}-{at.day}-{at.year}"
    if rng is not None and rng.random() < 0.15:
        return f"{at.month}/{at.day}/{at.year % 100:02d}"
    return f"{at.month:02d}/{at.day:02d}/{at.year}"


def _long(day: str) -> str:
    at = date.fromisoformat(day)
    return f"{at:%B} {at.day}, {at.year}"


def _story(rng: random.Random, truth: dict[str, Any], form: str) -> str:
    patient, injury = truth["patient"], truth["dates"]["injury"]
    male = patient["sex"] == "male"
    pronouns = (
        {"He": "He", "he": "he", "His": "His", "his": "his"}
        if male
        else {"He": "She", "he": "she", "His": "Her", "his": "her"}
    )
    opening = rng.choice([one for one in OPENINGS if "{words}" not in one or patient["age"] in WORDS])
    other = f"{rng.randint(1, 12):02d}/{rng.randint(1, 28):02d}/{int(injury[:4])}"
    said = opening.format(
        age=patient["age"],
        noun=rng.choice(NOUNS[patient["sex"]]),
        day=_day(injury, form, rng),
        long=_long(injury),
        words=WORDS.get(patient["age"], ""),
    )
    told = [HISTORY[0], *rng.sample(HISTORY[1:], 3)]
    return " ".join([said, *(one.format(other=other, **pronouns) for one in told)])


def _reasons(rng: random.Random, truth: dict[str, Any], item: dict[str, Any]) -> str:
    male = truth["patient"]["sex"] == "male"
    fair = item["decision"] == "Overturned"
    said = " ".join(rng.sample(REASONS, 2)).format(other="03/05/2013", He="He" if male else "She")
    name = item["text"] if rng.random() < 0.6 else item["text"][0].lower() + item["text"][1:]
    return f"{said} {rng.choice(CONCLUDE[fair]).format(item=name)}"


def _cited(guides: list[dict[str, Any]], form: str) -> str:
    parts = []
    for n, one in enumerate(guides):
        outside = not one["source"].startswith(("MTUS", "Acupuncture"))
        lead = "Non-MTUS Citation " if outside and form not in ("2013",) else ""
        said = lead + one["source"]
        pages = ", ".join(one["pages"])
        if form in ("2013", "2014b", "2014c"):
            said += f", {one['section']}" if one["section"] else ""
            said += f", page(s) {pages}" if pages and form != "2013" else f", pages {pages}" if pages else ""
        else:
            if one["section"] and not one["source"].startswith(("ODG", "Official")):
                said += f", Section(s): {one['section']}"
            elif one["section"]:
                said += f", {one['section']}"
            said += f" Page(s): {pages}" if pages else ""
        parts.append(said if n == 0 or form in ("2013", "2014b", "2014c") else f"Decision based on {said}")
    if form in ("2014b", "2014c") and len(parts) > 1:
        return f"{parts[0]}, and {parts[1]}."
    return ". ".join(parts) + "."


def _board(truth: dict[str, Any]) -> str:
    names, states = truth["reviewer"]["specialties"], truth["reviewer"]["licensed_states"]
    certified = names[0] if len(names) == 1 else f"{names[0]}, has a subspecialty in {names[1]},"
    where = states[0] if len(states) == 1 else ", ".join(states[:-1]) + " and " + states[-1]
    return f"Board Certified in {certified} and is licensed to practice in {where}."


_SENT = (
    "MAXIMUS Federal Services sent the complete case file to an expert reviewer. He/she has no affiliation with the employer, employee, "
    "providers or the claims administrator."
)
_PRACTICE = "He/she has been in active clinical practice for more than five years and is currently working at least 24 hours a week in active practice."
_SELECTED = (
    "The expert reviewer was selected based on his/her clinical experience, education, background, and expertise in the same or similar "
    "specialties that evaluate and/or treat the medical condition and disputed items/services. He/she is familiar with governing laws and "
    "regulations, including the strength of evidence hierarchy that applies to Independent Medical Review determinations."
)


def _head(rng: random.Random, truth: dict[str, Any], form: str) -> list[str]:
    dates = {name: _day(day, "2014") for name, day in truth["dates"].items()}
    cells = [
        ("Case Number:", truth["case_number"]), ("Date Assigned:", dates["assignment"]), ("Date of Injury:", dates["injury"]),
        ("Decision Date:", dates["determination"]), ("UR Denial Date:", dates["ur_decision"]), ("Priority:", "Standard"),
        ("Application Received:", dates["application"]),
    ]  # fmt: skip
    layout = rng.randrange(5)
    if layout == 0:
        return [f"{a} {b}    {c} {d}" for (a, b), (c, d) in zip(cells[::2], cells[1::2], strict=False)] + [
            " ".join(cells[-1])
        ]
    if layout == 1:
        return [part for cell in cells for part in cell]
    if layout == 2:
        return [label for label, _ in cells] + [value for _, value in cells]
    if layout == 3:
        rows = [(cells[0], cells[1]), (cells[2], cells[3]), (cells[4], cells[5])]
        out = []
        for first, second in rows:
            out += [f"{first[0]} {second[0]}", f"{first[1]} {second[1]}"]
        return [*out, " ".join(cells[-1])]
    return [" ".join(cell) for cell in cells]


def _letter(rng: random.Random, truth: dict[str, Any], form: str) -> list[str]:
    cover = form in ("2014b", "2014c") and rng.random() < 0.5
    lines = _cover(truth) if cover else []
    lines += [*_head(rng, truth, form), "HOW THE IMR FINAL DETERMINATION WAS MADE"]
    if form.startswith("2014"):
        lines.append(f"{_SENT} The expert reviewer is {_board(truth)} {_PRACTICE} {_SELECTED}")
    else:
        lines += [f"{_SENT} {_PRACTICE} {_SELECTED}", "The Expert Reviewer has the following credentials:"]
        lines += [f"State(s) of Licensure: {', '.join(truth['reviewer']['licensed_states'])}"]
        lines += [f"Certification(s)/Specialty: {', '.join(truth['reviewer']['specialties'])}"]
    lines += [
        "CLINICAL CASE SUMMARY",
        "The expert reviewer developed the following clinical case summary based on a review of the case file, including all medical records:",
        _story(rng, truth, form),
        f"IMR ISSUES, DECISIONS{',' if form in ('2018', '2020') else ''} AND RATIONALES",
        "The Final Determination was based on decisions for the disputed items/services set forth below:",
    ]
    for n, item in enumerate(truth["items"], start=1):
        lines += _item(rng, truth, item, form, n)
    return lines


def _item(rng: random.Random, truth: dict[str, Any], item: dict[str, Any], form: str, n: int) -> list[str]:
    number = "" if form == "2014" else f"{n}. "
    if form == "2014c":
        words = "is" if item["decision"] == "Overturned" else "is not"
        head = f"{number}{item['text']} {words} medically necessary and appropriate."
    else:
        head = f"{number}{item['text']}: {item['decision']}"
    theirs, ours = item["claims_admin_guidelines"], item["reviewer_guidelines"]
    none = "The Claims Administrator did not cite any medical evidence for its decision."
    if form in ("2014b", "2014c", "2020"):
        return [
            head,
            f"The Claims Administrator based its decision on the {_cited(theirs, form)}" if theirs else none,
            f"The Expert Reviewer based his/her decision on the {_cited(ours, form)}",
            "The Expert Reviewer's decision rationale:",
            _reasons(rng, truth, item),
        ]
    return [
        head,
        f"Claims Administrator guideline: Decision based on {_cited(theirs, form)}"
        if theirs
        else f"Claims Administrator guideline: {none}",
        f"MAXIMUS guideline: Decision based on {_cited(ours, form)}",
        f"Decision rationale: {_reasons(rng, truth, item)}",
    ]


def _cover(truth: dict[str, Any]) -> list[str]:
    decisions = {item["decision"] for item in truth["items"]}
    outcome = "PARTIAL OVERTURN" if len(decisions) > 1 else "UPHOLD" if decisions == {"Upheld"} else "OVERTURN"
    dates = {name: _day(day, "2014") for name, day in truth["dates"].items()}
    return [
        "MAXIMUS FEDERAL SERVICES, INC.", "Independent Medical Review", "P.O. Box 138009", "Independent Medical Review Final Determination Letter",
        f"Dated: {dates['determination']}", f"IMR Case Number:  {truth['case_number']}    Date of Injury:  {dates['injury']}",
        f"Claims Number:     UR Denial Date:  {dates['ur_decision']}", f"Priority:  STANDARD    Application Received:  {dates['application']}",
        "Employee Name:", "Provider Name:",
        "Treatment(s) in Dispute Listed on IMR Application: " + "; ".join(item["text"].upper() for item in truth["items"]) + ".",
        "DEAR ,", "MAXIMUS Federal Services has completed the Independent Medical Review of the above case.",
        f"Final Determination: {outcome}. This means we decided on the disputed items/services as set out later in this letter.",
        "In certain limited circumstances, you can appeal the Final Determination. Appeals must be filed within 30 days.", "Sincerely,",
        "Medical Director", "cc: Department of Industrial Relations, ,",
    ]  # fmt: skip


def _notice(rng: random.Random, truth: dict[str, Any]) -> list[str]:
    day = {name: _day(value, "2013") for name, value in truth["dates"].items()}
    listed = [
        f"{n}) MAXIMUS Federal Services, Inc. has determined the request for {item['text']} "
        f"{'is' if item['decision'] == 'Overturned' else 'is not'} medically necessary and appropriate."
        for n, item in enumerate(truth["items"], start=1)
    ]
    lines = [
        "MAXIMUS FEDERAL SERVICES, INC.",
        "Notice of Independent Medical Review Determination",
        f"Dated: {day['determination']}",
        "Employee:",
    ]
    lines += ["Claim Number:", f"Date of UR Decision: {day['ur_decision']}", f"Date of Injury: {day['injury']}"]
    lines += [
        f"IMR Application Received: {day['application']}",
        f"MAXIMUS Case Number: {truth['case_number']}",
        *listed,
    ]
    lines += [
        "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE",
        f"An application for Independent Medical Review was filed on {day['application']} disputing the Utilization Review Denial dated "
        f"{day['ur_decision']}. A Notice of Assignment and Request for Information was provided to the above parties on {day['assignment']}. "
        "A decision has been made for each of the treatment and/or services that were in dispute:",
        *listed,
        "Medical Qualifications of the Expert Reviewer:",
        "The independent Medical Doctor who made the decision has no affiliation with the employer, employee, providers or the claims "
        f"administrator. The physician reviewer is {_board(truth)} {_PRACTICE}",
        "Case Summary:",
        f"Disclaimer: The following case summary was taken directly from the utilization review denial/modification dated {_long(truth['dates']['ur_decision'])}.",
        f"“{_story(rng, truth, '2013')}”",
        "Documents Reviewed for Determination:",
        "The following relevant documents received from the interested parties were reviewed and considered. These documents included:",
        "• Application for Independent Medical Review", "• Utilization Review Determination", "• Medical Records from Claims Administrator",
    ]  # fmt: skip
    return [
        *lines,
        *_details(rng, truth),
        "Effect of the Decision:",
        "This determination is binding on all parties.",
        "Sincerely,",
        "Medical Director",
    ]


def _details(rng: random.Random, truth: dict[str, Any]) -> list[str]:
    """Guidelines and reasons of each item of a notice."""
    lines: list[str] = []
    for n, item in enumerate(truth["items"], start=1):
        theirs = item["claims_admin_guidelines"]
        first = (
            f"based its decision on the {_cited(theirs, '2013')}"
            if theirs
            else "did not cite any medical evidence for its decision."
        )
        lines += [
            f"{n}) Regarding the request for {item['text']}:",
            "Section of the Medical Treatment Utilization Schedule Relied Upon by the Expert Reviewer to Make His/Her Decision:",
            f"The Claims Administrator {first} The Expert Reviewer based his/her decision on the {_cited(item['reviewer_guidelines'], '2013')}",
            "Rationale for the Decision:",
            _reasons(rng, truth, item),
        ]
    return lines


# ---- noise -------------------------------------------------------------------------------------------------------


def _print(rng: random.Random, lines: list[str], number: str, form: str, *, noise: bool) -> str:
    """Wrapped lines in pages of 40 with a running foot; with noise, what text out of a PDF has lost and gained."""
    rows = [row for line in lines for row in (textwrap.wrap(line, 95) or [""])]
    out: list[str] = []
    for at, row in enumerate(rows):
        out.append(row)
        if at % 40 == 39:
            page = at // 40 + 1
            out.append(
                f"Final Letter of Determination      Form Effective 5.16.13                                Page {page} of 5"
                if form == "2013"
                else f"Final Determination Letter for IMR Case Number {number}    {page}"
            )
            if noise and rng.random() < 0.5:
                out.append("\f")
    if not noise:
        return "\n".join(out) + "\n"
    kind = rng.randrange(4)
    spoiled = [_spoil(rng, row, kind) for row in out]
    gap = rng.choice(("\n", "\n", "\n\n", "\n \n"))
    return gap.join(spoiled).replace(f"{gap}\f{gap}", "\n\f") + "\n"


def _spoil(rng: random.Random, row: str, kind: int) -> str:
    if rng.random() < 0.06 and not re.search(r"\d", row):  # a lost space
        spaces = [m.start() for m in re.finditer(r"(?<=[a-z]) (?=[a-z])", row)]
        if spaces:
            at = rng.choice(spaces)
            row = row[:at] + row[at + 1 :]
    if rng.random() < 0.05:
        row = row.replace(" ", "  ", 1)
    if kind == 1:
        row = row.replace("fi", "ﬁ").replace("fl", "ﬂ")
    elif kind == 2:
        row = re.sub(r"fi(?=[a-z])", lambda m: "" if rng.random() < 0.3 else m[0], row)
    elif kind == 3:
        row = row.replace("'", "â€™" if rng.random() < 0.5 else "’")
    return row
