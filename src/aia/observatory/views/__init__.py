"""The observatory's pages: those that everybody may open, and the few of who is signed in."""
