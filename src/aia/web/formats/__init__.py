"""How days and numbers are written in Aia, where Django's own habit is not ours."""
