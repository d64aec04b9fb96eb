"""Short papers of a fictional case, as PDFs with a text layer."""

from __future__ import annotations

from functools import cache

import typst

_APPLICATION = """\
= APPLICATION FOR INDEPENDENT MEDICAL REVIEW
DWC Form IMR

Employee Name (First, MI, Last): Robin T. Calloway \\
Date of Birth: 04/11/1971 \\
Claim Number: TS-40-2231 \\
Date of Injury: 06/03/2024 \\
Employer Name: Sandhill Nursery \\
Claims Administrator: Westgate Claims Services \\
Date of Utilization Review Determination Letter: 02/16/2026 \\
Requesting Physician: Lena Marrow, MD \\
Specialty: Pain Medicine

Primary Diagnosis: Lumbar strain \\
List each specific requested medical service: Acupuncture 12 visits, lumbar spine

Employee Signature: Robin T. Calloway  Date: 02/25/2026
"""
_UR = """\
Westgate Utilization Review \\
February 16, 2026

= UTILIZATION REVIEW DETERMINATION: DENIAL

Injured Worker: Robin T. Calloway \\
Claim Number: TS-40-2231 \\
Date of Injury: 06/03/2024 \\
Requesting Physician: Lena Marrow, MD \\
Date of Request: 02/10/2026

Service requested: Acupuncture 12 visits, lumbar spine \\
Determination: DENIED

Rationale: The guideline supports an initial trial of 3 to 6 visits. There is no documentation of functional
improvement. Not medically necessary.

Guideline: Acupuncture Medical Treatment Guidelines
"""
_RECORDS = """\
= PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)
Patient: Robin T. Calloway  Date of Exam: 02/09/2026 \\
Claim Number: TS-40-2231

Subjective: Low back pain 6/10. She has completed 6 visits of acupuncture without lasting benefit.

Objective: Lumbar flexion limited to 40 degrees.

Plan: Request acupuncture 12 visits.

Lena Marrow, MD
#pagebreak()
= ACUPUNCTURE NOTE
Patient: Robin T. Calloway  Date: 12/04/2025

Visit 6 of 6. Pain 6/10 before and 6/10 after. No change in function.

Ivo Sten, LAc
"""


@cache
def _pdf(text: str) -> bytes:
    made: bytes = typst.compile(text.encode())
    return made


def application() -> bytes:
    return _pdf(_APPLICATION)


def ur_decision() -> bytes:
    return _pdf(_UR)


def records() -> bytes:
    return _pdf(_RECORDS)
