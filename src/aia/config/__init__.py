"""The composition root: settings, addresses, server and installation commands."""
