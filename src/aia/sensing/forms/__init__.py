"""What the pages of sensing ask."""
