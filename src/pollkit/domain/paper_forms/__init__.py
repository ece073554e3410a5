"""A questionnaire on paper: what is printed, and what is typed when it comes back."""
