"""The rules, as data only: programs, guidelines, lexicons, rosters."""
