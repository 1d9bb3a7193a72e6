"""The world -> Article: text, Markdown, HTML, JSON and JSON Lines, plain or gzipped, from files, folders or a pipe."""
