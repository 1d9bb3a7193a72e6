"""Matrix products of the parser by numpy, each on one thread."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController


class OneThread(NumpyOps):  # type: ignore[misc]
    """Thinc's operations with numpy's own product in place of BLIS: the same, but 1.5 times as fast.

    The bound on threads holds for the time of a product only. Numpy would else use all cores for each, which is six
    times slower where they are busy, and what a model says must not depend on the cores.
    """

    def __init__(self) -> None:
        super().__init__(use_blis=False)
        self._threads = ThreadpoolController()

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """Return the product of two matrices, either of them turned first where that is asked for."""
        with self._threads.limit(limits=1, user_api="blas"):
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)


def multiply_on_one_thread(nlp: Language) -> None:
    """Let every model of a pipeline use :class:`OneThread`."""
    products = OneThread()
    for _, pipe in nlp.components:
        model = getattr(pipe, "model", None)
        if model is not None:
            for part in model.walk():
                part.ops = products
