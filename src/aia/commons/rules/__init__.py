"""Pure decisions of the floor: no database."""
