"""Write the pair model for use: ``python -m train.export CHECKPOINT.pt OUT_FOLDER``.

The graph is exported, its Gelu and LayerNorm are fused, every matrix of weights is packed at four bits as the model learned to have
them (``train.fourbits``), and the file is compressed; word vectors stay codes. Prints how far the packed model is from the other, and the digest for the card.
"""

from __future__ import annotations

import gzip
import hashlib
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import helper, numpy_helper
from onnxruntime.transformers import optimizer

from train.fourbits import BLOCK, pack
from train.lessons import batch
from train.reader import PairModel, open_tokenizer

PAIRS = [
    ("Nine people were killed when the ferry sank on Thursday.", "The ferry sank on Thursday; nine people died."),
    (
        "Nine people were killed when the ferry sank on Thursday.",
        "Six people were killed when the ferry sank on Thursday.",
    ),
    ("The court ordered a recount.", "The court refused to order a recount."),
]
#: Matrices of fewer numbers stay as they are.
SMALL = 20_000
#: Products are computed in float, so that they are the same on every processor; in eight bits they would take as long.
FLOATS = 1


def pack_products(model: onnx.ModelProto) -> int:
    """Put products with packed weights in the place of those with plain ones; return how many."""
    plain = {tensor.name: tensor for tensor in model.graph.initializer}
    packed = 0
    for node in model.graph.node:
        if node.op_type != "MatMul" or node.input[1] not in plain:
            continue
        weight = numpy_helper.to_array(plain[node.input[1]])
        if weight.ndim != 2 or weight.size < SMALL or weight.shape[0] % BLOCK:
            continue
        name = node.input[1]
        bytes_, scales = pack(torch.tensor(weight.T.copy()))
        model.graph.initializer.remove(plain[name])
        model.graph.initializer.append(numpy_helper.from_array(bytes_, f"{name} packed"))
        model.graph.initializer.append(numpy_helper.from_array(scales.astype(np.float32), f"{name} scales"))
        new = helper.make_node(
            "MatMulNBits",
            [node.input[0], f"{name} packed", f"{name} scales"],
            list(node.output),
            name=f"{node.name} packed",
            domain="com.microsoft",
            K=weight.shape[0],
            N=weight.shape[1],
            bits=4,
            block_size=BLOCK,
            accuracy_level=FLOATS,
        )
        node.CopyFrom(new)
        packed += 1
    if not any(one.domain == "com.microsoft" for one in model.opset_import):
        model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    return packed


def main(checkpoint: Path, out: Path) -> None:
    """Export, pack, compare."""
    tokenizer = open_tokenizer()
    model = PairModel()
    model.load_state_dict(torch.load(checkpoint, weights_only=True))
    model.eval()
    out.mkdir(parents=True, exist_ok=True)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        sample = batch(tokenizer, PAIRS[:1])
        torch.onnx.export(
            model,
            tuple(sample[name] for name in names),
            str(plain),
            input_names=names,
            output_names=["relation", "kind"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in names},
            opset_version=17,
            dynamo=False,
        )
        made = optimizer.optimize_model(str(plain), model_type="bert", num_heads=12, hidden_size=768)
        print(made.get_fused_operator_statistics())
        print(pack_products(made.model), "products packed")
        packed = Path(folder) / "packed.onnx"
        onnx.save(made.model, str(packed))
        (out / "model.onnx.gz").write_bytes(gzip.compress(packed.read_bytes(), 9, mtime=0))
        for name, path in (("plain", plain), ("packed", packed)):
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            session = onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"])
            started = time.perf_counter()
            for _ in range(20):
                for pair in PAIRS:
                    feed = {key: value.numpy() for key, value in batch(tokenizer, [pair]).items()}
                    relation = session.run(None, feed)[0][0]
            print(name, f"{60 / (time.perf_counter() - started):.0f} pairs/s", np.round(relation, 2))
    data = (out / "model.onnx.gz").read_bytes()
    print(f"{len(data) / 1e6:.1f} MB, sha256: {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
