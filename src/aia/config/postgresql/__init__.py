"""Django's PostgreSQL backend, whose connections carry the districts that may be seen."""
