"""Article -> Annotated: sentences, entities, values and times, quotes, claims, framing.

Importing this package loads no model; :func:`rashomon.annotate.articles.load_annotator` does.
"""
