"""What each figure of a pair of articles weighs; written by ``python -m train.stories``, not by hand."""

WEIGHTS: dict[str, float] = {
    "words": 2.989,
    "names": 1.785,
    "numbers": 2.534,
    "rare": 0.374,
    "meaning": 4.982,
    "hours": -1.826,
    "dated": 4.055,
    "crowd": 4.726,
    "place": -0.452,
    "worst place": -0.714,
    "same day": -0.213,
    "other day": -0.786,
    "same month": 0.756,
    "other month": -0.483,
    "same date": 0.863,
    "other date": -0.610,
    "same year": 1.088,
    "other year": -0.355,
    "same number": -0.707,
    "other numbers": -0.581,
}
BIAS = -4.400
#: The same for the second look.
AGAIN: dict[str, float] = {
    "odds": 0.468,
    "agreement": 2.170,
}
AGAIN_BIAS = 0.924
