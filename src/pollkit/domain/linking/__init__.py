"""That two responses are one respondent's, without a name: cards, self-generated codes, people's
decisions, and what the links are worth."""
