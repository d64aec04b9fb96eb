"""Pages of a fictional claim: Odalys Verhoeven, born 1970-06-02, injured 2013-02-11, claim QX-77-1020."""

from __future__ import annotations

from openimr.case import Page, PageSource

NAME, CLAIM = "Odalys M. Verhoeven", "QX-77-1020"

NOTE = """TALL PINES OCCUPATIONAL MEDICINE
PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)
Patient: Verhoeven, Odalys DOB 06/02/1970 DOI 02/11/2013 DOS 04/07/2014
S: Low back pain 6/10, radiates to the left calf. She sleeps five hours and walks one block.
O: Lumbar flexion 40 degrees. Straight leg raise positive on the left at 45. Left ankle jerk diminished.
A: Lumbar disc displacement with radiculopathy. P: Continue naproxen, request an epidural injection.
Work status: modified duty, no lifting over ten pounds.
Bram Castellane, MD
"""
NOTE_PAGE_2 = """Verhoeven, Odalys 04/07/2014 page 2
of the treatment were discussed with her at length. She agrees to go on with the exercises at home.
Bram Castellane, MD
"""
MRI = """BLUE MESA IMAGING
Patient: VERHOEVEN, ODALYS DOB: 06/02/1970 Exam date: 03/05/2014
MRI LUMBAR SPINE WITHOUT CONTRAST
TECHNIQUE: Sagittal and axial sequences.
FINDINGS: At L5-S1 a left paracentral protrusion contacts the S1 root.
IMPRESSION: Left L5-S1 protrusion.
"""
OTHER_MRI = """BLUE MESA IMAGING
Patient: VERHAGEN, ODILE DOB: 11/23/1951 Exam date: 03/06/2014
MRI LUMBAR SPINE WITHOUT CONTRAST
TECHNIQUE: Sagittal and axial sequences.
IMPRESSION: No herniation.
"""
LETTER = """March 30, 2014
To whom it may concern:
I have cleaned offices for nine years and I would like to go on. The insurance letter is wrong about me.
Odalys Verhoeven
"""
AGREEMENT = """TALL PINES OCCUPATIONAL MEDICINE
OPIOID TREATMENT AGREEMENT
Patient: Odalys Verhoeven Date: 01/14/2014
I will take my medicine as prescribed and fill it at one pharmacy.
"""
DECISION = """HALYARD UTILIZATION REVIEW
May 2, 2014
Re: Odalys Verhoeven, claim QX-77-1020
UTILIZATION REVIEW DETERMINATION: NOT CERTIFIED
Records reviewed: progress report of 04/07/2014; consultation report dated 09/19/2013.
This 53-year-old female cleaner has low back pain. There is no opioid agreement in the records.
An MRI of the lumbar spine of 03/05/2012 showed a protrusion.
Physician reviewer: Ansel Whitcombe, MD, licensed in California.
"""


def page(number: int, text: str, file: str = "bundle.pdf", source: PageSource = PageSource.TEXT_LAYER) -> Page:
    return Page(file=file, number=number, text=text, source=source)


def bundle(*texts: str) -> tuple[Page, ...]:
    """The texts as the pages of one file."""
    return tuple(page(number, text) for number, text in enumerate(texts, 1))
