"""How many planted defects of determinations the checks find, and how many false alarms clean ones raise.

    python bench/checks.py [--verbose]

Prints the letters of check_letters.yaml in the forms of the years 2013 to 2018, reads them back as any published letter is
read, and runs the checks: once as they are, and once for each planted defect.
"""

from __future__ import annotations

import argparse
import random
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from openimr.case import Page, PageSource
from openimr.corpus import read
from openimr.determination import CheckFinding
from openimr.determination.letter_checks import check_letter

LETTERS = Path(__file__).with_name("check_letters.yaml")
FORMS = ("2013", "2014", "2014b", "2015", "2018")
SELECTED = (
    "The {who} was selected based on his/her clinical experience, education, background, and expertise in the same or similar "
    "specialties that evaluate and/or treat the medical condition and disputed items/services. He/she is familiar with governing "
    "laws and regulations, including the strength of evidence hierarchy that applies to Independent Medical Review determinations."
)
PRACTICE = (
    "He/she has been in active clinical practice for more than five years and is currently working at least 24 hours a week in "
    "active practice."
)
SENT = (
    "MAXIMUS Federal Services sent the complete case file to an expert reviewer. He/she has no affiliation with the employer, "
    "employee, providers or the claims administrator."
)
DEVELOPED = (
    "The expert reviewer developed the following clinical case summary based on a review of the case file, including all medical "
    "records:"
)
SET_FORTH = "The Final Determination was based on decisions for the disputed items/services set forth below:"
NOT_CITED = "did not cite any medical evidence for its decision."


@dataclass(frozen=True, slots=True)
class Plant:
    """One defect: what the check should call it, in which item (None: the letter), and the replacement."""

    code: str
    item: int | None
    part: str
    old: str
    new: str


def plants_of(letter: dict[str, Any]) -> Iterator[Plant]:
    for line in letter["plants"]:
        code, item, part, old, new = (cell.strip() for cell in line.split("|"))
        yield Plant(code, None if item == "null" else int(item), part, old, new)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--verbose", action="store_true", help="list what was missed and what was a false alarm")
    chosen = parser.parse_args()
    letters = yaml.safe_load(LETTERS.read_text(encoding="utf-8"))["letters"]
    clean, alarms = 0, []
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    beside = 0
    for letter in letters:
        for form in FORMS:
            clean += 1
            raised = _check(_print(letter, form, None))
            alarms += [f"{letter['name']} {form}: {one.code} {one.says} {one.quotes}" for one in raised]
        for plant in plants_of(letter):
            raised = _check(_print(letter, str(letter["form"]), plant))
            planted[plant.code] += 1
            hit = any(one.code == plant.code and one.item in (plant.item, None) for one in raised)
            found[plant.code] += hit
            beside += sum(one.code != plant.code for one in raised)
            if chosen.verbose and not hit:
                print(f"missed: {letter['name']}: {plant} -> {[(one.code, one.item) for one in raised]}")
    if chosen.verbose:
        print("\n".join(f"false alarm: {line}" for line in alarms))
    print(f"{'defect':<32}{'planted':>8}{'found':>8}")
    for code in sorted(planted):
        print(f"{code:<32}{planted[code]:>8}{found[code]:>8}")
    total = sum(planted.values())
    print(f"{'all':<32}{total:>8}{sum(found.values()):>8}   goal: all")
    print(
        f"clean letters printed: {clean}; with a false alarm: {len({line.split(':')[0] for line in alarms})}   goal: 1 in 20"
    )
    print(f"findings of another kind beside a planted defect: {beside}")


def _check(text: str) -> tuple[CheckFinding, ...]:
    page = Page(file="letter.txt", number=1, text=text, source=PageSource.TEXT_LAYER)
    read_letters = read("letter.txt", (page,)).determinations
    return tuple(one for letter in read_letters for one in check_letter(letter) if one.severity != "note")


