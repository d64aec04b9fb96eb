"""Redaction measured: letters and records with planted identifiers of 12 classes, with and without the party list.

    python bench/redaction.py [--letters 1000] [--presidio PYTHON]

Prints asked | measured. --presidio: the interpreter of an environment with presidio-analyzer and its language model; the
same texts go through it in the same run, with the party list as a deny list.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from openimr.letter.redaction import Finder, Kind, Known, load_profile

GIVEN = "Maria Rosa Everett Oona Terrell Sunniva Farid Ruprecht Valentina Enoch Thi Jamal Kateryna Priya Luis Hector Dolores Wanda Grace Mark Ngoc Siobhan Aurelio Beatriz Cormac Delphine".split()  # noqa: E501
FAMILY = "Quintanar Thibodeaux Fitzwilliam Boudreaux Przybylski Castellane Ravenscroft Merriweather Okonkwo Delgado Nguyen Vandermeer Szczepanski Iturbide Peltonen Garcia Brown Beck Parkinson Young O'Malley Haddad Kowalczyk Yamamoto Abernathy Lindqvist Marchetti".split()  # noqa: E501
FIRM_A = "Northgate Shasta Lassen Ridgerx Mother-Lode Bellwether Corrigan Pinnacle Harborview Tamarack Silverado Quarrymen Westmark".split()
FIRM_B = (
    "Claims Alliance",
    "Casualty Insurance Company",
    "Logistics, Inc.",
    "Stone & Granite",
    "Foods LLC",
    "Transportation Cooperative",
)
PLACE_B = (
    "Spine and Rehabilitation",
    "Pain Institute",
    "Medical Group",
    "Surgery Center",
    "Imaging Center",
    "Orthopedic Associates",
)
STREET = (
    "Alder Creek Road",
    "Mission Boulevard",
    "Quail Hollow Lane",
    "N. Sycamore Ave",
    "Via Dolorosa Street",
    "Old Mill Court",
)
CITY = ("Modesto, CA 95354", "Fresno, CA 93721", "San Luis Obispo, CA 93401", "Yreka, CA 96097", "El Monte, CA 91731")
CLINICAL = (
    "Phalen's test was positive on the right and Tinel sign was negative.",
    "Spurling's maneuver reproduced arm pain.",
    "Lasegue test was positive at 40 degrees on the left.",
    "The Oswestry Disability Index was 46 percent and the Beck Depression Inventory was 22.",
    "There is a family history of Parkinson's disease and Crohn's disease.",
    "Norco 10/325 mg, Gabapentin 600 mg, Lidoderm patches and Flexeril were continued.",
    "The MTUS Chronic Pain Medical Treatment Guidelines and ACOEM support the request; ODG is cited for duration.",
    "MRI of the lumbar spine showed a disc protrusion at L4-5 with Modic changes.",
    "Hawkins and Neer tests were positive; McMurray test was negative.",
    "Epidural steroid injection at L5-S1 was performed with relief of 60 percent for eight weeks.",
    "EMG of the upper extremities showed moderate Carpal Tunnel Syndrome.",
    "Request: Physical Therapy 2 times a week for 6 weeks, Acupuncture, and Functional Restoration Program.",
    "Grip strength by Jamar was 20/22/18 kg on the right.",
    "Tramadol ER 150 mg and Naproxen Sodium 550 mg were refilled; Omeprazole for GERD.",
    "Lachman test was negative and Apley compression was painful.",
    "The Expert Reviewer is Board Certified in Physical Medicine and Rehabilitation and is licensed to practice in California.",
    "Assessment: Lumbar Radiculopathy, Myofascial Pain, Major Depressive Disorder.",
    "Motor strength was 4/5 in the left Extensor Hallucis Longus.",
    "Treatment with Cymbalta 60 mg and Lyrica 75 mg was tried in the past.",
    "Finkelstein test suggests De Quervain tenosynovitis; Patrick test was negative.",
    " | ",
)
OCR = (("o", "0"), ("l", "1"), ("i", "l"), ("m", "rn"), ("e", "c"), ("s", "5"), ("b", "6"), ("n", "ri"))


@dataclass(frozen=True, slots=True)
class Planted:
    """kind: class; text[start:end] must go. how: the variant."""

    kind: str
    start: int
    end: int
    how: str


@dataclass(frozen=True, slots=True)
class Letter:
    text: str
    planted: tuple[Planted, ...]
    parties: tuple[Known, ...]


class Writer:
    def __init__(self, rng: random.Random) -> None:
        self.rng, self.parts, self.at = rng, [], 0
        self.planted: list[Planted] = []

    def say(self, words: str) -> None:
        self.parts.append(words)
        self.at += len(words)

    def plant(self, kind: str, words: str, how: str) -> None:
        self.planted.append(Planted(kind, self.at, self.at + len(words), how))
        self.say(words)


def noisy(rng: random.Random, name: str) -> str:
    """One letter as a scan reads it; never the first, never in a name of four letters or fewer."""
    spots = [(m.start(), a, b) for a, b in OCR for m in re.finditer(a, name) if m.start() > 0]
    if len(name) < 6 or not spots:
        return name
    at, a, b = rng.choice(spots)
    return name[:at] + b + name[at + len(a) :]


def person(rng: random.Random) -> tuple[str, str, str]:
    family = rng.choice(FAMILY)
    if rng.random() < 0.15:
        family += "-" + rng.choice([one for one in FAMILY if one != family])
    return rng.choice(GIVEN), rng.choice("ABCDEFGHJKLMNPRSTVW"), family


def spoken_of(rng: random.Random, who: tuple[str, str, str], title: str) -> tuple[str, str, str]:
    """(before, name, how) in one of the ways a letter speaks of a person."""
    given, middle, family = who
    ways = (
        (title + " ", family, "title"), (title + " ", family + "'s" if rng.random() < 0.5 else family, "possessive"),
        ("", f"{given} {middle}. {family}", "full"), ("", f"{family.upper()}, {given.upper()}", "last first"),
        ("", f"{given[0]}. {family}", "initial"), (title + " ", noisy(rng, family), "ocr"), ("", f"{given}\n{family}", "split line"),
        ("", f"{given} {noisy(rng, family)}", "ocr"), (title + " ", family.upper(), "capitals"),
        (title + " ", family[: len(family) // 2] + "-\n" + family[len(family) // 2 :] if "-" not in family and len(family) > 6 else family, "hyphened"),
    )  # fmt: skip
    return rng.choice(ways)


def numbers(rng: random.Random) -> dict[str, tuple[str, str]]:
    """kind -> (label, number)."""
    d = lambda n: "".join(rng.choice("0123456789") for _ in range(n))  # noqa: E731
    return {
        "claim": (rng.choice(("Claim number: ", "Claim No. ", "claim # ")), f"{rng.choice(('SRT', 'WC', 'FG'))}-20{d(2)}-{d(2)}-{d(5)}"),
        "ssn": (rng.choice(("SSN: ", "Social Security Number ", "SSN ")), f"{rng.randint(100, 799)}-{d(2)}-{d(4)}"),
        "mrn": (rng.choice(("MRN: ", "Medical Record # ", "Chart # ")), "00" + d(6)),
        "phone": (rng.choice(("Phone: ", "Tel. ", "called at ")), f"({rng.randint(201, 989)}) 555-{d(4)}"),
        "license": (rng.choice(("License No. ", "Lic. # ", "DEA # ")), f"{rng.choice('AGC')}{rng.choice('123456789')}{d(5)}"),
        "npi": (rng.choice(("NPI: ", "NPI # ")), "1" + d(9)),
        "dob": (rng.choice(("DOB: ", "Date of birth: ", "born on ")), f"{rng.randint(1, 12):02d}/{rng.randint(1, 28):02d}/19{rng.randint(40, 89)}"),
    }  # fmt: skip


def make(rng: random.Random) -> Letter:
    """One letter or record."""
    out = Writer(rng)
    people = {role: person(rng) for role in ("employee", "physician", "attorney", "reviewer")}
    firm = f"{rng.choice(FIRM_A)} {rng.choice(FIRM_B)}"
    place = f"{rng.choice(FIRM_A)} {rng.choice(PLACE_B)}"
    street, city = f"{rng.randint(10, 9999)} {rng.choice(STREET)}", rng.choice(CITY)
    given = numbers(rng)
    email = f"{people['physician'][0].lower()}.{people['physician'][2].lower().replace(chr(39), '')}@{place.split(maxsplit=1)[0].lower()}.com"
    out.say("FINAL DETERMINATION\n\n")
    for label, kind, words in (
        ("Employee: ", "person", " ".join(people["employee"])),
        ("Claims Administrator: ", "firm", firm),
        ("Facility: ", "facility", place),
        ("Address: ", "address", f"{street}, {city}"),
    ):
        out.say(label)
        out.plant(kind, words, "label")
        out.say("\n")
    for kind, (label, number) in given.items():
        out.say(label)
        shown = number if rng.random() > 0.1 else number.replace("0", "O", 1)
        out.plant(kind, shown, "ocr" if shown != number else "plain")
        out.say("\n")
    out.say("E-mail ")
    out.plant("email", email, "plain")
    out.say("\n\n")
    for sentence in rng.sample(CLINICAL, 12):
        out.say(sentence + " ")
        role = rng.choice(tuple(people))
        before, name, how = spoken_of(rng, people[role], {"employee": "Ms.", "attorney": "Mr."}.get(role, "Dr."))
        out.say({"employee": "It was reported by ", "physician": "This was noted by ", "attorney": "A copy went to ", "reviewer": "Reviewed by "}[role] + before)  # fmt: skip
        bare = name.removesuffix("'s")
        out.plant("reviewer" if role == "reviewer" else "person", bare, how)
        out.say(
            name[len(bare) :]
            + (
                ", MD. "
                if role in ("physician", "reviewer") and how in ("full", "initial", "ocr", "split line")
                else " today. "
            )
        )
        if rng.random() < 0.25:
            out.say("Care was given at ")
            out.plant("facility", place, "mention")
            out.say(" and paid by ")
            out.plant("firm", firm.split(maxsplit=1)[0] if rng.random() < 0.3 else firm, "mention")
            out.say(" then. ")
        out.say("\n")
    listed = [
        Known(kind=Kind.REVIEWER if role == "reviewer" else Kind.PERSON, text=f"{g} {m}. {f}", role=role)
        for role, (g, m, f) in people.items()
    ]
    listed += [
        Known(kind=Kind.FIRM, text=firm, role="employer"),
        Known(kind=Kind.FACILITY, text=place, role="facility"),
        Known(kind=Kind.ADDRESS, text=f"{street}, {city}", role="x"),
    ]
    kinds = {
        "claim": Kind.CLAIM_NUMBER,
        "ssn": Kind.SSN,
        "mrn": Kind.RECORD_NUMBER,
        "phone": Kind.PHONE,
        "license": Kind.LICENSE,
        "npi": Kind.NPI,
        "dob": Kind.BIRTH,
    }
    listed += [Known(kind=kinds[kind], text=number, role="x") for kind, (_, number) in given.items()]
    listed.append(Known(kind=Kind.EMAIL, text=email, role="x"))
    return Letter("".join(out.parts), tuple(out.planted), tuple(listed))


def clinical_words(letter: Letter) -> list[tuple[int, int]]:
    found = []
    for sentence in CLINICAL:
        at = letter.text.find(sentence)
        if at >= 0:
            found += [(at + m.start(), at + m.end()) for m in re.finditer(r"\w[\w/'’.-]*\w", sentence)]
    return found


Spans = Sequence[tuple[int, int]]


def measure(letters: Sequence[Letter], spans: Sequence[Spans], verbose: bool) -> tuple[float, float, Counter[str]]:
    """Share of planted identifiers wholly covered, share of clinical words lost, misses by class and variant."""
    planted = missed = words = lost = 0
    misses: Counter[str] = Counter()
    for letter, found in zip(letters, spans, strict=True):
        covered = {at for start, end in found for at in range(start, end)}
        for one in letter.planted:
            planted += 1
            if any(at not in covered for at in range(one.start, one.end) if letter.text[at].isalnum()):
                missed += 1
                misses[f"{one.kind}, {one.how}"] += 1
                if verbose and misses[f"{one.kind}, {one.how}"] < 4:
                    print("  missed:", one.kind, one.how, repr(letter.text[max(0, one.start - 25) : one.end + 15]))
        for start, end in clinical_words(letter):
            words += 1
            if any(at in covered for at in range(start, end)):
                lost += 1
                if verbose and lost < 30:
                    print("  lost:", repr(letter.text[max(0, start - 20) : end + 20]), repr(letter.text[start:end]))
    return 1 - missed / planted, lost / words, misses


PRESIDIO = """
import json, sys, time
from presidio_analyzer import AnalyzerEngine, PatternRecognizer
engine = AnalyzerEngine()
start, out = time.perf_counter(), []
for row in json.load(sys.stdin):
    deny = [PatternRecognizer(supported_entity="LISTED", deny_list=row["listed"])]
    out.append([[r.start, r.end] for r in engine.analyze(row["text"], language="en", ad_hoc_recognizers=deny)])
