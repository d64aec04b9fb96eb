"""The rules of a jurisdiction, read from a pack: dated values, clocks, calendars, evidence ladder."""
