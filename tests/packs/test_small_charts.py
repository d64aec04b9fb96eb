"""From the words of a short chart to the rule's answer, for requests of every kind: supported, and not supported."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from openimr.case import (
    Answer,
    Case,
    Chart,
    DisputedItem,
    Document,
    DocumentKind,
    Fate,
    LedgerEntry,
    Page,
    PageRef,
    PageSource,
    PartialDate,
)
from openimr.guideline import evaluate, load_library
from openimr.records.facts import extract

AT = date(2015, 6, 1)
INJURY = date(2014, 3, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    name: str
    item: DisputedItem
    text: str
    expect: Answer


def asked(service: str, request: str, quantity: float = 1, **fields: object) -> DisputedItem:
    item = DisputedItem(n=1, request=request, service=service, quantity=quantity)
    return replace(item, **fields)  # type: ignore[arg-type]


def small(name: str, item: DisputedItem, text: str, expect: Answer) -> Small:
    return Small(name=name, item=item, text=text, expect=expect)


ESI = asked(
    "epidural steroid injection", "Right L4-5 transforaminal epidural steroid injection", body_region="lumbar spine"
)
ESI_AGAIN = replace(ESI, request="Repeat right L4-5 transforaminal epidural steroid injection", repeat=True)
TPI = asked("trigger point injection", "Trigger point injections x 3, upper trapezius", 3, body_region="cervical spine")
NECK_MRI = asked("MRI cervical", "MRI of the cervical spine", body_region="cervical spine")
KNEE_MRI = asked("MRI knee", "MRI left knee without contrast", body_region="knee")
SHOULDER_MRI = asked("MRI shoulder", "MRI right shoulder", body_region="shoulder")
EMG = asked("EMG/NCS", "EMG/NCV bilateral lower extremities", body_region="lumbar spine")
VISCO = asked("viscosupplementation", "Synvisc injection left knee", body_region="knee")
SLEEP = asked("sleep study", "Polysomnogram")
BRACE = asked("lumbar brace", "LSO brace purchase", body_region="lumbar spine")
GYM = asked("gym membership", "Gym membership, 6 months", 6)
SCOPE = asked(
    "shoulder arthroscopy",
    "Right shoulder arthroscopy, subacromial decompression",
    body_region="shoulder",
    laterality="right",
)
FUSION = asked("lumbar fusion", "L4-5 posterior fusion", body_region="lumbar spine")
DISC = asked("lumbar discectomy", "Left L5-S1 microdiscectomy", body_region="lumbar spine", laterality="left")
POOL = asked("aquatic therapy", "Aquatic therapy 8 visits", 8, unit="visits", body_region="lumbar spine")
ALPRAZOLAM = asked("benzodiazepine", "Alprazolam 0.5 mg #60", 60, drug="alprazolam", strength_mg=0.5, per_day=2)
DULOXETINE = asked("antidepressant", "Duloxetine 60 mg #30", 30, drug="duloxetine", strength_mg=60, per_day=1)
PPI = asked("proton pump inhibitor", "Pantoprazole 40 mg #30", 30, drug="pantoprazole", strength_mg=40, per_day=1)
GEL = asked("topical analgesic", "Voltaren gel 1% 100 g", 100, drug="diclofenac", body_region="knee")
PUMP = asked("intrathecal pump", "Intrathecal morphine pump trial")
HARDENING = asked("work hardening", "Work hardening 10 sessions", 10, unit="sessions")
CONSULT = asked("specialist consultation", "Consultation with a neurosurgeon")
HOME = asked("home health care", "Home health nurse 3 visits a week for 4 weeks", 12, unit="visits", duration_weeks=4)
OPIOID = asked(
    "opioid medication", "Oxycodone 10 mg #90", 90, drug="oxycodone", strength_mg=10, per_day=3, frequency="TID"
)
TRAMADOL = asked("opioid medication", "Tramadol 50 mg #120", 120, drug="tramadol", strength_mg=50, per_day=4)
UDT = asked("urine drug test", "Urine toxicology screen")
TENS = asked("TENS unit", "TENS unit, 30-day rental", body_region="lumbar spine", duration_weeks=4)
TENS_BOUGHT = replace(TENS, request="TENS unit purchase", purchase=True, duration_weeks=None)
CHIRO = asked("chiropractic manipulation", "Chiropractic 6 visits", 6, unit="visits", body_region="lumbar spine")
KNEE_CHIRO = replace(CHIRO, body_region="knee")
NEEDLES = asked("acupuncture", "Acupuncture 6 visits", 6, unit="visits", body_region="lumbar spine")
BOTOX = asked("botulinum toxin injection", "Botox 100 units", 100, unit="units", body_region="cervical spine")
TRIAL = asked("spinal cord stimulator trial", "Spinal cord stimulator trial", body_region="lumbar spine")
SOMA = asked("muscle relaxant", "Soma 350 mg #30", 30, drug="carisoprodol", strength_mg=350, per_day=1)
FLEXERIL = asked("muscle relaxant", "Cyclobenzaprine 10 mg #15", 15, drug="cyclobenzaprine", strength_mg=10, per_day=1)
PATCH = asked("lidocaine patch", "Lidoderm 5% patch #30", 30, drug="lidocaine")
MBB = asked("medial branch block", "Bilateral L4-5 and L5-S1 medial branch blocks", body_region="lumbar spine")
RFA = asked("other", "Radiofrequency ablation L4-5, L5-S1", body_region="lumbar spine")
REHAB = asked(
    "postoperative physical therapy",
    "Postoperative PT 12 visits",
    12,
    unit="visits",
    body_region="knee",
    laterality="left",
)
LASER = asked("other", "Low-level laser therapy 6 sessions", 6)
COLD = asked("other", "Cold therapy unit rental 7 days", 7, unit="days")
COURSE = asked(
    "functional restoration program", "Functional restoration program 10 days", 10, unit="sessions", duration_weeks=2
)

CHARTS = (
    small(
        "opioid with all four A's",
        OPIOID,
        "Oxycodone 10 mg three times daily. Oxycodone reduces his pain from 8 to 4. With the medication he is able to work\n"
        "full time and cook. Denies any side effects. CURES report reviewed, consistent; urine drug screen consistent.\n"
        "He is working full duty.",
        Answer.MET,
    ),
    small(
        "opioid without function",
        OPIOID,
        "Oxycodone 10 mg three times daily. No relief from the oxycodone. No functional improvement. He has not worked since\n"
        "the injury. Urine drug screen was inconsistent.",
        Answer.NOT_MET,
    ),
    small(
        "tramadol with a serotonergic drug",
        TRAMADOL,
        "Tramadol 50 mg four times daily. Sertraline 100 mg daily since 2013.",
        Answer.NOT_MET,
    ),
    small(
        "urine test",
        UDT,
        "Continue hydrocodone 10/325 four times daily. Opioid Risk Tool 5, moderate risk.",
        Answer.MET,
    ),
    small("urine test without opioids", UDT, "She is not taking opioids. No risk assessment was done.", Answer.NOT_MET),
    small(
        "electrotherapy at home",
        TENS,
        "Physical therapy and naproxen failed. Adjunct to the home exercise program. Short- and long-term goals: less\n"
        "medication, return to full duty.",
        Answer.MET,
    ),
    small("electrotherapy bought untried", TENS_BOUGHT, "He has never had a trial of TENS.", Answer.NOT_MET),
    small("first manipulation", CHIRO, "No chiropractic treatment so far.", Answer.MET),
    small("manipulation of the knee", KNEE_CHIRO, "Left knee pain.", Answer.NOT_MET),
    small("first acupuncture", NEEDLES, "No acupuncture so far.", Answer.MET),
    small("toxin for dystonia", BOTOX, "Assessment: cervical dystonia with torticollis to the right.", Answer.MET),
    small("toxin for migraine", BOTOX, "Chronic migraine. No dystonia.", Answer.NOT_MET),
    small(
        "stimulator without psychological clearance",
        TRIAL,
        "Failed back surgery syndrome. Injections and physical therapy failed. Not a surgical candidate.\n"
        "The psychologist writes that he is not a candidate for a stimulator trial. No substance abuse.",
        Answer.NOT_MET,
    ),
    small("carisoprodol", SOMA, "Soma at night.", Answer.NOT_MET),
    small(
        "cyclobenzaprine for a flare",
        FLEXERIL,
        "Acute exacerbation of low back pain since Friday with paraspinal spasm. Cyclobenzaprine 10 mg at night for ten days.",
        Answer.MET,
    ),
    small(
        "patch after gabapentin",
        PATCH,
        "Allodynia over the scar, localized neuropathic pain. Gabapentin was stopped because of dizziness.",
        Answer.MET,
    ),
    small(
        "patch for a strain",
        PATCH,
        "Lumbar strain, diffuse pain, no neuropathic pain. He has never tried gabapentin.",
        Answer.NOT_MET,
    ),
    small(
        "facet block",
        MBB,
        "Tenderness over the lumbar facets, facet loading positive. Neurologic exam is normal.\n"
        "Home exercise, physical therapy and NSAIDs gave no lasting relief.",
        Answer.MET,
    ),
    small(
        "facet block with radiculopathy",
        MBB,
        "Facet loading positive. Decreased sensation in the left L5 dermatome, left ankle jerk absent. Physical therapy failed.",
        Answer.NOT_MET,
    ),
    small("neurotomy after a good block", RFA, "The medial branch block gave 80% relief.", Answer.MET),
    small("neurotomy after a poor block", RFA, "The medial branch block gave 40% relief.", Answer.NOT_MET),
    small(
        "rehabilitation after meniscectomy",
        REHAB,
        "Left knee arthroscopic partial medial meniscectomy on April 14, 2015. Range of motion improved, walks without a cane\n"
        "now; returned to modified duty.",
        Answer.MET,
    ),
    small("laser", LASER, "Neck pain.", Answer.NOT_MET),
    small(
        "program",
        COURSE,
        "Interdisciplinary evaluation with baseline functional testing. Physical therapy, injections and medications failed.\n"
        "His wife helps with shoes and socks every day. He is not a surgical candidate. He is highly motivated.\n"
        "Negative predictors of success were addressed.",
        Answer.MET,
    ),
    small(
        "first epidural",
        ESI,
        "Exam: Straight leg raise is positive on the right at 45 degrees. Decreased sensation over the right L5 dermatome.\n"
        "MRI: L4-5 disc protrusion impinging on the right L5 nerve root.\n"
        "Physical therapy for eight weeks gave no lasting relief. Injection under fluoroscopy is requested.",
        Answer.MET,
    ),
    small(
        "epidural without signs",
        ESI,
        "Exam: Straight leg raise is negative. Sensation intact, motor 5/5, reflexes symmetric.\n"
        "MRI: Mild bulge, no nerve root compression. Physical therapy for eight weeks gave no lasting relief.",
        Answer.NOT_MET,
    ),
    small(
        "epidural repeated after two days of relief",
        ESI_AGAIN,
        "The epidural of January gave 20% relief for two weeks. No change in medications.",
        Answer.NOT_MET,
    ),
    small(
        "trigger points",
        TPI,
        "Exam: trigger points in the right upper trapezius with a twitch response and referred pain.\n"
        "Stretching, physical therapy and NSAIDs failed to give lasting relief. No radiculopathy.",
        Answer.MET,
    ),
    small(
        "tenderness alone",
        TPI,
        "Exam: general tenderness, no twitch response. Physical therapy failed.",
        Answer.NOT_MET,
    ),
    small(
        "neck imaging with signs",
        NECK_MRI,
        "Biceps reflex is diminished on the left. Decreased sensation in the C6 dermatome.\n"
        "No better after six weeks of physical therapy and ibuprofen.",
        Answer.MET,
    ),
    small(
        "neck imaging with a normal examination",
        NECK_MRI,
        "Neurologic exam is normal. No red flags. No better after six weeks of physical therapy.",
        Answer.NOT_MET,
    ),
    small(
        "knee imaging",
        KNEE_MRI,
        "Left knee: McMurray positive, medial joint line tenderness. Home exercises and physical therapy failed.",
        Answer.MET,
    ),
    small(
        "shoulder imaging",
        SHOULDER_MRI,
        "Right shoulder: Hawkins and Neer positive, supraspinatus 4/5. Six weeks of physical therapy without benefit.",
        Answer.MET,
    ),
    small(
        "nerve studies",
        EMG,
        "Decreased light touch over the left lateral calf. Numbness and tingling of the foot.\n"
        "Failed physical therapy and naproxen.",
        Answer.MET,
    ),
    small(
        "viscosupplementation",
        VISCO,
        "Left knee osteoarthritis, Kellgren-Lawrence grade 3. Physical therapy and naproxen failed to give lasting relief.\n"
        "Cortisone injection of the left knee in February gave no lasting relief.",
        Answer.MET,
    ),
    small(
        "sleep study",
        SLEEP,
        "He snores and falls asleep at work; excessive daytime sleepiness, Epworth 16. Sleep hygiene and zolpidem did not help.",
        Answer.MET,
    ),
    small(
        "sleep study without signs",
        SLEEP,
        "Denies snoring or daytime somnolence. No sleep hygiene has been tried.",
        Answer.NOT_MET,
    ),
    small("brace in the chronic phase", BRACE, "Chronic low back pain since last year.", Answer.NOT_MET),
    small(
        "gym", GYM, "She goes through her home exercises, which help. No special equipment is needed.", Answer.NOT_MET
    ),
    small(
        "shoulder surgery",
        SCOPE,
        "Right shoulder: Hawkins positive, Neer positive.\nMRI of the right shoulder: full-thickness supraspinatus tear.\n"
        "Physical therapy for four months and a subacromial cortisone injection failed.",
        Answer.MET,
    ),
    small(
        "fusion without instability",
        FUSION,
        "Flexion-extension films show no instability. No spondylolisthesis. Physical therapy failed.",
        Answer.NOT_MET,
    ),
    small(
        "discectomy",
        DISC,
        "Left ankle jerk is absent. Straight leg raise positive on the left at 30 degrees.\n"
        "MRI: L5-S1 extrusion compressing the left S1 nerve root. Physical therapy and an epidural injection failed.",
        Answer.MET,
    ),
    small("pool therapy", POOL, "BMI 41, morbidly obese; could not tolerate land-based therapy.", Answer.MET),
    small("pool therapy, land tolerated", POOL, "BMI 24. She tolerates land-based exercise well.", Answer.NOT_MET),
    small(
        "alprazolam for years",
        ALPRAZOLAM,
        "Alprazolam 0.5 mg twice daily since 2012. Refill alprazolam 0.5 mg #60.",
        Answer.NOT_MET,
    ),
    small(
        "duloxetine",
        DULOXETINE,
        "Neuropathic leg pain and major depression. Duloxetine 60 mg daily helps the burning; pain is down from 8 to 5.",
        Answer.MET,
    ),
    small(
        "stomach protection at risk",
        PPI,
        "Takes naproxen 550 mg twice daily. History of a bleeding ulcer in 2009.",
        Answer.MET,
    ),
    small(
        "stomach protection without risk",
        PPI,
        "Takes naproxen 550 mg twice daily. Denies any history of ulcer, reflux or heartburn. Takes no aspirin, no steroids.\n"
        "No high-dose or multiple NSAIDs.",
        Answer.NOT_MET,
    ),
    small("gel for the knee", GEL, "Osteoarthritis of the left knee with pain on stairs.", Answer.MET),
    small(
        "pump",
        PUMP,
        "Physical therapy, injections and medications failed over three years. She is not a surgical candidate.\n"
        "The psychologist finds no psychological contraindication. No infection, no bleeding disorder.",
        Answer.MET,
    ),
    small("consultation", CONSULT, "Referral to the neurosurgeon for an opinion as to decompression.", Answer.MET),
    small(
        "nurse at home",
        HOME,
        "She is homebound after the operation. Skilled nursing for wound care and dressing changes is needed.",
        Answer.MET,
    ),
    small(
        "help with the house",
        replace(HOME, request="Home health aide 4 hours a day, 5 days a week for housekeeping"),
        "He drives himself to the clinic and walks two miles. Help is asked for cooking, cleaning and laundry.",
        Answer.NOT_MET,
    ),
)


@pytest.mark.parametrize("case", CHARTS, ids=lambda case: case.name)
def test_small_chart(case: Small) -> None:
    page = Page(file="chart.pdf", number=1, text=case.text, source=PageSource.TEXT_LAYER)
    document = Document(
        id="D1", file="chart.pdf", first_page=1, last_page=1, kind=DocumentKind.PR2, date=PartialDate(2015, 5, 4)
    )
    entry = LedgerEntry(ref=PageRef("chart.pdf", 1), fate=Fate.READ, document="D1", confidence=1.0)
    facts = extract([document], [page])
    chart = Chart(pages=(page,), documents=(document,), ledger=(entry,), facts=facts)
    filed = Case(program="p", items=(case.item,), date_of_injury=INJURY, date_of_birth=date(1970, 1, 1))
    found = evaluate(case.item, filed, chart, load_library(), at=AT)
    assert found.primary[0].answer is case.expect, [
        (one.id, one.answer.value, one.explain) for one in found.primary[0].criteria if not one.informative
    ]
