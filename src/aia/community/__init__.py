"""What becomes collective: needs in common, tables, what is undertaken there, projects."""
