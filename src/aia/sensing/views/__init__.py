"""Pages of sensing: those that anybody may open, and those of the office."""
