"""Words for the benchmarks' papers: notes of many kinds, no two pages alike. The patient and all others are fictional."""

from __future__ import annotations

import random
from datetime import date, timedelta

SIDES = ("left", "right", "bilateral")
REGIONS = (
    "lumbar spine",
    "cervical spine",
    "left shoulder",
    "right knee",
    "right wrist",
    "left ankle",
    "thoracic spine",
)
DRUGS = (
    "ibuprofen 600 mg", "naproxen 550 mg", "gabapentin 300 mg", "cyclobenzaprine 7.5 mg", "tramadol ER 150 mg",
    "hydrocodone/APAP 10/325 mg", "duloxetine 30 mg", "omeprazole 20 mg", "meloxicam 15 mg", "pregabalin 75 mg",
    "nortriptyline 25 mg", "lidocaine patch 5%", "diclofenac gel 1%", "tizanidine 4 mg", "oxycodone 5 mg",
)  # fmt: skip
SIGS = ("at bedtime", "twice a day", "three times a day as needed", "every 8 hours", "once daily with food")
SERVICES = ("physical therapy", "acupuncture", "chiropractic care", "aquatic therapy", "cognitive behavioral therapy")
SIGNS = (
    "straight leg raise",
    "Spurling's test",
    "Hawkins test",
    "McMurray test",
    "Tinel's sign",
    "Faber test",
    "Phalen's test",
)
MUSCLES = (
    "quadriceps",
    "tibialis anterior",
    "extensor hallucis longus",
    "deltoid",
    "biceps",
    "wrist extensors",
    "grip",
)
ACTS = (
    "dressing",
    "driving",
    "carrying groceries",
    "climbing stairs",
    "overhead reaching",
    "typing",
    "kneeling",
    "sleep",
)
JOBS = ("warehouse clerk", "line cook", "school custodian", "bus mechanic", "nurse's aide", "drywall hanger")
ILLS = ("hypertension", "type 2 diabetes", "asthma", "hypothyroidism", "gastritis", "depression", "sleep apnea")
SURGERIES = (
    "arthroscopic meniscectomy",
    "carpal tunnel release",
    "L4-5 discectomy",
    "rotator cuff repair",
    "appendectomy",
)
DIAGNOSES = (
    "lumbar radiculopathy", "cervicalgia", "rotator cuff tendinitis", "lumbosacral sprain", "medial meniscus tear",
    "myofascial pain", "carpal tunnel syndrome", "lumbar disc displacement", "chronic pain syndrome", "insomnia",
)  # fmt: skip
DOCTORS = (
    "Imre Solvang, MD",
    "Pia Arrenholt, DC",
    "Tomasz Quillon, DPT",
    "Greta Nwosu-Lind, DO",
    "Lars Obuya, PhD",
    "Ada Ferrant, NP",
)
CLINICS = (
    "Northgate Spine Center",
    "Bayline Rehabilitation",
    "Ostrander Orthopedics",
    "Elm Court Pain Clinic",
    "Halden Imaging",
)

