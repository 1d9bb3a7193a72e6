"""Ledger -> HTML, Markdown and JSON."""
