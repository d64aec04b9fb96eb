"""Bytes -> pages -> documents -> facts with spans -> conflicts; the ledger of every page."""
