"""Models on disk: one file of plain arrays and one JSON text within it. Nothing is executed.

`numpy.load(allow_pickle=False)` refuses anything but arrays, so that a model from elsewhere can
be read without trusting who made it.
"""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aia.kit.refusals import Refusal

FORMAT = 1
_LARGEST = 200 * 2**20


class ModelBroken(Refusal):
    """This file is not a model that this version can read; the text says why."""


def save(path: Path, kind: str, told: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> None:
    """Write a model whole or not at all. Floats are kept with 16 bits where that is enough."""
    head = json.dumps({"format": FORMAT, "kind": kind, **told}, ensure_ascii=False)
    packed = {name: _small(array) for name, array in arrays.items()}
    packed["head"] = np.frombuffer(head.encode(), np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **packed)
    beside.replace(path)


def load(path: Path, kind: str) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return what a model tells of itself, and its arrays. Raises ModelBroken."""
    try:
        if path.stat().st_size > _LARGEST:
            raise ModelBroken(f"{path}: larger than any model of Aia")
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        told = json.loads(arrays.pop("head").tobytes())
    except FileNotFoundError:
        raise ModelBroken(f"{path}: there is no such file") from None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, AttributeError) as error:
        if isinstance(error, ModelBroken):
            raise
        raise ModelBroken(f"{path}: not a model made by `aia sensing train`") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT or told.get("kind") != kind:
        raise ModelBroken(f"{path}: made by another version or for another use; train it again")
    return told, {name: _wide(array) for name, array in arrays.items()}


def as_text(terms: list[str]) -> NDArray[np.uint8]:
    """Return terms (without line ends) as one array."""
    return np.frombuffer("\n".join(terms).encode(), np.uint8)


def as_terms(array: NDArray[np.uint8]) -> list[str]:
    """Return the terms that `as_text` packed."""
    text = array.astype(np.uint8).tobytes().decode()
    return text.split("\n") if text else []


def _small(array: NDArray[Any]) -> NDArray[Any]:
    return array.astype(np.float16) if array.dtype in (np.float32, np.float64) else array


def _wide(array: NDArray[Any]) -> NDArray[Any]:
    return array.astype(np.float32) if array.dtype == np.float16 else array
