"""Sentences a second: our MiniLM beside `SentenceTransformer.encode` as it comes, on 3,080 real questions."""

from benchmarks.data import banking_questions
from benchmarks.timing import median_seconds, table
from embeddings import encode
from embeddings.encoders.minilm import model_folder


def main() -> None:
    """Time both encoders and say how alike their vectors are."""
    from sentence_transformers import SentenceTransformer

    texts = banking_questions()
    model = SentenceTransformer(str(model_folder()), device="cpu")
    theirs = model.encode(texts, normalize_embeddings=True)
    ours = encode(texts, "minilm")
    plain = median_seconds(lambda: model.encode(texts, normalize_embeddings=True), repeats=3)
    quick = median_seconds(lambda: encode(texts, "minilm"), repeats=3)
    rows = [
        ["SentenceTransformer.encode", f"{len(texts) / plain:,.0f}", "1.00"],
        ["embeddings.encode", f"{len(texts) / quick:,.0f}", f"{plain / quick:.2f}"],
    ]
    table([f"{len(texts):,} questions", "a second", "ratio"], rows)
    print(f"\nsmallest cosine between the two: {(ours * theirs).sum(axis=1).min():.5f}")