json.dump({"seconds": time.perf_counter() - start, "spans": out}, sys.stdout)
"""


def presidio(python: str, letters: Sequence[Letter]) -> tuple[list[Spans], float]:
    rows = json.dumps([{"text": one.text, "listed": [known.text for known in one.parties]} for one in letters])
    ran = subprocess.run([python, "-c", PRESIDIO], input=rows, capture_output=True, text=True, check=True)
    told = json.loads(ran.stdout)
    return [[(a, b) for a, b in one] for one in told["spans"]], float(told["seconds"])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--letters", type=int, default=1000)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--presidio", metavar="PYTHON")
    options.add_argument("--verbose", action="store_true")
    chosen = options.parse_args()
    letters = [make(random.Random(f"{chosen.seed}/{n}")) for n in range(chosen.letters)]
    profile = load_profile("ca-dwc")
    pages = sum(len(one.text) for one in letters) / 3000
    rows = []
    for name, listed, asked in (("with the party list", True, "99.8 %"), ("without", False, "97 %")):
        Finder((), profile).find(letters[0].text)
        start = time.process_time()
        spans = [
            [(m.start, m.end) for m in Finder(one.parties if listed else (), profile).find(one.text)] for one in letters
        ]
        seconds = time.process_time() - start
        recall, lost, misses = measure(letters, spans, chosen.verbose)
        rows += [
            (f"recall {name}", asked, f"{recall:.2%}"),
            (f"clinical words lost {name}", "under 0.5 %", f"{lost:.2%}"),
            (f"pages a second and core {name}", "100", f"{pages / seconds:.0f}"),
        ]
        print(name, "misses:", dict(misses.most_common(12)))
    if chosen.presidio:
        spans, seconds = presidio(chosen.presidio, letters)
        recall, lost, _ = measure(letters, spans, False)
        rows += [
            ("Presidio, given the list: recall", "", f"{recall:.2%}"),
            ("Presidio: clinical words lost", "", f"{lost:.2%}"),
            ("Presidio: pages a second", "", f"{pages / seconds:.1f}"),
        ]
    print(
        f"\n{len(letters)} letters, {sum(len(one.planted) for one in letters)} identifiers, {pages:.0f} pages of 3,000 characters"
    )
    for what, asked, measured in rows:
        print(f"{what:45} {asked:>12} | {measured:>9}")


if __name__ == "__main__":
    main()
