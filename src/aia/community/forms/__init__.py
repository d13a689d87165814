"""The forms of tables, projects and needs in common."""
