"""Fictional letters in the forms of each publisher: no real person, claim or decision."""

from __future__ import annotations

from openimr.case import Page, PageSource
from openimr.corpus import Determination, read

MICHIGAN = """\
STATE OF MICHIGAN
DEPARTMENT OF INSURANCE AND FINANCIAL SERVICES
Before the Director of Insurance and Financial Services
In the matter of:
XXXXX,
Petitioner,
v File No. 148635-001
Lakeshore Health Plan,
Respondent.
_____________________________________/
Issued and entered
this 5th day of August 2015
by Jordan T. Sample
Special Deputy Director
ORDER
I. Procedural Background
On June 30, 2015, XXXXX, authorized representative of XXXXX (Petitioner), filed a request with the Director of
Insurance and Financial Services for an external review under the Patient's Right to Independent Review Act,
MCL 550.1901 et seq. The Director assigned the case to an independent medical review organization on July 8, 2015.
File No. 148635-001
Page 2
II. Factual Background
The Petitioner is a 47-year-old woman who has chronic lymphedema. Her physician requested a pneumatic compression
device. The Respondent issued its final adverse determination dated May 12, 2015.
III. Issue
Did Lakeshore Health Plan properly deny coverage for the pneumatic compression device?
IV. Analysis
The IRO reviewer is board certified in vascular surgery and has been in active practice for more than 12 years. The
reviewer found that conservative treatment had failed over six months and that the device is medically necessary
for her. The Director accepts this conclusion, although the Respondent's denial was upheld twice.
V. Order
The Respondent's final adverse determination of May 12, 2015, is reversed. The Respondent shall immediately cover the
device.
"""

TEXAS_IRO = """\
NOTICE OF INDEPENDENT REVIEW DECISION
DATE OF REVIEW: 03/14/2012
IRO CASE #: 41822
DESCRIPTION OF THE SERVICE OR SERVICES IN DISPUTE:
Outpatient lumbar epidural steroid injection at L5-S1
A DESCRIPTION OF THE QUALIFICATIONS FOR EACH PHYSICIAN OR OTHER HEALTH CARE PROVIDER WHO REVIEWED THE DECISION:
MD, Board Certified in Anesthesiology and Pain Medicine
REVIEW OUTCOME:
Upon independent review, the reviewer finds that the previous adverse determination/adverse determinations should be:
[X] Upheld (Agree)
[ ] Overturned (Disagree)
[ ] Partially Overturned (Agree in part/Disagree in part)
INFORMATION PROVIDED TO THE IRO FOR REVIEW
Request for IRO dated 02/20/2012
Office notes 11/2011 through 01/2012
PATIENT CLINICAL HISTORY [SUMMARY]:
The claimant is a 38-year-old male who injured his low back on 09/08/2010 while lifting pipe.
ANALYSIS AND EXPLANATION OF THE DECISION INCLUDE CLINICAL BASIS, FINDINGS, AND CONCLUSIONS USED TO SUPPORT THE DECISION:
There is no objective radiculopathy on examination. The injection is not medically necessary.
A DESCRIPTION AND THE SOURCE OF THE SCREENING CRITERIA OR OTHER CLINICAL BASIS USED TO MAKE THE DECISION:
[ ] ACOEM - AMERICAN COLLEGE OF OCCUPATIONAL & ENVIRONMENTAL MEDICINE
[X] ODG - OFFICIAL DISABILITY GUIDELINES & TREATMENT GUIDELINES
"""

TEXAS_HEARING = """\
MEDICAL CONTESTED CASE HEARING NO. 12077
DECISION AND ORDER
A contested case hearing was held on May 2, 2012 to decide the following disputed issue:
Is the preponderance of the evidence contrary to the decision of the Independent Review Organization (IRO) that Claimant is
not entitled to a functional capacity evaluation for the compensable injury of (Date of Injury)?
Claimant injured her right wrist when a tray fell. The IRO reviewer, a physician board certified in physical medicine and
rehabilitation, upheld the previous adverse determination, citing the ODG.
DECISION
The preponderance of the evidence is contrary to the decision of the IRO that Claimant is not entitled to a functional
capacity evaluation for the compensable injury.
"""

DMHC = """\
Reference ID: EI15-20341
Nature of Statutory Criteria/Case Summary: A 52-year-old female enrollee has requested authorization and coverage for
proton beam therapy for treatment of her thyroid cancer. The Health Plan has denied this request indicating that the
requested service is considered investigational.
Reviewer #1: The physician reviewer found that proton therapy spares tissue in this setting. The service is likely to be
more beneficial than any available standard therapy. The Health Plan's denial should be overturned.
Reviewer #2: The physician reviewer found that the evidence is insufficient. The service is not likely to be more
beneficial. The Health Plan's denial should be upheld.
Reviewer #3: The physician reviewer found sufficient support. The Health Plan's denial should be overturned.
"""

CDI = """\
Summary Reviewer 2 The parent of a 15-year-old male enrollee has requested reimbursement for residential treatment
provided from 4/4/15 through 6/10/15. The Health Insurer has denied this request indicating that the services at issue were
not medically necessary for treatment of the enrollees medical condition. The physician reviewer found that the patient
needed care around the clock. Based upon the information set forth above, the services at issue were medically necessary
for treatment of the patients medical condition. The Health Insurers denial should be overturned.
"""

NEW_YORK_CARD = """\
top of page
< Back

202210-154321

2022

Hudson Valley Health Plan

HMO

Orthopedic/ Musculoskeletal

Surgical Services

Medical necessity

Overturned in Part

Case Summary

Diagnosis: Knee pain
Treatment: Arthroscopy of the knee

The insurer denied coverage for arthroscopy of the knee and two nights
in the hospital.

The denial was modified.

The patient is an adult male. He had locking for a year. The arthroscopy was medically necessary.
According to Okafor et al, mechanical symptoms respond. One night would do.

bottom of page
"""

