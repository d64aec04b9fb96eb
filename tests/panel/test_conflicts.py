"""Names, firms and addresses that mean one; and those that do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.case import Case, DisputedItem, Document, DocumentKind, Party, PartyRole
from openimr.panel import Reviewer, Tie, TieKind
from openimr.panel.conflict import Index, find, involved, likeness, newly_found
from openimr.panel.conflict.addresses import address_likeness

PLAIN = Reviewer(
    id="R1", name="Lena Okoye", degree="MD", licenses=(), boards=(), years=9, hours=30, disciplined=False,
    qualified_medical_evaluator=False, ties=(), addresses=("12 Elm Road, Suite 4, Fresno, CA 93701",), load=0, capacity=5,
    verified_on=None,
)  # fmt: skip
SURE, NEAR, APART = "sure", "near", "apart"


def grade(score: float) -> str:
    return SURE if score >= 90 else NEAR if score >= 78 else APART


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Lena Okoye, MD", "OKOYE, LENA", SURE),
        ("Lena Okoye", "L. Okoye", SURE),
        ("Lena Okoye", "Okoye L", SURE),
        ("Lena Okoye", "LM Okoye MD", SURE),
        ("Lena Okoye", "A. T. Okoye, M.D.", APART),
        ("Lena Okoye", "Lena Okafor", APART),
        ("Lena Okoye", "Lina Brandt", APART),
        ("Robert Falkner", "Bob Falkner, D.O.", SURE),
        ("Elizabeth Marsh", "Beth Marsh", SURE),
        ("Renata Thornburg", "Renata Thomburg", SURE),
        ("Renata Thornburg", "Renata Thornberg", SURE),
        ("Maria Lopez (née Garza)", "Garza, Maria", SURE),
        ("Maria Garza-Lopez", "Maria Garza", SURE),
        ("Maria Elena Garza", "Maria Lopez Garza", NEAR),
        ("José Núñez", "Jose Nunez", SURE),
        ("Sean O'Malley", "Sean OMalley", SURE),
        ("Dr. Okoye", "Lena Okoye", NEAR),
        ("Grace Law", "G. Law, MD", SURE),
        ("Karel van der Berg", "K. Vanderberg", SURE),
        ("De La Cruz, Ana", "Ana Delacruz", SURE),
        ("Robert Miller", "J. Robert Miller", SURE),
        ("Jeffrey Hall", "Geoff Hall", SURE),
        ("Lena Okoye, M.D., a Professional Corporation", "Dr L Okoye", SURE),
        ("Susan Clark", "Susan C. Webb", NEAR),
    ],
)
def test_persons(a: str, b: str, expected: str) -> None:
    assert (grade(likeness(a, b, persons=True)), grade(likeness(b, a, persons=True))) == (expected, expected)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Bay Nerve Group", "Bay Nerve Grp., Inc.", SURE),
        ("Bay Nerve Group", "The Bay Nerve Group, a Medical Corporation", SURE),
        ("Bay Nerve Group", "BayNerve Group LLC", SURE),
        ("Bay Nerve Group", "Bay Spine Group", APART),
        ("Pinecone Insurance Company", "Pinecone", SURE),
        ("Pinecone Insurance Company", "PINECONE INS CO", SURE),
        ("Pinecone Insurance Company", "Pinecome Insurance Company", SURE),
        ("Pinecone Insurance Company", "Redwood Insurance Company", APART),
        ("Tallow Creek Hospital", "TCH dba Tallow Creek Hospital", SURE),
        ("Acme Holdings d/b/a Tallow Creek Hospital", "Tallow Creek Hosp", SURE),
        ("Tallow Creek Hospital", "Tallow Creek Surgery Center", NEAR),
        ("Tallow Hospital", "Tallow School District", APART),
        ("Marlow & Finch, Attorneys", "Marlow and Finch LLP", SURE),
        ("Saint Brannoc Hospital", "St. Brannoc Hosp.", SURE),
        ("Bay Nerve Group", "BNG", NEAR),
        ("Redstone UR", "Redstone Utilization Review", SURE),
        ("North Dell Surgery Center", "North Dell Surgical Ctr", SURE),
        ("Tallow Mutual", "Tallow Mutual Fire Insurance Company", NEAR),
        ("Thistle Physical Medicine Associates", "Thistle Physical Medicire Assoc.", SURE),
        ("First Harbor Rehab", "1st Harbor Rehabilitation", SURE),
    ],
)
def test_firms(a: str, b: str, expected: str) -> None:
    assert (grade(likeness(a, b)), grade(likeness(b, a))) == (expected, expected)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("12 Elm Rd., Ste. 4, Fresno, CA", SURE),
        ("12 ELM RD #4 FRESNO CA 93701-1234", SURE),
        ("12 Elm Road", SURE),
        ("12-A Elm Road, Fresno", SURE),
        ("Suite 4, 12 Elm Rd, Fresno", SURE),
        ("12 Elm Raod", NEAR),
        ("12 Elm Road, 2nd Floor", NEAR),
        ("12 Elm Road, Suite 210, Fresno", NEAR),
        ("12 Elmo Road, Fresno", NEAR),
        ("12 Elm Road, Eureka, CA 95501", APART),
        ("14 Elm Road, Suite 4, Fresno", APART),
        ("12 Oak Road, Suite 4, Fresno", APART),
        ("P.O. Box 12, Fresno", APART),
        ("", APART),
    ],
)
def test_addresses(other: str, expected: str) -> None:
    assert grade(address_likeness(PLAIN.addresses[0], other)) == expected


@pytest.mark.parametrize(
    ("tie", "codes"),
    [
        (Tie(name="Acme Foods"), ["COI_EMPLOYER"]),
        (Tie(name="Acme Foods", kind=TieKind.OWNERSHIP), ["COI_EMPLOYER"]),
        (Tie(name="Acme Foods", kind=TieKind.OFFICER), ["COI_OFFICER"]),
        (Tie(name="Acme Foods", kind=TieKind.NETWORK), ["COI_MPN"]),
        (Tie(name="Acme Foods", kind=TieKind.FINANCIAL, percent=5.1), ["COI_EMPLOYER"]),
        (Tie(name="Acme Foods", kind=TieKind.FINANCIAL, percent=5.0), []),
        (Tie(name="Acme Foods", kind=TieKind.FINANCIAL), ["COI_EMPLOYER"]),
        (Tie(name="Acme Foods", kind=TieKind.STAFF_PRIVILEGES), []),
        (Tie(name="Acme Foods", kind=TieKind.REVIEW_CONTRACT), []),
        (Tie(name="Pat Vale", kind=TieKind.FAMILIAL, relation="sibling"), ["COI_EMPLOYEE"]),
        (Tie(name="Pat Vale", kind=TieKind.FAMILIAL, relation="other"), []),
        (Tie(name="Vale, Patrick", kind=TieKind.PATIENT), ["COI_EMPLOYEE"]),
    ],
)
def test_what_the_statute_counts(tie: Tie, codes: list[str]) -> None:
    parties = (Party(role=PartyRole.EMPLOYER, name="Acme Foods"), Party(role=PartyRole.EMPLOYEE, name="Pat Vale"))
    assert [one.code for one in find(replace(PLAIN, ties=(tie,)), parties)] == codes


def test_every_role_has_the_statute_s_code() -> None:
    parties = tuple(Party(role=role, name="Lena Okoye") for role in PartyRole)
    codes = {one.code for one in find(PLAIN, parties)}
    assert codes == {
        "COI_EMPLOYEE", "COI_EMPLOYER", "COI_INSURER", "COI_URO", "COI_PROVIDER", "COI_FACILITY", "COI_ATTORNEY", "COI_DEVELOPER",
    }  # fmt: skip


def test_who_decided_before_is_barred() -> None:
    assert [(one.code, one.sure) for one in find(PLAIN, (), earlier=("R1",))] == [("COI_EARLIER_REVIEW", True)]
    assert find(PLAIN, (), earlier=("R2",)) == ()


def test_a_new_document_or_drug_brings_new_ties() -> None:
    item = DisputedItem(n=1, request="Spinal cord stimulator trial", service="spinal cord stimulator trial")
    case = Case(program="ca-dwc", items=(item,))
    note = Document(id="D1", file="a.pdf", first_page=1, last_page=1, kind=DocumentKind.PR2, author="L. Okoye, MD")
    tied = replace(PLAIN, ties=(Tie(name="Medtronic", kind=TieKind.DEVELOPMENT),))
    before = find(tied, involved(case))
    assert [one.code for one in before] == ["COI_DEVELOPER"]
    assert [one.code for one in newly_found(before, find(tied, involved(case, (note,))))] == ["COI_PROVIDER"]
    assert find(PLAIN, involved(case, (replace(note, other_patient=True),))) == ()


WORDS = st.sampled_from(
    "Lena Okoye Okoje Bay Nerve Group Grp Inc Pinecone Insurance Hospital Garza-Lopez L. dba Law".split()
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=4), st.lists(NAMES, min_size=1, max_size=4))
def test_the_index_finds_what_comparing_everybody_finds(mine: list[str], theirs: list[str]) -> None:
    roster = tuple(replace(PLAIN, id=f"R{n}", name=name, ties=(Tie(name=name),)) for n, name in enumerate(mine))
    parties = tuple(Party(role=PartyRole.PROVIDER, name=name) for name in theirs)
    slow = {(place, tie) for place, one in enumerate(roster) for tie in find(one, parties)}
    assert set(Index(roster).find(parties)) == slow


@given(NAMES, NAMES)
def test_likeness_is_the_same_both_ways_and_whole_for_oneself(a: str, b: str) -> None:
    assert (likeness(a, b), likeness(a, a)) == (likeness(b, a), 0.0 if set(a.split()) == {"dba"} else 100.0)
