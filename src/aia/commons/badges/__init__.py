"""Open Badges 3.0: what is signed, by whom, how it is read again without asking anybody."""