NEW_YORK_PAGE = """\
Diagnosis:
Digestive System/ Gastrointestinal
Decision:
Upheld upheld
Gender:
Female
Age Range:
50-59
Appeal Agent:
IPRO
Case Number:
202001-125000
Coverage Type:
PPO
Summary
The insurer denied the inpatient admission. The determination is Upheld. She had mild pain and normal tests. The health care plan
acted reasonably. The inpatient admission was not medically necessary. Observation would have been enough for her.
"""

DWC_2014 = """\
Case Number:  CM14-0990201                  Date Assigned:  08/27/2014
Date of Injury:  02/19/2012                 Decision Date:  09/30/2014
UR Denial Date:  07/14/2014                 Priority:  Standard
Application Received:  07/28/2014
HOW THE IMR FINAL DETERMINATION WAS MADE
MAXIMUS Federal Services sent the complete case file to an expert reviewer. The expert reviewer is Board Certi ed in
Anesthesiology, has a subspecialty in Pain Medicine, and is licensed to practice in Florida and North Carolina. He/she has been in
active clinical practice for more than five years and is currently working at least 24 hours a week in active practice.
CLINICAL CASE SUMMARY
The expert reviewer developed the following clinical case summary based on a review of the case file, including all medical
records:
The patient is a 44 year-old femalewho reported an injury on 02/19/2012. Her pain is 7/10. She had 12 sessions of physical therapy.
IMR ISSUES, DECISIONS AND RATIONALES
TheFinal Determination was based on decisions for the disputed items/services set forth below:
Norco 10/325mg #120:  Upheld
Claims Administrator guideline: Decision based on MTUS Chronic Pain Treatment Guidelines
Final Determination Letter for IMR Case Number CM14-0990201    1
Page(s): 78-80.
MAXIMUS guideline: Decision based on MTUS Chronic Pain Treatment Guidelines Page(s):
78, 91. Decision based on Non-MTUS Citation Official Disability Guidelines (ODG), Pain (Chronic), Opioids.
Decision rationale: The denial was overturned once before. No gain in function is described. The request for
Norco 10/325mg #120 is notmedically necessary and appropriate.
Physical therapy 2 times a week for 4 weeks, lumbar
spine:
Overturned
Claims Administrator guideline: The Claims Administrator did not cite any medical evidence for its decision.
MAXIMUS guideline: Decision based on MTUS Chronic Pain Treatment Guidelines, Section(s): Physical Medicine Page(s): 98-99.
Decision rationale: Eight visits are within the guideline. The request is medically necessary and appropriate.
"""

DWC_2013 = """\
Notice of Independent Medical Review Determination
Dated: 10/17/2013
Date of UR Decision: 8/9/2013
IMR Application Received: 8/20/2013
MAXIMUS Case Number: CM13-0990202
1) MAXIMUS Federal Services, Inc. has determined the requestfor a TENS unit, 30 day rental is medically necessary and
appropriate.
2) MAXIMUS Federal Services, Inc. has determined the request for a lumbar MRI is notmedically necessary and appropriate. INDEPENDENT
MEDICAL REVIEW DECISION AND RATIONALE
An application for Independent Medical Review was filed on 8/20/2013 disputing the Utilization Review Denial dated 8/9/2013. A
Notice of Assignment and Request for Information was provided to the above parties on 9/11/2013. A decision has been made for each:
1) MAXIMUS Federal Services, Inc. has determined the request for a TENS unit, 30 day rental is medically necessary and
appropriate.
2) MAXIMUS Federal Services, Inc. has determined the request for a lumbar MRI is not medically necessary and appropriate.
Medical Qualifications of the Expert Reviewer:
The physician reviewer is Board Certified in Occupational Medicine and is licensed to practice in Colorado. He/she has been in
active clinical practice for more than five years and is currently working at least 24 hours a week in active practice.
Case Summary:
Disclaimer: The following case summary was taken directly from the utilization review denial/modification dated August 9, 2013.
“The patient is a 38 year-old male with a date of injury of 6/21/2011.”
Documents Reviewed for Determination:
The following relevant documents were reviewed and considered. These documents included:
• Application for Independent Medical Review
• Utilization Review Determination
1) Regarding the request for a TENS unit, 30 day rental:
The Claims Administrator based its decision on the Chronic Pain Medical Treatment Guidelines (May, 2009), TENS, page 114, which is
part of the MTUS. The Expert Reviewer found the guideline used by the Claims Administrator relevant and appropriate.
Rationale for the Decision:
A trial is reasonable. The request for a TENS unit, 30 day rental is medically necessary and appropriate.
2) Regarding the request for a lumbar MRI:
The Claims Administrator did not cite a guideline for its decision. The Expert Reviewer based his/her decision on the Low Back
Complaints (ACOEM Practice Guidelines, 2nd Edition (2004), Chapter 12), pages 303-305, which is part of the MTUS.
Rationale for the Decision:
There is no red flag. The request for a lumbar MRI is not medically necessary and appropriate.
Effect of the Decision:
The determination is binding on all parties.
"""


def pages_of(text: str, name: str = "letter.txt", source: PageSource = PageSource.TEXT_LAYER) -> tuple[Page, ...]:
    return tuple(
        Page(file=name, number=number, text=part, source=source)
        for number, part in enumerate(text.split("\f"), start=1)
    )


def read_one(text: str) -> Determination:
    """The only letter of a text."""
    (found,) = read("letter.txt", pages_of(text)).determinations
    return found
