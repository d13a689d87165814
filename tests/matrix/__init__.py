"""Who may open which door: the world, the addresses and the table of the access matrix."""
