"""Paper cards that a webcam reads: printing, reading and counting them."""