def _print(letter: dict[str, Any], form: str, plant: Plant | None) -> str:
    """The letter as lines of the form, the defect in it."""
    parts = _parts(letter, form)
    if plant is not None:
        part = plant.part if plant.part in parts else "head"
        if plant.part == "head" and plant.old not in parts["head"]:
            part = next((name for name in ("made", "head") if plant.old in parts[name]), "head")
        if plant.old not in parts[part]:
            raise SystemExit(f"{letter['name']}: {plant.old!r} is not in {part}: {parts[part][:300]}")
        parts[part] = parts[part].replace(plant.old, plant.new)
        if plant.part.startswith("item "):
            n = plant.part.split()[1]
            parts[f"decision {n}"] = parts[f"decision {n}"]
    return _lay_out(letter, form, parts)


def _parts(letter: dict[str, Any], form: str) -> dict[str, str]:
    head, reviewer = letter["head"], letter["reviewer"]
    parts = {"head": _head(head, form), "made": _made(reviewer, form), "summary": letter["summary"]}
    for n, item in enumerate(letter["items"], 1):
        parts[f"item {n}"] = f"{item['text']}: {item['decision']}"
        parts[f"decision {n}"] = item["decision"]
        parts[f"reasons {n}"] = item["reasons"]
        parts[f"guideline {n}"] = _cite(item["ours"], form)
        parts[f"theirs {n}"] = _cite(item["ca"], form)
    return parts


def _head(head: dict[str, str], form: str) -> str:
    if form == "2013":
        return (
            f"Date of UR Decision: {head['ur']}\nDate of Injury: {head['injury']}\nIMR Application Received: {head['application']}\n"
            f"MAXIMUS Case Number: {head['number']}\nNotice of Assignment: {head['assigned']}\nDated: {head['decided']}"
        )
    return (
        f"Case Number:  {head['number']}    Date Assigned:  {head['assigned']}\nDate of Injury:  {head['injury']}    Decision Date:  "
        f"{head['decided']}\nUR Denial Date:  {head['ur']}    Priority:  Standard\nApplication Received:  {head['application']}"
    )


def _made(reviewer: dict[str, str], form: str) -> str:
    board = f"is Board Certified in {reviewer['specialty']}, and is licensed to practice in {reviewer['states']}."
    if form in ("2014", "2014b"):
        return f"{SENT} The expert reviewer {board} {PRACTICE} {SELECTED.format(who='expert reviewer')}"
    if form == "2013":
        own = board.replace(", and is", " and is")
        return (
            "The independent Medical Doctor who made the decision has no affiliation with the employer, employee, providers or the "
            f"claims administrator. The physician reviewer {own} {PRACTICE} {SELECTED.format(who='Expert Reviewer')}"
        )
    return (
        f"{SENT} {PRACTICE} {SELECTED.format(who='expert reviewer')}\nThe Expert Reviewer has the following credentials:\n"
        f"State(s) of Licensure: {reviewer['states']}\nCertification(s)/Specialty: {reviewer['specialty']}"
    )


def _cite(cited: list[str], form: str) -> str:
    source, section, pages = cited
    if NOT_CITED in source:
        return ""
    said = source + (f", {section}" if section else "")
    if form in ("2014b", "2013"):
        return said + (f", page(s) {pages}" if pages else "") + "."
    return said + (f" Page(s): {pages}" if pages else "") + "."


def _lay_out(letter: dict[str, Any], form: str, parts: dict[str, str]) -> str:
    lines = _notice(letter, parts) if form == "2013" else _letter(letter, form, parts)
    shuffled = random.Random(letter["name"] + form)
    wrapped: list[str] = []
    for line in lines:
        rows = textwrap.wrap(line, 96) or [""]
        wrapped += [row.replace(" of the ", " ofthe ", 1) if shuffled.random() < 0.02 else row for row in rows]
    gap = "\n\n" if form in ("2014", "2018") else "\n"
    return gap.join(wrapped) + "\n"


