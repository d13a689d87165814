"""What everybody puts in common: things, places, hours; who uses them; hours given and taken."""
