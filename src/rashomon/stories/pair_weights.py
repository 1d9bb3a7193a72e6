"""What each figure of a pair of articles weighs; written by ``python -m train.stories``, not by hand."""

WEIGHTS: dict[str, float] = {
    "words": -2.848,
    "names": 1.120,
    "numbers": 2.733,
    "rare": 3.019,
    "meaning": 7.418,
    "hours": -2.571,
    "dated": 4.048,
    "crowd": 4.629,
    "place": -0.391,
    "worst place": -0.609,
    "same day": -0.435,
    "other day": -0.858,
    "same month": 0.681,
    "other month": -0.814,
    "same date": 4.522,
    "other date": 0.763,
    "same year": 1.442,
    "other year": -0.673,
    "same number": -0.384,
    "other numbers": -0.718,
}
BIAS = -5.400
