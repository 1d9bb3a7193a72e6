"""A stream of articles -> stories."""
