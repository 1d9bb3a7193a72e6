"""Conflicts on invented stories in which every contradiction, and what only looks like one, is marked.

``python -m quality.conflicts [open|held]`` prints how many of the marked contradictions are found, how many of those that
are reported are marked, and what is missed or reported too much (of the held stories only the counts: nothing is chosen by
them). ``open.txt`` was read while rules were written; ``held.txt`` was not.
"""
