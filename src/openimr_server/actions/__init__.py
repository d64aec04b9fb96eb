"""Every change, each in one transaction together with its line in the log and the jobs it asks for."""
