"""Opens a model of ours and the word pieces that all of them read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rashomon.weights.catalogue import ENCODER, HERE

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, OrtValue
    from tokenizers import Tokenizer


def open_session(
    model: bytes, without: Sequence[str] = (), instead: Mapping[str, OrtValue] | None = None
) -> InferenceSession:
    """Return a session on one thread: what a model says must not depend on the cores.

    ``without`` names rewritings of the graph that the runtime shall leave out; ``instead`` has weights to stand in the
    place of the model's, by their names, and must live as long as the session.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    for name, value in (instead or {}).items():
        options.add_initializer(name, value)
    return onnxruntime.InferenceSession(
        model, options, ["CPUExecutionProvider"], disabled_optimizers=list(without) or None
    )


def load_pieces(most: int | None = None) -> Tokenizer:
    """Load the word pieces, without padding, cut after ``most`` of them where it is given."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(HERE / ENCODER.name / "tokenizer.json"))
    tokenizer.no_padding()
    if most is None:
        tokenizer.no_truncation()
    else:
        tokenizer.enable_truncation(most)
    return tokenizer


def load_pair_pieces(most: int) -> Tokenizer:
    """Load the word pieces for two sentences at once, with two marks between them, as MPNet has them."""
    from tokenizers.processors import TemplateProcessing

    tokenizer = load_pieces(most)
    begin, end = ("[CLS]", tokenizer.token_to_id("[CLS]")), ("[SEP]", tokenizer.token_to_id("[SEP]"))
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] [SEP] $B:1 [SEP]:1", special_tokens=[begin, end]
    )
    return tokenizer
