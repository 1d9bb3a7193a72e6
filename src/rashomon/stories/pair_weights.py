"""What each figure of a pair of articles weighs; written by ``python -m train.stories``, not by hand."""

WEIGHTS: dict[str, float] = {
    "words": -0.113,
    "names": 1.391,
    "numbers": 2.074,
    "rare": 1.769,
    "meaning": 3.469,
    "hours": -1.903,
    "dated": 4.187,
    "crowd": 6.779,
    "place": -0.567,
    "worst place": -0.993,
    "same day": -0.987,
    "other day": -0.917,
    "same month": 1.032,
    "other month": 0.108,
    "same date": 0.187,
    "other date": -1.423,
    "same year": 0.647,
    "other year": -0.319,
    "same number": -0.812,
    "other numbers": -0.331,
}
BIAS = -3.481
#: The same for the second look.
AGAIN: dict[str, float] = {
    "odds": 0.470,
    "agreement": 1.479,
}
AGAIN_BIAS = 0.998
