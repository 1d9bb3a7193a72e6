"""What each figure of a pair of articles weighs; written by ``python -m train.stories``, not by hand."""

WEIGHTS: dict[str, float] = {
    "words": -0.890,
    "names": 1.227,
    "numbers": 1.795,
    "rare": 1.877,
    "meaning": 4.138,
    "hours": -1.824,
    "dated": 4.153,
    "crowd": 6.835,
    "place": -0.576,
    "worst place": -0.958,
    "same day": -0.803,
    "other day": -0.941,
    "same month": 1.139,
    "other month": 0.144,
    "same date": 0.084,
    "other date": -1.453,
    "same year": 0.454,
    "other year": -0.514,
    "same number": -0.614,
    "other numbers": -0.353,
}
BIAS = -3.649
#: The same for the second look.
AGAIN: dict[str, float] = {
    "odds": 0.467,
    "agreement": 1.636,
}
AGAIN_BIAS = 1.040
