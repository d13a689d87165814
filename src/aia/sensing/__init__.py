"""Sensors, notices and the recognition of need: what a district sees before anybody asks."""
