"""Pure helpers without a word of welfare."""
