"""Work that waits: a queue in the installation's own database."""
