"""Application and UR decision -> Case; eligibility; what is missing."""
