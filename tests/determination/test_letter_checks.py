"""Each check of a published letter: planted defects are found, look-alikes and clean letters are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from openimr.corpus import (
    CitedGuideline,
    Determination,
    LetterDates,
    LetterItem,
    LetterPatient,
    Outcome,
    Passage,
    ReviewerCredentials,
)
from openimr.determination.letter_checks import check_letter, list_letter_checks

SUMMARY = (
    "The patient is a 44-year-old male who was injured on 02/03/2012. He complains of pain of the left knee. An MRI of the "
    "left knee dated 05/18/2013 showed a tear. He completed 12 visits of physical therapy. A urine drug screen of 10/29/2013 was "
    "consistent. A fusion at L4-5 was done in 2009. The right shoulder was operated on in 2006."
)
REASONS = (
    "The guideline gives 9 to 10 visits over 8 weeks. The 12 visits done and the 6 now requested make a total of 18. He does not "
    "report new mechanical symptoms. The request for physical therapy 6 visits, left knee is not medically necessary."
)
PAGES = CitedGuideline(source="MTUS Chronic Pain Treatment Guidelines", pages=("98-99",))
ITEM = LetterItem(
    n=1,
    text="Physical therapy 6 visits, left knee",
    decision=Outcome.UPHELD,
    quantity=6,
    reviewer_guidelines=(PAGES,),
    rationale=Passage(text=REASONS),
)
DATES = LetterDates(
    injury=date(2012, 2, 3),
    ur_decision=date(2013, 11, 4),
    application=date(2013, 11, 20),
    assignment=date(2014, 1, 6),
    determination=date(2014, 2, 21),
)
MADE = "HOW THE IMR FINAL DETERMINATION WAS MADE"
LETTER = Determination(
    file="letter.txt",
    program="CA-DWC-IMR",
    format_variant="dwc-2014",
    case_number="CM13-0990001",
    dates=DATES,
    reviewer=ReviewerCredentials(specialties=("Orthopedic Surgery",), licensed_states=("Ohio",)),
    patient=LetterPatient(age=44, sex="male"),
    items=(ITEM,),
    summary=Passage(text=SUMMARY),
    text=f"{MADE} Case Number CM13-0990001 {SUMMARY} {REASONS}",
)
BLOCK = LetterItem(
    n=1,
    text="Left L4-5 medial branch block",
    decision=Outcome.OVERTURNED,
    rationale=Passage(
        text="The nerves at L3 and L4 supply this joint, and the pain is axial. The request for left L4-5 medial branch block "
        "is medically necessary."
    ),
)


def said(reasons: str, item: LetterItem = ITEM) -> Determination:
    """The letter with a sentence before the conclusion."""
    assert item.rationale is not None
    head, last = item.rationale.text.rsplit(". ", 1)
    return replace(LETTER, items=(replace(item, rationale=Passage(text=f"{head}. {reasons} {last}")),))


def concluded(words: str, item: LetterItem = ITEM) -> Determination:
    assert item.rationale is not None
    head = item.rationale.text.rsplit(". ", 1)[0]
    return replace(LETTER, items=(replace(item, rationale=Passage(text=f"{head}. {words}")),))


def dated(**days: date) -> Determination:
    return replace(LETTER, dates=replace(DATES, **days))


def told(more: str) -> Determination:
    return replace(LETTER, summary=Passage(text=f"{SUMMARY} {more}"), text=f"{LETTER.text} {more}")


def cited(source: str, *pages: str) -> Determination:
    return replace(LETTER, items=(replace(ITEM, reviewer_guidelines=(CitedGuideline(source=source, pages=pages),)),))


ACOEM = "ACOEM Practice Guidelines, Chapter 13 Knee Complaints"
STUDY = (
    "A systematic review of randomized trials compared supervised exercise with home exercise in adults with meniscal tears "
    "and found no difference in function at twelve months. A cohort study of similar size came to the same result after two "
    "years of follow-up. Studies with longer follow-up are under way, and their results will be published by the authors in the "
    "coming years for the larger population of working age adults."
)
UNCITED = replace(ITEM, reviewer_guidelines=(), rationale=Passage(text="So. So"))
PLANTED = (
    ("AGE_MISMATCH", said("This 54-year-old patient can exercise at home.")),
    ("AGE_MISMATCH", said("At 54 years of age the patient can exercise at home; he is 54 years old.")),
    ("AGE_MISMATCH", said("The employee, aged 48, can exercise at home.")),
    ("AGE_MISMATCH", said("In a man of 58 years exercise at home is enough.")),
    ("AGE_MISMATCH", said("The thirty-four-year-old worker can exercise at home.")),
    ("CASE_NUMBER_MISMATCH", replace(LETTER, text=f"{LETTER.text} Case Number CM13-0990002")),
    ("DATE_ORDER", dated(determination=date(2014, 1, 5))),
    ("DATE_ORDER", dated(application=date(2013, 11, 3))),
    ("DATE_ORDER", said("The report of March 3, 2014 describes no change.")),
    ("DECISION_CONTRADICTION", replace(LETTER, items=(replace(ITEM, decision=Outcome.OVERTURNED),))),
    ("DECISION_CONTRADICTION", concluded("Therefore, the request is medically necessary and appropriate.")),
    ("DECISION_CONTRADICTION", replace(LETTER, letter_outcome=Outcome.OVERTURNED)),
    ("DRUG_NAME", said("He takes Norco (oxycodone).")),
    ("FACT_CHANGED", said("He had received 20 sessions of physical therapy.")),
    ("FACT_CHANGED", replace(said("Gabapentin 600 mg gave no relief."), summary=Passage(text=f"{SUMMARY} He takes gabapentin 400 mg."))),
    ("GUIDELINE_PAGE", cited("MTUS Chronic Pain Treatment Guidelines", "198-199")),
    ("GUIDELINE_PAGE", cited("MTUS Chronic Pain Treatment Guidelines", "24-25")),
    ("GUIDELINE_PAGE", cited(ACOEM, "303")),
    ("HISTORY_AS_REASONS", concluded(f"{SUMMARY} The request is not medically necessary.", replace(ITEM, rationale=Passage(text="So. So")))),
    ("ITEM_UNDECIDED", replace(LETTER, disputed_list=("PHYSICAL THERAPY", "TENS UNIT"))),
    ("ITEM_UNDECIDED", told("The claims administrator denied physical therapy and a TENS unit.")),
    ("ITEM_UNDECIDED", replace(LETTER, items=(replace(ITEM, decision=None),))),
    ("LEVEL_MISMATCH", concluded("The request for left L2-3 medial branch block is medically necessary.", BLOCK)),
    ("LEVEL_MISMATCH", said("The planned block at C5-6 is diagnostic.", BLOCK)),
    ("LITERATURE_ONLY", said("Exercise at home is as good [1].")),
    ("LITERATURE_ONLY", concluded(f"{STUDY} The request is not medically necessary.", replace(ITEM, rationale=Passage(text="So. So")))),
    ("NAME_LEFT_IN", said("Dr. Brandt of Ashford Medical Center found no swelling.")),
    ("NO_AUTHORITY", concluded("He walks well, and his pain is mild at rest and at night. The request is not medically necessary.", UNCITED)),
    ("NO_DOC_CONTRADICTED", said("There is no documentation of a urine drug screen.")),
    ("NO_DOC_CONTRADICTED", said("No physical therapy has been documented.")),
    ("NO_DOC_CONTRADICTED", said("The file contains no MRI.")),
    ("NO_DOC_CONTRADICTED", said("No surgery is described.")),
    ("NO_DOC_CONTRADICTED", said("Physical therapy has not been tried.")),
    ("OUTCOME_INDEX", said("The Neck Disability Index did not change.")),
    ("PLACEHOLDER", told("The last visit was on [INSERT DATE].")),
    ("PLACEHOLDER", told("The last visit was on XX/XX/2013.")),
    ("PLACEHOLDER", said("He was treated by ____ for pain.")),
    ("PLACEHOLDER", told("He fell from [mechanism of injury].")),
    ("PLACEHOLDER", told("Medication: {{medication}}.")),
    ("QUANTITY_MISMATCH", said("The 8 visits requested exceed what is left.")),
    ("QUANTITY_MISMATCH", concluded("The request for physical therapy 9 visits, left knee is not medically necessary.")),
    ("QUANTITY_MISMATCH", said("The 9 visits of therapy requested come too late.")),
    ("QUANTITY_MISMATCH", said("Sixteen visits exceed even the full course.")),
    ("QUANTITY_MISMATCH", said("Two visits a week for 3 weeks come to 6 visits.", replace(ITEM, text="Physical therapy 3 times a week for 2 weeks, left knee"))),
    ("REASONS_MISSING", replace(LETTER, items=(replace(ITEM, rationale=None),))),
    ("RECORDS_LIST", replace(LETTER, documents_reviewed=("Application", "Medical records"))),
    ("REVIEWER_QUALIFICATION_MISSING", replace(LETTER, reviewer=ReviewerCredentials(specialties=("Orthopedic Surgery",)))),
    ("REVIEWER_QUALIFICATION_MISSING", replace(LETTER, reviewer=ReviewerCredentials(licensed_states=("Ohio",)))),
    ("SERVICE_RENAMED", concluded("The requested TENS unit is not medically necessary.")),
    ("SEX_MISMATCH", said("She can exercise at home.")),
    ("SEX_MISMATCH", said("This woman can exercise at home.")),
    ("SIDE_MISMATCH", said("The MRI of the right knee shows a tear.")),
    ("SIDE_MISMATCH", concluded("The request for physical therapy 6 visits, right knee is not medically necessary.")),
    ("VISIT_ARITHMETIC", said("With 12 visits attended, another 6 would bring the total to 20.")),
    ("VISIT_ARITHMETIC", said("Three times a week for 4 weeks makes 9 visits.")),
    ("VISIT_ARITHMETIC", said("With 12 visits done and 6 requested, 20 in all, he has had enough.")),
    ("VISIT_ARITHMETIC", said("Four hours on five days make 24 hours.")),
    ("VISIT_ARITHMETIC", said("After all 12 + 6 = 16.")),
)  # fmt: skip
CLEAN = (
    LETTER,
    replace(LETTER, items=(BLOCK,)),
    said("A 54-year-old mattress and an age over 65 are of no weight."),
    said("His surgeon wrote that she plans no operation."),
    said("The right shoulder was operated on in 2006 and is not in dispute."),
    said("The claims administrator stated that there is no documentation of a urine drug screen."),
    said("There is no documentation of a second urine drug screen since."),
    said("The fusion at L4-5 was done earlier.", replace(ITEM, text="Physical therapy 6 visits, left knee")),
    said("He had 12 visits; were the denial overturned, 6 would be added."),
    said("In March he lifted 20 lb, 4/10 pain, and 5/5 strength."),
    cited("MTUS Chronic Pain Treatment Guidelines", "98", "99"),
    cited(ACOEM, "344-345"),
    cited("Official Disability Guidelines (ODG)", "912"),
    dated(application=date(2013, 11, 4)),
    replace(LETTER, disputed_list=("PHYSICAL THERAPY",)),
    told("Petitioner [XXXXX] was seen."),
    concluded("The request is not medically necessary, although 4 visits would have been supported."),
    replace(LETTER, letter_outcome=Outcome.UPHELD),
    replace(LETTER, documents_reviewed=("Application (dated 11/20/2013)", "Medical records")),
    replace(
        said("Gabapentin 900 mg a day gave no relief."), summary=Passage(text=f"{SUMMARY} He takes gabapentin 300 mg.")
    ),
    said("Dr. requests a brace; the American Medical Group survey is old."),
    said("He walks with home exercises 5 times a week."),
    concluded("The request for physical therapy, left knee, after 12 visits is not medically necessary."),
    concluded("The therapy, taken for 9 months, is not medically necessary."),
    said("The WOMAC score did not change."),
    replace(LETTER, truncated=True, items=(replace(ITEM, rationale=None),)),
    replace(LETTER, program="NY-DFS-External-Appeal", reviewer=ReviewerCredentials()),
)


@pytest.mark.parametrize(("code", "letter"), PLANTED)
def test_planted_defect_is_found_and_nothing_else(code: str, letter: Determination) -> None:
    assert {one.code for one in check_letter(letter, notes=True)} == {code}


@pytest.mark.parametrize("letter", CLEAN)
def test_clean_letter_raises_nothing(letter: Determination) -> None:
    assert check_letter(letter, notes=True) == ()


def test_a_finding_says_where_with_the_words_the_law_and_what_to_do() -> None:
    (found,) = check_letter(concluded("Therefore, the request is medically necessary and appropriate."))
    assert (found.item, found.severity, found.quotes) == (
        1,
        "block",
        (
            "Physical therapy 6 visits, left knee: Upheld",
            "Therefore, the request is medically necessary and appropriate.",
        ),
    )
    assert found.ground.startswith("Labor Code 4610.6(e)")
    assert found.remedy.startswith("Ask the reviewer")


def test_every_check_of_the_folder_has_a_planted_defect() -> None:
    assert sorted(rule.code for rule, _ in list_letter_checks()) == sorted({code for code, _ in PLANTED})
