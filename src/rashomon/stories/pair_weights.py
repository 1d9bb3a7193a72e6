"""What each figure of a pair of articles weighs; written by ``python -m train.stories``, not by hand."""

WEIGHTS: dict[str, float] = {
    "words": 0.617,
    "lead": -4.264,
    "names": 1.097,
    "pairs": 1.199,
    "numbers": 2.652,
    "rare": 2.795,
    "meaning": 8.604,
    "hours": -2.692,
    "dated": 3.890,
    "crowd": 6.957,
    "crowd of meaning": -2.446,
    "place": -0.368,
    "worst place": -0.506,
    "same day": -0.404,
    "other day": -0.890,
    "same month": 0.670,
    "other month": -0.843,
    "same date": 4.712,
    "other date": 0.790,
    "same year": 1.387,
    "other year": -0.686,
    "same number": -0.337,
    "other numbers": -0.739,
}
BIAS = -5.201
