"""What concerns the whole house: architecture, the PostgreSQL run, the browser run, faults."""
