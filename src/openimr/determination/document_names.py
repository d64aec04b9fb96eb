"""What letters call the kinds of documents."""

from __future__ import annotations

from openimr.case import DocumentKind

NAMES = {
    DocumentKind.IMR_APPLICATION: "Application for independent medical review",
    DocumentKind.UR_DECISION: "Utilization review decision",
    DocumentKind.RFA: "Request for authorization",
    DocumentKind.PR2: "Treating physician's progress report",
    DocumentKind.CONSULT: "Consultation report",
    DocumentKind.OPERATIVE_REPORT: "Operative report",
    DocumentKind.PROCEDURE_NOTE: "Procedure note",
    DocumentKind.IMAGING: "Imaging report",
    DocumentKind.EMG: "Electrodiagnostic study",
    DocumentKind.PSYCH_EVAL: "Psychological evaluation",
    DocumentKind.PSYCH_NOTE: "Psychotherapy note",
    DocumentKind.PSYCHIATRY_NOTE: "Psychiatric note",
    DocumentKind.PT_NOTE: "Physical therapy note",
    DocumentKind.CHIRO_NOTE: "Chiropractic note",
    DocumentKind.ACUPUNCTURE_NOTE: "Acupuncture note",
    DocumentKind.QME_REPORT: "Medical-legal evaluation",
    DocumentKind.WORK_STATUS: "Work status report",
    DocumentKind.CASE_MANAGER_NOTE: "Case manager's note",
    DocumentKind.MEDICATION_LOG: "Medication list",
    DocumentKind.LAB: "Laboratory report",
    DocumentKind.DISCHARGE: "Discharge summary",
    DocumentKind.CORRESPONDENCE: "Correspondence",
    DocumentKind.FAX_COVER: "Fax cover sheet",
    DocumentKind.PROOF_OF_SERVICE: "Proof of service",
    DocumentKind.BILLING: "Bill or explanation of review",
    DocumentKind.OTHER: "Other document",
}


def name_kind(kind: DocumentKind) -> str:
    return NAMES[kind]
