"""The pages of tables, projects and needs in common."""
