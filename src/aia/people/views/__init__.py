"""The pages about people: each parses, calls one action or query, renders."""
