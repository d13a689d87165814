"""Expected need, from who lives where and documented rates, against the need that came forward."""
