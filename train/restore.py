"""The weights of the pair model that ships, to go on from: no checkpoint is kept beside it.

What was packed at four bits comes back rounded, and it learned with rounded weights, so that next to nothing is lost.
"""

from __future__ import annotations

import gzip
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

from train.fourbits import unpack


def restore(path: Path) -> dict[str, torch.Tensor]:
    """Return the weights of ``model.onnx.gz`` by the names they have in ``train.reader.PairModel``.

    Raises:
        ValueError: a packed matrix feeds nothing that adds the bias of a layer, so its name is not to be had.

    """
    graph = onnx.load_from_string(gzip.decompress(path.read_bytes())).graph
    whole = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    weights = {
        name: torch.tensor(value)
        for name, value in whole.items()
        if "." in name and not name.startswith(("/", "onnx::"))
    }
    for node in graph.node:
        if node.op_type != "MatMulNBits":
            continue
        takers = [taker for taker in graph.node if node.output[0] in taker.input]
        biases = [name for taker in takers for name in taker.input if name in weights and "LayerNorm" not in name]
        if len(biases) != 1 or not biases[0].endswith(".bias"):
            raise ValueError(f"{path}: {node.name} belongs to no one layer: {biases}")
        weights[biases[0].removesuffix("bias") + "weight"] = unpack(whole[node.input[1]], whole[node.input[2]])
    return weights
