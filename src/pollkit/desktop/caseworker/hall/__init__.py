"""Phones in the room: a wave's questionnaire on people's own phones, sealed."""
