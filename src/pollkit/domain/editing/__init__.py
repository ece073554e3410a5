"""Changes to a questionnaire: each takes an instrument and gives the changed one."""
