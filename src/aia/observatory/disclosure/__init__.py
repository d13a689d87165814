"""Disclosure control: what may be published without telling about few people. Pure."""
