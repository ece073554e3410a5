"""A wave's hall: questionnaires on the phones of a room, every message sealed.

Whoever listens on the Wi-Fi reads neither answers nor what is asked because of them. Whoever alters
the traffic could give a phone another page: that needs a Wi-Fi of one's own, with a password.
"""
