"""What each figure of a pair of articles weighs; written by ``python -m train.stories``, not by hand."""

WEIGHTS: dict[str, float] = {
    "words": -1.483,
    "names": 1.435,
    "numbers": 2.924,
    "rare": 2.309,
    "meaning": 4.410,
    "hours": -1.504,
    "dated": 3.324,
    "crowd": 7.467,
    "place": -0.628,
    "worst place": -0.732,
    "same day": -0.709,
    "other day": -0.829,
    "same month": 1.151,
    "other month": 0.056,
    "same date": 0.978,
    "other date": -1.280,
    "same year": 0.809,
    "other year": -0.197,
    "same number": -1.222,
    "other numbers": -0.334,
}
BIAS = -3.987
