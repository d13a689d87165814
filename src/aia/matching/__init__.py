"""Who could meet what, and why not: a pure engine without Django (its command apart)."""
