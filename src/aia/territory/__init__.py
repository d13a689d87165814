"""Districts, municipalities, places of daily life, population and statistics."""
