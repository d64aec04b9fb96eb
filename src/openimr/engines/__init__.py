"""Heavy or optional tools behind the steps' protocols: PDF, OCR, typesetting."""
