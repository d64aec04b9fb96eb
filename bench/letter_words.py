"""Words of made letters: items with their quantities, guidelines, reviewers, histories and reasons. All invented."""

from __future__ import annotations

ITEMS: tuple[tuple[str, float | None], ...] = (
    ("Physical therapy 2 times a week for 4 weeks, cervical spine", 8),
    ("Physical therapy two (2) times per week for six (6) weeks to the right knee", 12),
    ("Additional physical therapy, 3x4, left shoulder", 12),
    ("Occupational therapy 1x6 for the left hand", 6),
    ("Eight sessions of cognitive behavioral therapy", 8),
    ("Chiropractic manipulation, twice weekly for three weeks", 6),
    ("Acupuncture, 6 visits", 6),
    ("12 additional aquatic therapy visits, low back", 12),
    ("Norco 10/325mg #120", 120),
    ("Gabapentin 600mg, #90", 90),
    ("Tramadol ER 150 mg, quantity: 30", 30),
    ("Flexeril 7.5mg Qty: 60", 60),
    ("Terocin patches #10 with 2 refills", 10),
    ("Ketoprofen 10%/Cyclobenzaprine 3% cream, 120 grams", 120),
    ("Flurbiprofen 25%, Lidocaine 5% in Lipoderm base 240gm", 240),
    ("Lumbar epidural steroid injection at L4-L5 and L5-S1, bilateral", None),
    ("Left C5-6, C6-7 medial branch blocks", None),
    ("MRI of the right shoulder without contrast", None),
    ("EMG/NCV of the bilateral upper extremities", None),
    ("Urine drug screen (DOS 3/4/2014)", None),
    ("Right knee arthroscopy with partial medial meniscectomy", None),
    ("Associated surgical service: Assistant surgeon", None),
    ("Associated surgical service: Cold therapy unit, 14 day rental", 14),
    ("30-day rental of an interferential unit", 30),
    ("TENS unit, purchase", None),
    ("Functional restoration program, 80 hours", 80),
    ("Psychological evaluation: MMPI-2, BDI-II", None),
    ("Home health aide 4 hours per day, 3 days per week", None),
    ("Follow-up visit with pain management specialist", None),
    ("One-year gym membership", None),
    ("Omeprazole DR 20mg #60", 60),
    ("Lumbar-sacral orthosis (LSO) brace", None),
    ("Trigger point injections, lumbar paraspinals, x4", 4),
    ("Post-operative physical therapy; 3 times a week for 4 weeks, right shoulder", 12),
    (
        "Compound cream: Gabapentin 10%, Amitriptyline 10%, Bupivacaine 5%, Hyaluronic Acid 0.2% in cream base, 210 grams",
        210,
    ),
)
GUIDES: tuple[tuple[str, str | None, str | None, str], ...] = (
    ("MTUS Chronic Pain Treatment Guidelines", None, "98-99", "old"),
    ("MTUS Chronic Pain Treatment Guidelines", "Opioids, criteria for use", "76-80, 91", "old"),
    ("MTUS Chronic Pain Medical Treatment 2009", "Topical Analgesics", None, "old"),
    ("MTUS ACOEM Practice Guidelines, Chapter 12 Low Back Complaints", None, "303-305", "old"),
    ("MTUS ACOEM Practice Guidelines, Chapter 9 Shoulder Complaints", None, "207, 211", "old"),
    ("MTUS Neck and Upper Back Complaints 2004", "Special Studies", None, "old"),
    ("Official Disability Guidelines (ODG)", "Low Back, Lumbar supports", None, "odg"),
    ("Official Disability Guidelines (ODG)", "Pain (Chronic), Urine drug testing (UDT)", None, "odg"),
    ("ODG", "Knee & Leg Chapter, Continuous-flow cryotherapy", None, "odg"),
    ("Official Disability Guidelines (ODG)", None, None, "odg"),
    ("MTUS Postsurgical Treatment Guidelines", "Knee", "24", "old"),
    ("Acupuncture Medical Treatment Guidelines", None, None, "old"),
    ("MTUS: Chronic Pain Disorders Guideline (ACOEM May 15, 2017)", "Functional Restoration", None, "new"),
    ("MTUS: Opioids Guideline (ACOEM April 20, 2017)", None, None, "new"),
    ("MTUS: Low Back Disorders Guideline (ACOEM February 24, 2016)", "Lumbar MRI", None, "new"),
    (
        "MTUS 2009: 9792.24.2. Chronic Pain Medical Treatment Guidelines",
        "NSAIDs, GI symptoms & cardiovascular risk",
        "68-69",
        "old",
    ),
    ("American College of Surgeons, Physicians as Assistants at Surgery", None, None, "odg"),
)
SPECIALTIES = (
    ("Orthopedic Surgery",), ("Occupational Medicine",), ("Psychiatry",), ("Physical Medicine & Rehabilitation", "Pain Management"),
    ("Family Practice",), ("Anesthesiology", "Pain Medicine"), ("Chiropractic", "Acupuncture"), ("Internal Medicine",), ("Neurology",),
    ("Physical Medicine and Rehabilitation",), ("Emergency Medicine",), ("Psychology",), ("Plastic Surgery", "Hand Surgery"),
)  # fmt: skip
STATES = (
    ("California",),
    ("Texas",),
    ("California", "New York"),
    ("Florida", "Georgia", "Ohio"),
    ("North Carolina",),
    ("Illinois", "West Virginia"),
)
OPENINGS = (
    "The patient is a {age}-year-old {noun} who reported an injury on {day}.",
    "The injured worker is a {age} year old {noun}, who sustained an industrial injury on {day}.",
    "The applicant is a represented {age}-year-old former cook who has filed a claim for chronic low back pain reportedly associated with an industrial injury of {long}.",
    "This is a {age} year-old {noun} with a date of injury of {day}.",
    "According to the records made available for review, this is a {age}-year-old {noun} with a {day} date of injury.",
    "The injured worker (IW) is a {age} year-old {noun} who was injured on {day} while lifting a crate.",
    "The patient is an injured worker with a date of injury of {day}. The patient is {age} years old.",
    "The claimant is a {words}-year-old {noun} who was hurt on {day} in a fall.",
    "A {age}-year-old {noun} is seen for neck pain following an industrial injury dated {day}.",
)
HISTORY = (
    "{He} has had pain rated 7/10 for more than 15 years, since age 25, and a 16 year history of warehouse work.",
    "Treatment to date has included 18 sessions of physical therapy, ibuprofen 800 mg and a home exercise program.",
    "An MRI of the lumbar spine dated {other} showed a 4 mm protrusion at L4-5. Motor strength was 5/5.",
    "On {other} {he} reported that the pain fell from 8/10 to 5/10. {His} daughter drives.",
    "The denial was upheld on appeal. {He} asks that it be overturned.",
    "Diagnoses include lumbar radiculopathy and depressive disorder.",
)
REASONS = (
    "The guideline allows the service where objective findings are documented. The records show a normal examination on {other}, and the "
    "earlier denial had been upheld for that reason.",
    "Per the guideline, page 12 of the record notwithstanding, functional improvement must be shown. {He} has completed 12 visits.",
    "No, the request was not supported by the note of {other}, which was thinly developed and handwritten: it gives no goals.",
    "The MTUS is silent. Should that reading be overturned, the result would be the same in this case.",
    "The utilization reviewer held otherwise. A 35-year-old study is cited; 60% of patients over age 65 improved.",
)
CONCLUDE = {
    True: (
        "The request for {item} is medically necessary.",
        "Therefore, the requested {item} is medically necessary and appropriate.",
        "As such, the request was medically necessary.",
    ),
    False: (
        "As such, the requested {item} is not medically necessary and appropriate.", "Therefore, the request was not medically necessary.",
        "The request for {item} is therefore not medically necessary, although a trial of 4 would have been supported.",
        "The request is not medically necessary.",
    ),
}  # fmt: skip
NOUNS = {"male": ("male", "man", "gentleman"), "female": ("female", "woman", "lady")}
WORDS = {52: "fifty-two", 41: "forty-one", 33: "thirty-three", 60: "sixty"}