def _letter(letter: dict[str, Any], form: str, parts: dict[str, str]) -> list[str]:
    lines = [*parts["head"].split("\n"), "HOW THE IMR FINAL DETERMINATION WAS MADE", *parts["made"].split("\n")]
    lines += ["CLINICAL CASE SUMMARY", DEVELOPED, parts["summary"], "IMR ISSUES, DECISIONS AND RATIONALES", SET_FORTH]
    for n in range(1, len(letter["items"]) + 1):
        number = "" if form == "2014" else f"{n}. "
        lines.append(number + parts[f"item {n}"])
        lines += _guidelines(form, parts[f"theirs {n}"], parts[f"guideline {n}"])
        lead = "The Expert Reviewer's decision rationale:" if form in ("2014b", "2018") else "Decision rationale:"
        lines.append(f"{lead} {parts[f'reasons {n}']}")
    return lines


def _guidelines(form: str, theirs: str, ours: str) -> list[str]:
    administrator = "The Claims Administrator "
    if form in ("2014b", "2018"):
        first = f"{administrator}based its decision on the {theirs}" if theirs else administrator + NOT_CITED
        return [first, f"The Expert Reviewer based his/her decision on the {ours}"]
    first = f"Decision based on {theirs}" if theirs else administrator + NOT_CITED
    return [f"Claims Administrator guideline: {first}", f"MAXIMUS guideline: Decision based on {ours}"]


def _notice(letter: dict[str, Any], parts: dict[str, str]) -> list[str]:
    """The notice of 2013: the list twice, the summary in the words of utilization review."""
    head = dict(line.split(": ", 1) for line in parts["head"].split("\n"))
    listed = []
    for n in range(1, len(letter["items"]) + 1):
        item, _, decision = parts[f"item {n}"].rpartition(": ")
        words = "is not" if decision == "Upheld" else "is"
        listed.append(
            f"{n}) MAXIMUS Federal Services, Inc. has determined the request for {item} {words} medically necessary and appropriate."
        )
    lines = ["Notice of Independent Medical Review Determination", f"Dated: {head['Dated']}"]
    lines += [f"{name}: {head[name]}" for name in ("Date of UR Decision", "Date of Injury", "IMR Application Received")]
    lines += [
        f"MAXIMUS Case Number: {head['MAXIMUS Case Number']}",
        *listed,
        "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE",
    ]
    lines.append(
        f"An application for Independent Medical Review was filed on {head['IMR Application Received']} disputing the Utilization "
        f"Review Denial dated {head['Date of UR Decision']}. A Notice of Assignment and Request for Information was provided to the "
        f"above parties on {head['Notice of Assignment']}. A decision has been made for each of the treatment and/or services that "
        "were in dispute:"
    )
    lines += [*listed, "Medical Qualifications of the Expert Reviewer:", parts["made"], "Case Summary:"]
    lines += [
        "Disclaimer: The following case summary was taken directly from the utilization review denial/modification.",
        f"\u201c{parts['summary'].strip()}\u201d", "Documents Reviewed for Determination:",
        "The following relevant documents received from the interested parties and the documents provided with the application "
        "were reviewed and considered. These documents included:",
        "\u2022 Application for Independent Medical Review", "\u2022 Utilization Review Determination",
    ]  # fmt: skip
    for n in range(1, len(letter["items"]) + 1):
        item = parts[f"item {n}"].rpartition(": ")[0]
        lines += [f"{n}) Regarding the request for {item}:",
                  "Section of the Medical Treatment Utilization Schedule Relied Upon by the Expert Reviewer to Make His/Her Decision:"]  # fmt: skip
        theirs = parts[f"theirs {n}"]
        first = f"based its decision on the {theirs}" if theirs else "did not cite a guideline for its decision."
        lines.append(
            f"The Claims Administrator {first} The Expert Reviewer based his/her decision on the {parts[f'guideline {n}']}"
        )
        lines += ["Rationale for the Decision:", parts[f"reasons {n}"]]
    return [*lines, "Effect of the Decision:", "This determination is binding on all parties."]


if __name__ == "__main__":
    main()
