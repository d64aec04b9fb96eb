"""Reviewers: credentials, conflicts of interest, fit."""
