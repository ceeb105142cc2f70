"""What the tests of `embeddings` share: a file made of text or bytes, and a space made of a few vectors."""

import hashlib
import json
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

from embeddings import Space


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a file and returns its path."""

    def written(content: str | bytes, name: str = "table.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding, "surrogatepass"))
        return path

    return written


@pytest.fixture
def nothing_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the test a folder for temporary files of its own, in which nothing may stay behind."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert list(folder.iterdir()) == []


@pytest.fixture(scope="session")
def space() -> Callable[..., Space]:
    """Return a function that makes a space of vectors, each called by a letter or by the name it is given."""

    def made(vectors: Sequence[Sequence[float]] | np.ndarray, names: Sequence[str] | None = None) -> Space:
        rows = np.asarray(vectors, np.float32)
        called = names or [chr(ord("a") + index % 26) for index in range(len(rows))]
        return Space(rows, pd.DataFrame({"text": list(called)}, dtype="object"), text="text")

    return made


@pytest.fixture(scope="session")
def tiny_model(torch: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a real Sentence Transformers model: a BERT of two layers, its weights random."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("tiny-bert")
    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *"abcdefghijklmnopqrstuvwxyz.",
        *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz"),
    ]
    (folder / "vocab.txt").write_text("\n".join(words), "utf-8")
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        initializer_range=0.5,
    )
    BertModel(config).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=64).save_pretrained(folder)
    made = folder / "whole"
    body = Transformer(str(folder), max_seq_length=64)
    SentenceTransformer(modules=[body, Pooling(32, "cls")], device="cpu").save(str(made), create_model_card=False)
    return made


@pytest.fixture(scope="session")
def tiny_eyes(torch: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the names of picture encoders with real small models of random weights on disk."""
    import open_clip
    import timm
    from safetensors.torch import save_file

    folder = tmp_path_factory.mktemp("tiny-eyes")
    torch.manual_seed(0)
    for model in ("resnet10t", "resnet50"):
        made = timm.create_model(model, pretrained=False).state_dict()
        save_file({key: value.contiguous() for key, value in made.items()}, folder / f"{model}.safetensors")
    tower = {"image_size": 32, "layers": 2, "width": 32, "head_width": 16, "patch_size": 8}
    words = {"context_length": 77, "vocab_size": 49408, "width": 32, "heads": 2, "layers": 2}
    (folder / "tiny-clip.json").write_text(json.dumps({"embed_dim": 24, "vision_cfg": tower, "text_cfg": words}))
    open_clip.add_model_config(folder)
    made = open_clip.create_model("tiny-clip", pretrained=None).state_dict()
    save_file({key: value.contiguous() for key, value in made.items()}, folder / "tiny-clip.safetensors")
    return {
        "timm": f"timm:resnet10t:{folder}/resnet10t.safetensors",
        "resnet50": f"resnet50:{folder}/resnet50.safetensors",
        "open-clip": f"open-clip:tiny-clip:{folder}/tiny-clip.safetensors",
    }


class Handler(BaseHTTPRequestHandler):
    """A small embeddings service: a text's vector is made of its letters; its server says how to misbehave."""

    def do_POST(self) -> None:
        server: Any = self.server
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.asked.append((self.path, self.headers.get("Authorization"), asked))
        status, headers = server.moods.pop(0) if server.moods else (200, {})
        width = server.widths.pop(0) if server.widths else 16
        rows = [{"index": index, "embedding": self.vector(text, width)} for index, text in enumerate(asked["input"])]
        body = json.dumps({"data": rows[::-1]} if status == 200 else {"error": "no"}).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def vector(self, text: str, width: int) -> list[float]:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])
        return np.random.default_rng(seed).normal(size=width).tolist()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Run a real embeddings service on this machine, which the environment names."""
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.moods, server.widths = [], [], []
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    monkeypatch.setenv("VECTORSCAPE_API_URL", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("VECTORSCAPE_API_MODEL", "letters")
    monkeypatch.setenv("VECTORSCAPE_API_KEY", "secret-key")
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """Return an encoder's name; one that needs a model or a service is given a small real one of the tests."""
    if request.param == "sentence-transformers":
        return f"sentence-transformers:{request.getfixturevalue('tiny_model')}"
    if request.param in {"timm", "open-clip"}:
        return str(request.getfixturevalue("tiny_eyes")[request.param])
    if request.param == "word2vec":
        return "word2vec:texts:1"
    if request.param == "api":
        request.getfixturevalue("service")
    return str(request.param)
