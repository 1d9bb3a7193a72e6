"""The same input gives the same ledger, byte for byte."""

from __future__ import annotations

from pathlib import Path

from tests.commands import run

PACK = Path(__file__).parents[1] / "examples" / "ferry-collision" / "articles.jsonl"


def test_order_processes_and_workers_change_nothing(tmp_path: Path) -> None:
    lines = PACK.read_text(encoding="utf-8").splitlines()[:4]
    paths = []
    for number, line in enumerate(lines):
        paths.append(tmp_path / f"{number}.jsonl")
        paths[-1].write_text(line + "\n", encoding="utf-8")
    orders = {"one": paths, "two": paths[2:] + paths[1::-1]}
    workers = {"one": "1", "two": "2"}
    for name, order in orders.items():
        ran = run(
            "report",
            *order,
            "-o",
            tmp_path / f"{name}.json",
            "-o",
            tmp_path / f"{name}.html",
            "--workers",
            workers[name],
        )
        assert (ran.code, ran.told) == (0, [])
    for form in ("json", "html"):
        made = {(tmp_path / f"{name}.{form}").read_bytes() for name in orders}
        assert len(made) == 1
    assert str(tmp_path).encode() not in (tmp_path / "one.json").read_bytes()
