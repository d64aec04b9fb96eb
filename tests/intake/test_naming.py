"""Services, drugs, regions and sides in the words of requests."""

from __future__ import annotations

import pytest

from openimr.intake.naming import components_of, level_of, regions_of, service_of, side_of, strength_of

SERVICES = [
    ("Cognitive behavioral therapy x 6", "psychotherapy"),
    ("CBT, 4 visits", "psychotherapy"),
    ("Biofeedback 6 sessions", "biofeedback"),
    ("Acupuncture 2x4 low back", "acupuncture"),
    ("Chiro 3x4", "chiropractic manipulation"),
    ("PT 2x6 lumbar", "physical therapy"),
    ("Additional physical therapy visits", "physical therapy"),
    ("Hand therapy 2 x 4", "occupational therapy"),
    ("Post-op physical therapy x 12", "postoperative physical therapy"),
    ("Physical therapy following right shoulder surgery, 12 visits", "postoperative physical therapy"),
    ("Pool therapy 8 visits", "aquatic therapy"),
    ("Massage therapy x 4", "massage therapy"),
    ("Work conditioning, 10 visits", "work hardening"),
    ("FRP, 80 hours", "functional restoration program"),
    ("TENS unit rental, 30 days", "TENS unit"),
    ("IF unit purchase", "interferential unit"),
    ("H wave device", "H-wave unit"),
    ("Stationary bicycle for home", "home exercise equipment"),
    ("Gym membership with pool, 6 months", "gym membership"),
    ("LSO brace", "lumbar brace"),
    ("Home health aide 4 hours a day", "home health care"),
    ("Left L4-5 TFESI", "epidural steroid injection"),
    ("Lumbar ESI at L5-S1", "epidural steroid injection"),
    ("Bilateral L4-S1 facet injections", "facet injection"),
    ("Diagnostic medial branch blocks L3-5", "medial branch block"),
    ("Trigger point injections x 4", "trigger point injection"),
    ("Botox 155 units", "botulinum toxin injection"),
    ("Synvisc-One injection right knee", "viscosupplementation"),
    ("Spinal cord stimulator trial", "spinal cord stimulator trial"),
    ("Intrathecal morphine pump trial", "intrathecal pump"),
    ("MRI lumbar spine w/o contrast", "MRI lumbar"),
    ("Lumbar MRI", "MRI lumbar"),
    ("MRI cervical spine", "MRI cervical"),
    ("MRI left knee", "MRI knee"),
    ("MR arthrogram right shoulder", "MRI shoulder"),
    ("MRI left ankle", "other"),
    ("EMG/NCV bilateral lower extremities", "EMG/NCS"),
    ("Urine toxicology screen", "urine drug test"),
    ("Polysomnogram", "sleep study"),
    ("Norco 10/325 #90", "opioid medication"),
    ("OxyContin 20 mg #60", "opioid medication"),
    ("Mobic 15 mg #30", "NSAID"),
    ("Soma 350 mg #60", "muscle relaxant"),
    ("Lyrica 75 mg #60", "antiepileptic"),
    ("Cymbalta 60 mg #30", "antidepressant"),
    ("Trazodone 50 mg qhs #30", "antidepressant"),
    ("Xanax 0.5 mg #30", "benzodiazepine"),
    ("Prilosec 20 mg #60", "proton pump inhibitor"),
    ("Voltaren gel 1% 100 gm", "topical analgesic"),
    ("Terocin lotion", "topical analgesic"),
    ("Ketoprofen 10%/gabapentin 6% cream, 120 gm", "compounded topical"),
    ("Gabapentin 10%, amitriptyline 5%, capsaicin 0.025% in cream base", "compounded topical"),
    ("Lidoderm 5% patch #30", "lidocaine patch"),
    ("Left knee arthroscopy, partial medial meniscectomy", "knee arthroscopy"),
    ("Right carpal tunnel release", "carpal tunnel release"),
    ("Shoulder arthroscopy with subacromial decompression", "shoulder arthroscopy"),
    ("L4-S1 posterior lumbar interbody fusion", "lumbar fusion"),
    ("L5-S1 microdiscectomy", "lumbar discectomy"),
    ("Orthopedic surgeon consultation", "specialist consultation"),
    ("Psychological evaluation", "specialist consultation"),
    ("Referral to pain management for injections", "specialist consultation"),
    ("Assistant surgeon", "other"),
    ("Pre-operative medical clearance", "other"),
    ("Cold therapy unit, 7 day rental", "other"),
    ("Ambien 10 mg #30", "other"),
    ("Radiofrequency ablation of the medial branches L4-5", "other"),
]


@pytest.mark.parametrize(("request_words", "service"), SERVICES, ids=[words for words, _ in SERVICES])
def test_service(request_words: str, service: str) -> None:
    assert service_of(request_words) == service


def test_components_of_a_compound() -> None:
    found = components_of("Flurbiprofen 20% / baclofen 2% / lidocaine (5%) cream 180 gm")
    assert [(part.name, part.strength) for part in found] == [
        ("flurbiprofen", "20%"),
        ("baclofen", "2%"),
        ("lidocaine", "5%"),
    ]


@pytest.mark.parametrize(
    ("words", "milligrams"),
    [
        ("Tramadol 50 mg #60", 50.0),
        ("Norco 10/325 mg #90", 10.0),
        ("fentanyl 25 mcg/hr patch", 0.025),
        ("PT 2x6", None),
    ],
)
def test_strength(words: str, milligrams: float | None) -> None:
    assert strength_of(words) == milligrams


@pytest.mark.parametrize(
    ("words", "regions", "side", "level"),
    [
        ("Left L5-S1 transforaminal ESI", ("lumbar spine",), "left", "L5-S1"),
        ("PT neck and right shoulder", ("cervical spine", "shoulder"), "right", None),
        ("bilateral knee x-rays", ("knee",), "bilateral", None),
        ("low back", ("lumbar spine",), None, None),
        ("upper back massage", ("thoracic spine",), None, None),
        ("R wrist splint", ("wrist/hand",), "right", None),
    ],
)
def test_place(words: str, regions: tuple[str, ...], side: str | None, level: str | None) -> None:
    assert (regions_of(words), side_of(words), level_of(words)) == (regions, side, level)
