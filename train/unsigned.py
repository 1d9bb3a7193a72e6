"""Weights of eight bits without a sign: ``python -m train.unsigned MODEL.onnx``.

``quantize_dynamic`` writes signed weights about zero. A processor without VNNI multiplies them two at a time and cuts off sums
that are too large, so that the same model gives worse answers on it. The same numbers written without a sign, 128 for zero,
are multiplied exactly on every processor.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper


def drop_signs(path: Path) -> int:
    """Write every signed matrix of a quantised model, with its zero points, without a sign; return how many."""
    model = onnx.load(str(path))
    tensors = {tensor.name: tensor for tensor in model.graph.initializer}
    found = [name for name, tensor in tensors.items() if tensor.data_type == onnx.TensorProto.INT8 and tensor.dims]
    for name in found:
        whole = numpy_helper.to_array(tensors[name]).astype(np.int16) + 128
        model.graph.initializer.remove(tensors[name])
        model.graph.initializer.append(numpy_helper.from_array(whole.astype(np.uint8), name))
    onnx.save(model, str(path))
    return len(found)


if __name__ == "__main__":
    for file in sys.argv[1:]:
        print(file, drop_signs(Path(file)), hashlib.sha256(Path(file).read_bytes()).hexdigest())
