"""What each figure of a pair of articles weighs; written by ``python -m train.stories``, not by hand."""

WEIGHTS: dict[str, float] = {
    "words": -4.109,
    "lead": 1.860,
    "names": 1.234,
    "pairs": 3.586,
    "numbers": 2.594,
    "rare": 1.977,
    "meaning": 6.237,
    "hours": -2.375,
    "dated": 5.454,
    "crowd": 2.920,
    "crowd of meaning": 2.393,
    "place": -0.556,
    "worst place": -0.653,
    "same day": -0.355,
    "other day": -1.017,
    "same month": 1.662,
    "other month": -0.186,
    "other numbers": -0.901,
}
BIAS = -5.202
