"""The world -> Article: text, Markdown, HTML, JSON and JSON Lines, plain or gzipped."""
