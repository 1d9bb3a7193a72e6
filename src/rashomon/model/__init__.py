"""Frozen records and their JSON form. Imports nothing else of ours."""
