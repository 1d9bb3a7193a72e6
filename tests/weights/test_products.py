from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from thinc.api import NumpyOps
from threadpoolctl import threadpool_info

from rashomon.weights.parsers import load_parser
from rashomon.weights.products import OneThread


@pytest.mark.parametrize(("first", "second"), [(False, False), (False, True), (True, False)])
def test_the_product_is_the_one_of_blis(first: bool, second: bool) -> None:
    chance = np.random.default_rng(3)
    one: NDArray[np.float32] = chance.normal(size=(7, 7)).astype(np.float32)
    other: NDArray[np.float32] = chance.normal(size=(7, 7)).astype(np.float32)
    expected = NumpyOps().gemm(one, other, trans1=first, trans2=second)
    np.testing.assert_allclose(OneThread().gemm(one, other, trans1=first, trans2=second), expected, rtol=1e-5)


def test_a_product_leaves_the_threads_of_others_alone() -> None:
    before = [part["num_threads"] for part in threadpool_info()]
    load_parser()("Lena Orth met the Harbour Board in Orthaven.")
    assert [part["num_threads"] for part in threadpool_info()] == before


def test_every_part_of_the_parser_uses_it() -> None:
    models = [getattr(pipe, "model", None) for _, pipe in load_parser().components]
    parts = [part for model in models if model is not None for part in model.walk()]
    assert len(parts) > 20
    assert all(isinstance(part.ops, OneThread) for part in parts)
