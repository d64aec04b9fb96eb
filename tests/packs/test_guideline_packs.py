"""The packs that come with the distribution: every example proves, every service and concept is known."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from openimr.guideline import Proof, load_library, prove
from openimr.records.facts.concept_lexicon import concepts

SERVICES = (
    "psychotherapy", "biofeedback", "acupuncture", "chiropractic manipulation", "physical therapy",
    "occupational therapy", "postoperative physical therapy", "aquatic therapy", "massage therapy", "work hardening",
    "functional restoration program", "TENS unit", "interferential unit", "H-wave unit", "home exercise equipment",
    "gym membership", "lumbar brace", "home health care", "epidural steroid injection", "facet injection",
    "medial branch block", "trigger point injection", "botulinum toxin injection", "viscosupplementation",
    "spinal cord stimulator trial", "intrathecal pump", "MRI lumbar", "MRI cervical", "MRI knee", "MRI shoulder",
    "EMG/NCS", "urine drug test", "sleep study", "opioid medication", "NSAID", "muscle relaxant", "antiepileptic",
    "antidepressant", "benzodiazepine", "proton pump inhibitor", "topical analgesic", "compounded topical",
    "lidocaine patch", "knee arthroscopy", "carpal tunnel release", "shoulder arthroscopy", "lumbar fusion",
    "lumbar discectomy", "specialist consultation", "other",
)  # fmt: skip
DERIVED = {"functional_improvement"}
"""Concepts that the evaluator reads from facts of their own type."""


def test_every_example_proves() -> None:
    assert [proof for proof in prove(load_library()) if not proof.holds] == list[Proof]()


def test_every_row_but_judgement_rows_has_an_example() -> None:
    proved = {proof.row_id for proof in prove(load_library())}
    rows = {edition.row.id for edition in load_library().editions}
    assert len(proved) >= 0.9 * len(rows)


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_has_a_row(service: str) -> None:
    assert load_library().of_service(service) != ()


def test_every_concept_asked_for_is_in_the_lexicon() -> None:
    asked = {name for edition in load_library().editions for name in _concepts(edition.row.criteria.model_dump())}
    assert asked - {concept.id for concept in concepts()} == DERIVED


def test_no_row_claims_to_be_verified() -> None:
    assert [edition.row.id for edition in load_library().editions if edition.row.verified.by] == []


def _concepts(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "concepts":
                yield from value
            elif key in {"relief_concept", "duration_concept"} and value:
                yield value
            else:
                yield from _concepts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _concepts(value)
