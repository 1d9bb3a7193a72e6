"""Measuring: figures over the packs, the ratchet that keeps them, and the bench."""
