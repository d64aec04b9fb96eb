"""Compose the letter and the evidence page; write them as PDF source, HTML, DOCX, text and JSON."""
