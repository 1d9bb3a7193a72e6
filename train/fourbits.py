"""Weights of four bits: linear layers that learn as if they had them, and their packing for ``MatMulNBits`` of the runtime.

Along its inputs a weight matrix is cut into blocks; each has one scale, and each weight is one of sixteen steps of it. Word
vectors are kept by product quantisation instead: every four numbers of a vector are one of 256 that occur there.
"""

from __future__ import annotations

import numpy as np
import torch

#: Weights that share a scale: with 128 a scale adds a sixteenth to the size.
BLOCK = 128
#: Steps to choose from, in standard deviations of a block: the least for an even block, the others for one with a weight far out.
STEPS = (0.5, 0.65, 0.85)
#: Numbers of a word vector that share a code, and the codes to choose from: 2 bits a number, 9% of the variance lost.
PART, CODES = 4, 256


def find_scales(weight: torch.Tensor) -> torch.Tensor:
    """Return a scale a block, (out, blocks, 1): of a few shares of its spread the one that rounds best.

    Steps of half the spread are rarely far from zero: the sixteen take some three bits each once the file is compressed.
    """
    blocks = weight.reshape(weight.shape[0], -1, BLOCK)
    spread = (blocks**2).mean(-1, keepdim=True).sqrt().clamp(min=1e-8)
    best, least = spread, None
    for share in STEPS:
        scale = (spread * share).half().float()  # so that the file needs two bytes for each
        lost = ((torch.clamp(torch.round(blocks / scale), -8, 7) * scale - blocks) ** 2).sum(-1, keepdim=True)
        if least is None:
            best, least = scale, lost
        else:
            best, least = torch.where(lost < least, scale, best), torch.minimum(lost, least)
    return best


def round_weight(weight: torch.Tensor, scales: torch.Tensor) -> torch.Tensor:
    """Return the steps of a weight matrix, (out, blocks, BLOCK), from -8 to 7."""
    return torch.clamp(torch.round(weight.reshape(weight.shape[0], -1, BLOCK) / scales), -8, 7)


class FourBitLinear(torch.nn.Linear):
    """A linear layer that, once ``rounded`` is set, computes with rounded weights and learns the unrounded ones."""

    rounded = False

    def forward(self, rows):
        weight = self.weight
        if self.rounded:
            with torch.no_grad():
                scales = find_scales(weight)
                near = (round_weight(weight, scales) * scales).reshape(weight.shape)
            weight = weight + (near - weight).detach()
        return torch.nn.functional.linear(rows, weight, self.bias)


def pack(weight: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    """Return a weight matrix (out, in) as ``MatMulNBits`` reads it: (out, blocks, BLOCK / 2) bytes, and the scales."""
    scales = find_scales(weight)
    steps = (round_weight(weight, scales) + 8).to(torch.uint8).numpy()
    return steps[..., 0::2] | (steps[..., 1::2] << 4), scales.reshape(-1).numpy()


def unpack(bytes_: np.ndarray, scales: np.ndarray) -> torch.Tensor:
    """Return the weight matrix (out, in) that ``pack`` packed, rounded as it was."""
    steps = np.stack([bytes_ & 15, bytes_ >> 4], axis=-1).reshape(*bytes_.shape[:2], BLOCK).astype(np.float32) - 8
    return torch.tensor((steps * scales.reshape(*bytes_.shape[:2], 1)).reshape(len(bytes_), -1))


def replace_linear(module: torch.nn.Module) -> None:
    """Put layers that can round in the place of the linear ones of a module, with the same weights."""
    for name, child in list(module.named_children()):
        if isinstance(child, torch.nn.Linear) and child.in_features % BLOCK == 0:
            new = FourBitLinear(child.in_features, child.out_features, bias=child.bias is not None)
            new.load_state_dict(child.state_dict())
            setattr(module, name, new)
        else:
            replace_linear(child)


class WordVectors(torch.nn.Module):
    """Word vectors by codes: for every four numbers one of 256 that occur there. They stay as they are."""

    def __init__(self, words: int, width: int, ids: int) -> None:
        super().__init__()
        self.register_buffer("codes", torch.zeros(words, width // PART, dtype=torch.uint8))
        self.register_buffer("books", torch.zeros(width // PART * CODES, PART, dtype=torch.float16))
        self.register_buffer("rows", torch.zeros(ids, dtype=torch.int32))
        self.register_buffer("starts", CODES * torch.arange(width // PART))

    def forward(self, ids):
        codes = self.codes[self.rows[ids].long()].long() + self.starts
        return self.books[codes].float().flatten(-2)

    def learn(self, vectors: torch.Tensor, rows: torch.Tensor, rounds: int = 12) -> float:
        """Find the codes of some vectors by k-means, and return the share of the variance that is lost."""
        lost = 0.0
        for number in range(vectors.shape[1] // PART):
            part = vectors[:, number * PART : (number + 1) * PART]
            book = part[torch.randperm(len(part))[:CODES]].clone()
            for again in range(rounds + 1):
                nearest = ((book**2).sum(1)[None] - 2 * part @ book.T).argmin(1)
                if again < rounds:
                    sums = torch.zeros_like(book).index_add_(0, nearest, part)
                    counts = torch.bincount(nearest, minlength=CODES).float()
                    book = torch.where(counts[:, None] > 0, sums / counts.clamp(min=1)[:, None], book)
            self.codes[:, number] = nearest.to(torch.uint8)
            self.books[number * CODES : (number + 1) * CODES] = book.half()
            lost += float(((book[nearest] - part) ** 2).sum())
        self.rows.copy_(rows)
        return lost / float(((vectors - vectors.mean(0)) ** 2).sum())
