"""Models of the Hugging Face hub, or of a folder: found before the work starts, fetched as files without code."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from embeddings.errors import UserError

HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
SECONDS = 10


def local(model: str) -> Path | None:
    """Return the file or folder that a model's name is, or None where it is a name of the hub."""
    path = Path(model).expanduser()
    return path if path.exists() else None


def check(model: str, patterns: Sequence[str]) -> None:
    """Make sure that a model can be had: it lies here, was fetched before, or the hub has it and answers.

    Raises
    ------
    UserError
        If the name is neither, the hub has no such model, or it cannot be reached.
    """
    if local(model) is not None:
        return
    if not HUB_NAME.fullmatch(model) or ".." in model:
        detail = f"“{model}” is neither a file or folder of this machine nor a name of the hub such as org/name"
        raise UserError("No such model", detail, "Check its spelling, or give the path of a folder.")
    if fetched(model, patterns) is None:
        _asked(model)


def fetched(model: str, patterns: Sequence[str]) -> Path | None:
    """Return the folder of a model of the hub that was fetched before."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        folder = Path(snapshot_download(model, allow_patterns=list(patterns), local_files_only=True))
    except LocalEntryNotFoundError:
        return None
    needed = [folder / pattern for pattern in patterns if "*" not in pattern]
    return folder if weights_of(folder) and all(file.is_file() for file in needed) else None


def _asked(model: str) -> None:
    """Ask the hub whether it has a model."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import GatedRepoError, OfflineModeIsEnabled, RepositoryNotFoundError

    try:
        HfApi().model_info(model, timeout=SECONDS)
    except GatedRepoError as error:
        detail = f"“{model}” is given only to those who accepted its terms"
        raise UserError("This model is gated", detail, "Accept them on its page, and set HF_TOKEN.") from error
    except RepositoryNotFoundError as error:
        detail = f"The hub has no model “{model}”, or it is private"
        raise UserError("No such model", detail, "Check its spelling, or give the path of a folder.") from error
    except OfflineModeIsEnabled as error:
        raise unreachable(model, "HF_HUB_OFFLINE says not to ask it") from error
    except Exception as error:  # what the client's transport raises has no common parent
        raise unreachable(model, type(error).__name__) from error


def unreachable(model: str, why: str) -> UserError:
    """Return the refusal of a model that would have to come over the network."""
    detail = f"“{model}” was not fetched before, and huggingface.co does not answer ({why})"
    return UserError("The hub cannot be reached", detail, "Give the path of a model's folder, or try again later.")


def fetch(model: str, patterns: Sequence[str]) -> Path:
    """Return the local folder (or file) of a model; from the hub, only files that match `patterns` are fetched.

    Raises
    ------
    UserError
        If it cannot be fetched.
    """
    if (path := local(model) or fetched(model, patterns)) is not None:
        return path
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(model, allow_patterns=list(patterns)))
    except Exception as error:  # as above
        raise unreachable(model, type(error).__name__) from error


def weights_of(place: Path) -> list[Path]:
    """Return the files of weights in the safe format, or the one file that a path is."""
    return [place] if place.is_file() else sorted(place.rglob("*.safetensors"))


def need_safe_weights(place: Path, model: str) -> list[Path]:
    """Return a model's weights, refusing one that has them only as a pickle.

    Raises
    ------
    UserError
        If there are none that can be read without running code.
    """
    found = [file for file in weights_of(place) if file.suffix == ".safetensors"]
    if not found:
        detail = f"“{model}” has no weights in the safetensors format; others could run code and are never opened"
        raise UserError("No safe weights", detail, "Convert them to safetensors, or choose another model.")
    return found


def fingerprint(files: Sequence[Path]) -> str:
    """Return one SHA-256 of files, so that a space says which weights made it."""
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as opened:
            digest.update(hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()
