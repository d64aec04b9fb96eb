"""Criteria as data: load, select, evaluate, explain."""
