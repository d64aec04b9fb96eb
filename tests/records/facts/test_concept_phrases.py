"""Short forms of notes, forms and flow sheets that state a concept or its contrary."""

from __future__ import annotations

import pytest

from openimr.case import Document, DocumentKind, Page, PageSource, PartialDate, Polarity
from openimr.records.facts.findings import find_findings
from openimr.records.passages import passages_of

PRESENT = (
    ("SLR: R neg, L + at 45.", "radiculopathy_exam"),
    ("DTRs: patellar 2+/2+, Achilles 2+/0.", "radiculopathy_exam"),
    ("Sens: decr L5 dermatome L.", "radiculopathy_exam"),
    ("Sensory: diminished to pinprick lateral foot.", "radiculopathy_exam"),
    ("L EHL 4/5, TA 4+/5.", "radiculopathy_exam"),
    ("Hypoesthesia in the right C6 distribution.", "radiculopathy_exam"),
    ("Spurling's test positive on the left.", "radiculopathy_exam"),
    ("Disc herniation with compression of the traversing S1 root.", "radiculopathy_study"),
    ("Severe left neuroforaminal stenosis at C5-6.", "radiculopathy_study"),
    ("EMG: acute left L5 radiculopathy.", "radiculopathy_study"),
    ("She failed PT, NSAIDs and chiropractic.", "conservative_care_failed"),
    ("Has tried physical therapy x 12 without improvement.", "conservative_care_failed"),
    ("PT made it worse.", "conservative_care_failed"),
    ("Refractory to conservative measures.", "conservative_care_failed"),
    ("Side effects: constipation, managed with Colace.", "adverse_effects_acceptable"),
    ("No AE reported.", "adverse_effects_acceptable"),
    ("Tolerating meds well.", "adverse_effects_acceptable"),
    ("UDS consistent with meds.", "aberrant_behavior_checked"),
    ("CURES checked, no red flags.", "aberrant_behavior_checked"),
    ("Pain contract on file.", "aberrant_behavior_checked"),
    ("No signs of abuse or diversion.", "aberrant_behavior_checked"),
    ("VAS 8/10 without meds, 4/10 with meds.", "analgesia_documented"),
    ("Pain 9 -> 5 with Norco.", "analgesia_documented"),
    ("Norco brings pain from 8/10 to 5/10.", "analgesia_documented"),
    ("Meds allow him to do chores and walk 30 minutes.", "medication_function"),
    ("Able to perform ADLs with medication.", "medication_function"),
    ("Back to work full duty.", "returned_to_work"),
    ("Hx PUD.", "gi_history"),
    ("h/o GERD secondary to NSAID use.", "gi_symptoms_from_nsaid"),
    ("Stomach upset with naproxen.", "gi_symptoms_from_nsaid"),
    ("On Coumadin for a-fib.", "aspirin_steroid_anticoagulant"),
    ("Ambulates with a walker household distances only, unable to leave the home without taxing effort.", "homebound"),
    ("Oswestry improved from 52% to 34%.", "adl_improved"),
    ("Walking tolerance increased from 10 to 30 min.", "adl_improved"),
    ("Now able to lift 20 lbs overhead.", "adl_improved"),
    ("Work restrictions upgraded from 10 lb to 25 lb.", "restrictions_reduced"),
    ("Decreased Norco from 4 to 2 per day.", "dependency_reduced"),
    ("70% relief x 8 weeks after last ESI.", "repeat_injection_relief"),
    ("Relief lasted 8 wks.", "repeat_injection_weeks"),
    ("Cleared psychologically for SCS trial.", "psychological_clearance"),
    ("Considering arthroscopy if MRI positive.", "surgery_considered"),
    ("Lachman 2+, pivot shift +.", "knee_signs"),
    ("Catching and popping on stairs.", "mechanical_knee_symptoms"),
    ("Tinel (+) R wrist.", "carpal_tunnel_signs"),
    ("Paraspinal spasm noted.", "muscle_spasm"),
    ("Spasms in the low back for past 3 days since flare.", "acute_exacerbation"),
    ("Failed gabapentin (sedation) and amitriptyline.", "first_line_neuropathic_failed"),
    ("Lyrica d/c'd, leg edema.", "first_line_neuropathic_failed"),
    ("Has been in HEP daily.", "home_exercise_program"),
    ("Numbness, tingling both feet.", "neuropathic_pain"),
    ("PHQ-9 score 17.", "depression_or_anxiety"),
    ("MRI and x-ray: tricompartmental OA.", "osteoarthritis"),
    ("Smokes 1 ppd.", "smoker"),
    ("New urinary retention and saddle anesthesia.", "red_flag"),
    ("Facet loading + bilat L4-5, L5-S1.", "facet_pain_signs"),
    ("TTP over lumbar facets.", "facet_pain_signs"),
    ("Taut bands w/ LTR and referral to the temple.", "trigger_points"),
    ("Trigger points noted in trapezius bilaterally with referred pain.", "trigger_points"),
    ("ORT score = 8 (high risk).", "misuse_risk_assessed"),
    ("SOAPP-R 22.", "misuse_risk_assessed"),
    ("Snores loudly, wife reports apneic episodes.", "apnea_signs"),
    ("ESS 14/24.", "apnea_signs"),
    ("Sleep hygiene counseled, trazodone without help.", "sleep_treatment_failed"),
    ("Plain films of the knee were normal.", "plain_films"),
    ("Grade 1 spondylolisthesis with 5 mm translation on flexion/extension.", "instability"),
    ("Budapest criteria met, CRPS right hand.", "crps"),
    ("FABER +, Gaenslen + on the right.", "sacroiliac_signs"),
    ("Bed-bound since the fall.", "homebound"),
    ("Needs dressing changes daily for open wound.", "skilled_care_needed"),
    ("Requests help with cleaning, laundry, meals.", "homemaker_only"),
    ("Used TENS daily for 30 minutes with good relief during trial.", "device_trial"),
    ("TENS trial in PT x 30 days: pain 7 to 4.", "device_trial"),
    ("TENS gave no relief.", "tens_failed"),
    ("Failed TENS.", "tens_failed"),
    ("Diabetic peripheral neuropathy with burning feet.", "hwave_indication"),
    ("Patient is independent with HEP.", "home_exercise_program"),
    ("Modified job available with employer.", "return_to_work_goal"),
    ("Job requires lifting up to 75 lbs.", "job_demand_gap"),
    ("Very motivated to return to work.", "motivated"),
    ("From a psychological standpoint she is a good candidate for the trial.", "psychological_clearance"),
    ("Hx of alcohol abuse, in remission.", "substance_problem"),
    ("Torticollis noted.", "cervical_dystonia"),
    ("Chronic migraine 15 days/month.", "botulinum_excluded_use"),
    ("Baclofen for spasticity after SCI.", "spasticity"),
    ("Ibuprofen and Tylenol did not help.", "nonopioid_tried"),
    ("Has been on Soma for 3 years.", "long_term_use"),
    ("A 2nd opinion from ortho is needed to determine if surgery is indicated.", "consultation_need"),
    ("HTN, DM2, ASA III.", "perioperative_risk"),
    ("Anticoagulated with Eliquis.", "injection_contraindication"),
    ("Gabapentin helping nerve pain.", "drug_benefit"),
    ("Weaning Norco by 10% per week.", "weaning"),
    ("New onset foot drop since the last MRI.", "significant_change"),
    ("Lumbar epidural x2 with minimal relief.", "conservative_care_failed"),
)
ABSENT = (
    ("Motor, sensory and reflexes are within normal limits in both lower extremities.", "radiculopathy_exam"),
    ("Neurologically intact.", "radiculopathy_exam"),
    ("No focal deficits.", "radiculopathy_exam"),
    ("No neural impingement.", "radiculopathy_study"),
    ("UDT positive for THC and negative for hydrocodone.", "aberrant_behavior_checked"),
    ("Pt ran out early again.", "aberrant_behavior_checked"),
    ("TTD x 6 weeks.", "returned_to_work"),
    ("P&S, retired.", "returned_to_work"),
    ("No hx of ulcer or GI bleed.", "gi_history"),
    ("She goes shopping and drives.", "homebound"),
    ("ADLs unchanged.", "adl_improved"),
    ("No change in work status.", "restrictions_reduced"),
    ("Meds unchanged.", "dependency_reduced"),
    ("Not interested in surgery.", "surgery_considered"),
    ("Denies locking or giving way.", "mechanical_knee_symptoms"),
    ("No h/o cancer, fever, bowel or bladder changes.", "red_flag"),
    ("No facet tenderness.", "facet_pain_signs"),
    ("Stable on flexion-extension views.", "instability"),
    ("No prior TENS trial.", "device_trial"),
    ("Not compliant with HEP.", "home_exercise_program"),
    ("Position has been filled.", "return_to_work_goal"),
    ("Sedentary job.", "job_demand_gap"),
    ("Patient poorly motivated.", "motivated"),
    ("Psych eval pending.", "psychological_clearance"),
    ("Denies EtOH, tobacco or illicit drugs.", "substance_problem"),
    ("No abnormal posturing, no dystonia.", "cervical_dystonia"),
    ("Just started, first prescription.", "long_term_use"),
    ("Healthy, no medical problems.", "perioperative_risk"),
    ("No bleeding disorders.", "injection_contraindication"),
    ("Cymbalta not effective.", "drug_benefit"),
    ("Full ROM and strength.", "continued_deficits"),
    ("Symptoms unchanged since last MRI.", "significant_change"),
    ("No conservative treatment to date.", "conservative_care_failed"),
)


def polarities(text: str, concept: str) -> set[Polarity]:
    document = Document(
        id="D1", file="note.pdf", first_page=1, last_page=1, kind=DocumentKind.PR2, date=PartialDate(2014, 6, 3)
    )
    page = Page(file="note.pdf", number=1, text=text, source=PageSource.TEXT_LAYER)
    found = find_findings(passages_of(document, [page]), document)
    return {finding.polarity for finding in found if finding.concept == concept}


@pytest.mark.parametrize(("text", "concept"), PRESENT)
def test_short_form_that_states_a_concept(text: str, concept: str) -> None:
    assert polarities(text, concept) == {Polarity.PRESENT}


@pytest.mark.parametrize(("text", "concept"), ABSENT)
def test_short_form_that_states_the_contrary(text: str, concept: str) -> None:
    assert polarities(text, concept) == {Polarity.ABSENT}
