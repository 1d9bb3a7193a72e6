"""What each figure of a pair of articles weighs; written by ``python -m train.stories``, not by hand."""

WEIGHTS: dict[str, float] = {
    "words": 0.601,
    "names": 1.922,
    "numbers": 2.009,
    "rare": 0.584,
    "meaning": 4.986,
    "hours": -2.059,
    "dated": 4.495,
    "crowd": 6.136,
    "place": -0.461,
    "worst place": -0.843,
    "same day": -0.223,
    "other day": -0.679,
    "same month": 0.753,
    "other month": -0.498,
    "same date": 0.745,
    "other date": -0.594,
    "same year": 1.066,
    "other year": -0.405,
    "same number": -0.540,
    "other numbers": -0.571,
}
BIAS = -4.167
#: The same for the second look.
AGAIN: dict[str, float] = {
    "odds": 0.491,
    "agreement": 2.248,
}
AGAIN_BIAS = 0.966
