"""Annotated accounts of one event -> the sections of a ledger that compare them."""
