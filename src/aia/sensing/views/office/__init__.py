"""The pages of the district's office: what came in, what becomes of it, who notices."""
