"""Conflicts on invented stories in which every contradiction, and what only looks like one, is marked.

``python -m quality.conflicts PART [--show]`` prints how many of the marked contradictions are found and how many of
those that are reported are marked. ``open.txt`` was read line by line while rules were written; of ``held.txt`` only
the counts were looked at, and nothing was chosen by them. ``long.txt`` has fewer events in more and longer accounts,
read after its first count. ``denials.txt`` (read) and ``denials-held.txt`` (counted) are full of denials and refusals.
"""
