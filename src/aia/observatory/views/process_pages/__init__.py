"""The pages of the process, for those who plan and coordinate: exact figures, not published."""
