"""One file per check; adding one touches nothing else."""