TOLD = (
    "The patient reports {region} pain rated {score}/10, worse with {act} and better with rest.",
    "Pain has {changed} since the visit of {day} and now averages {score}/10 at work.",
    "He denies bowel or bladder changes, saddle numbness, fever or weight loss.",
    "She has completed {count} of {most} visits of {service} with {gain}.",
    "Numbness travels down the {side} leg to the foot about {count} times a week.",
    "The injury of {day} happened while lifting a {weight} pound crate as a {job}.",
    "Sleep is interrupted {count} times a night; {act} takes twice as long as before.",
    "Prior treatment: {count} sessions of {service}, {drug}, heat and a home exercise program.",
    "Past history: {ill}; {surgery} in {year}. Father with {ill}.",
    "Takes {drug} {sig} and {drug} {sig}, with {gain} and no side effects.",
    "{drug} was stopped on {day} because of stomach upset.",
    "No history of {ill}. Allergies: penicillin (rash).",
    "An injection on {day} gave {weight} percent relief for {count} weeks.",
    "Walking tolerance is {minutes} minutes, sitting {minutes} minutes, standing {minutes} minutes.",
    "She would like to avoid surgery and asks about {service}.",
    "The spouse helps with {act}, {act} and laundry.",
)
SEEN = (
    "{region}: flexion {degrees} degrees, extension {count}0 degrees, tender to palpation on the {side}.",
    "{sign} is {result} on the {side}; {sign} is {result}.",
    "Motor strength of the {side} {muscle} is {grade}/5; the remainder is 5/5.",
    "Sensation to light touch is {felt} in the {side} L{level} dermatome.",
    "Reflexes are 2+ at the patella and {count}+ at the Achilles, symmetric.",
    "Gait is {gait}; heel and toe walking are performed {gait}.",
    "Grip strength by Jamar: right {degrees}, left {minutes} pounds.",
    "There is no atrophy, no effusion and no instability of the {region}.",
    "Oswestry Disability Index {degrees} percent, PHQ-9 {count}, BDI {minutes}.",
    "Blood pressure {degrees}/{minutes}, weight 1{minutes} pounds, height 5 feet {count} inches.",
    "The MRI of the {region} dated {day} showed a {count} mm protrusion at L{level}-{level2} with {felt} foramina.",
    "X-rays of the {region} on {day}: mild degenerative change, no fracture.",
    "EMG/NCS of {day} was {result} for radiculopathy.",
    "Urine drug screen of {day} was consistent with the medication prescribed.",
)
PLANNED = (
    "Continue {drug} {sig}; refill number {weight}.",
    "Request {count} further sessions of {service}, {count} times a week, to restore {act}.",
    "Diagnoses: {diagnosis}; {diagnosis}.",
    "Work status: modified duty, no lifting over {weight} pounds, until {day}.",
    "Return to the clinic in {count} weeks; sooner if weakness appears.",
    "An epidural steroid injection at L{level}-{level2} is considered if {service} fails.",
    "{count} visits of {service} were authorized on {day}.",
    "The home exercise program was reviewed and {act} was practiced.",
    "Consider a functional restoration program after psychological clearance.",
    "Risks of {drug} were discussed and the agreement of {day} was renewed.",
    "Ordered: MRI of the {region} without contrast; {sign} to be repeated.",
    "Temporary total disability from {day} until the next visit.",
)
KINDS = (
    ("PROGRESS NOTE", ("SUBJECTIVE", "OBJECTIVE", "PLAN")),
    ("PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)", ("Subjective complaints", "Objective findings", "Treatment plan")),
    ("ORTHOPEDIC CONSULTATION", ("HISTORY OF PRESENT ILLNESS", "PHYSICAL EXAMINATION", "ASSESSMENT AND PLAN")),
    ("PHYSICAL THERAPY DAILY NOTE", ("S", "O", "P")),
    ("PAIN MANAGEMENT FOLLOW-UP", ("INTERVAL HISTORY", "EXAMINATION", "PLAN")),
    ("CHIROPRACTIC TREATMENT NOTE", ("Subjective", "Objective", "Plan")),
    ("PSYCHOLOGICAL PROGRESS NOTE", ("Subjective", "Mental status", "Plan")),
)  # fmt: skip


def sentence(template: str, chance: random.Random, day: date) -> str:
    """One sentence with chosen words and numbers."""
    level = chance.choice((3, 4))
    words = {
        "side": SIDES, "region": REGIONS, "drug": DRUGS, "sig": SIGS, "service": SERVICES, "sign": SIGNS, "muscle": MUSCLES,
        "act": ACTS, "job": JOBS, "ill": ILLS, "surgery": SURGERIES, "diagnosis": DIAGNOSES, "result": ("positive", "negative", "equivocal"),
        "felt": ("intact", "decreased", "narrowed"), "gait": ("antalgic", "normal", "without difficulty"),
        "gain": ("partial improvement", "no lasting relief", "better function"), "changed": ("improved", "worsened", "not changed"),
    }  # fmt: skip
    numbers = {
        "score": (1, 9), "count": (2, 9), "most": (10, 24), "degrees": (20, 90), "minutes": (10, 60), "weight": (5, 80),
        "grade": (3, 5), "year": (1995, 2011),
    }  # fmt: skip
    parts = template.split("{")
    said = [parts[0]]
    for part in parts[1:]:
        slot, _, rest = part.partition("}")
        if slot in words:
            value = chance.choice(words[slot])
        elif slot in numbers:
            value = str(chance.randint(*numbers[slot]))
        elif slot == "day":
            value = f"{day - timedelta(days=chance.randint(1, 300)):%m/%d/%Y}"
        else:
            value = str(level + (slot == "level2"))
        said += [value, rest]
    text = "".join(said)
    return text[0].upper() + text[1:]


def note(number: int, chance: random.Random) -> list[tuple[str, list[str]]]:
    """A note of one to three pages: for each page its head lines and its paragraphs."""
    day = date(2012, 1, 3) + timedelta(days=number % 800)
    title, sections = chance.choice(KINDS)
    doctor, count = chance.choice(DOCTORS), chance.choice((1, 1, 2, 2, 3))
    pages = []
    for page in range(1, count + 1):
        head = f"{chance.choice(CLINICS) if page == 1 else title} | Patient: Pat Example | DOB: 01/02/1960 | Page {page} of {count}"
        lead = f"{title} | Date of service: {day:%m/%d/%Y} | Provider: {doctor}" if page == 1 else f"{day:%m/%d/%Y}"
        paragraphs = []
        for name, templates in zip(sections, (TOLD, SEEN, PLANNED), strict=True):
            chosen = chance.sample(templates, chance.randint(7, 10))
            paragraphs.append(f"{name}: " + " ".join(sentence(one, chance, day) for one in chosen))
        paragraphs.append(f"Electronically signed by {doctor} on {day:%m/%d/%Y}" if page == count else "Continued")
        pages.append((f"{head}\n{lead}", paragraphs))
    return pages
