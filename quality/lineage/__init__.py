"""Twelve invented events with a recorded flow of text, and their scorer: who rewrote whom, and who did not."""
