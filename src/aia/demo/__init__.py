"""A simulated district: invented people, real municipalities, the same actions as a click."""
