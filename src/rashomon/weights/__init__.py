"""Every model, by name and digest. With annotate/ it alone imports spaCy; it alone imports an inference runtime."""
