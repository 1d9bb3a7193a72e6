"""What the tests of several rooms share."""

from __future__ import annotations

import pytest

from rashomon.annotate.articles import Annotator, load_annotator


@pytest.fixture(scope="session")
def annotator() -> Annotator:
    """Return the annotator, loaded once for all tests."""
    return load_annotator()
