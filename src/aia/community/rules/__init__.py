"""What the community's acts may be: pure, no database."""
