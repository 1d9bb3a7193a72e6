"""The only place that speaks SQL: an embedded SQLite file, or PostgreSQL by its address, with the same code."""
