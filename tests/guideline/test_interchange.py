"""Rows as CQL and FHIR: an independent engine gives the same answers; the resources are valid FHIR R4."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from itertools import islice

import pytest
from cql_sdk import api
from fhir.resources.R4B.library import Library as FhirLibrary
from fhir.resources.R4B.plandefinition import PlanDefinition

from openimr.case import Answer, Chart, Span, TreatmentCourse
from openimr.guideline import Edition, Situation, apply, decide, gather, load_library, prove, read_pack
from openimr.guideline.cql import SUPPORTED, to_cql
from openimr.guideline.fhir import to_fhir
from openimr.guideline.parameters import TooManyRivals, parameters_of
from openimr.guideline.sampling import sample
from openimr.guideline.tree import combine, read_tree

TRUTH = {Answer.MET: True, Answer.NOT_MET: False, Answer.NOT_DOCUMENTED: None}
EDITIONS = load_library().editions
EACH = 8
OWN = """
schema: imr-guideline/1
pack: {id: own, title: Own, edition: "1", level: mtus, in_force: {from: 2010-01-01}, rights: free, source: test}
recommendations:
  - id: R-1
    service: [acupuncture]
    stance: conditional
    cite: [{title: Own}]
    rule: At most six.
    criteria: {kind: quantity, id: q, name: at most six, measure: requested, most: 6}
    examples:
      - {name: six, quantity: 6, expect: met}
      - {name: seven, quantity: 7, expect: met}
"""


def situations(edition: Edition, count: int, seed: int = 1) -> list[Situation]:
    return list(islice(sample(edition, seed), count))


def other_answers(edition: Edition, given: list[Situation], cql: str | None = None) -> list[tuple[Answer, bool | None]]:
    """Own answer and that of the independent engine, where the library takes as many rivals."""
    library = api.load_library_from_cql_text(cql or to_cql(edition))
    found = []
    for situation in given:
        try:
            parameters = parameters_of(edition, situation)
        except TooManyRivals:
            continue
        found.append((decide(edition, situation), api.invoke(library, definition=SUPPORTED, parameters=parameters)))
    return found


def test_an_independent_engine_agrees_on_every_rule() -> None:
    differ, answers = [], set[Answer]()
    for edition in EDITIONS:
        for own, other in other_answers(edition, situations(edition, EACH)):
            answers.add(own)
            if TRUTH[own] is not other:
                differ.append((edition.row.id, own, other))
    assert differ == []
    assert answers == set(Answer)


def test_a_changed_limit_is_noticed() -> None:
    edition = load_library().row("CP09-PSY-01")
    assert edition is not None
    changed = to_cql(edition).replace("<= 10.0", "<= 11.0")
    answers = other_answers(edition, situations(edition, 200), changed)
    assert [own for own, other in answers if TRUTH[own] is not other] != []


def test_more_rivals_than_a_library_takes_are_refused() -> None:
    edition = gather([read_pack(OWN.replace("measure: requested", "measure: prior"), where="own.yaml")]).editions[0]
    spans = (Span("records.pdf", 1, 0, 4, "said"),)
    facts = tuple(TreatmentCourse(spans=spans, service="acupuncture", completed=count) for count in (5, 6, 7, 8))
    chart = Chart(pages=(), documents=(), ledger=(), facts=facts)
    with pytest.raises(TooManyRivals, match="4 rival values"):
        parameters_of(edition, replace(situations(edition, 1)[0], chart=chart, shelf=None))


def test_answers_alone_are_those_of_the_full_evaluation() -> None:
    differ = [
        edition.row.id
        for edition in EDITIONS
        for situation in situations(edition, 5, seed=7)
        if decide(edition, situation) is not apply(edition, situation).answer
    ]
    assert differ == []


def test_decisive_are_those_that_give_the_answer_alone() -> None:
    """Against the plain definition: with every other criterion met, this one alone gives the row's answer."""
    differ = []
    for edition in EDITIONS:
        for situation in situations(edition, 2, seed=9):
            found = apply(edition, situation)
            if found.answer is Answer.MET:
                continue
            results = read_tree(edition.nodes, situation)
            unmet = [one.id for one in found.criteria if one.answer is not Answer.MET and not one.informative]
            alone = [
                one
                for one in unmet
                if combine(edition.row.criteria, results, frozenset(results.answers) - {one}) is found.answer
            ]
            if len(unmet) > 1 and list(found.decisive) != alone:
                differ.append((edition.row.id, found.decisive, alone))
    assert differ == []


def test_the_same_seed_gives_the_same_situations() -> None:
    edition = EDITIONS[0]
    assert situations(edition, 5) == situations(edition, 5)


@pytest.mark.parametrize("edition", EDITIONS[::25], ids=lambda edition: edition.row.id)
def test_resources_are_valid_and_carry_the_row(edition: Edition) -> None:
    plan_text, library_text, cql = to_fhir(edition)
    plan = PlanDefinition.model_validate_json(plan_text.text)
    library = FhirLibrary.model_validate_json(library_text.text)
    assert json.loads(plan_text.text)["library"] == [f"{library.url}|{library.version}"]
    assert base64.b64decode(json.loads(library_text.text)["content"][0]["data"]).decode() == cql.text
    assert (plan.status, str(plan.effectivePeriod.start)) == ("draft", str(edition.in_force.since))
    assert [one.citation.split(",")[0] for one in plan.relatedArtifact] == [
        cite.title.split(",")[0] for cite in edition.row.cite
    ]


def test_names_of_exported_files_differ() -> None:
    names = [one.name for edition in EDITIONS for one in to_fhir(edition)]
    assert len(names) == len(set(names)) == 3 * len(EDITIONS)


def test_every_example_of_the_test_rule_proves() -> None:
    proofs = prove(gather([read_pack(OWN, where="own.yaml")]))
    assert [(proof.holds, proof.where) for proof in proofs] == [(True, ""), (False, "own.yaml:11")]
