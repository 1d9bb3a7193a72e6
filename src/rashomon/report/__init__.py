"""Ledger -> HTML, Markdown and a notebook's summary."""

from rashomon.report.html import render_html, render_summary
from rashomon.report.markdown import render_markdown

__all__ = ["render_html", "render_markdown", "render_summary"]
