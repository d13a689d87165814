"""Silent places: notices expected and received, with how sure that is. Never a ranking."""
