"""A model learnt from labelled texts: small, safe to load, and better than guessing."""

from __future__ import annotations

import json
import os
import pickle
import warnings
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from aia.kit.csvfile import FileProblem
from aia.sensing.recognition import forest, stores
from aia.sensing.recognition.labelled_file import learnable, read_labelled

pytestmark = pytest.mark.django_db

REAL = Path(__file__).parents[5].parent / "shared/data/it-terremotocentro/segnalazioni.csv"
THINGS = ("coperte", "un tavolo", "libri", "una stufa", "vestiti", "scarpe", "giochi")
TOWNS = ("Norcia", "Camerino", "Arquata", "Visso", "Amatrice")


def say(*words: str) -> dict[str, object]:
    out = StringIO()
    call_command("sensing", *words, "--json", stdout=out)
    told: dict[str, object] = json.loads(out.getvalue())
    return told


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("labelled") / "texts.csv"
    rows = ["title,body,kind"]
    for thing in THINGS:
        for town in TOWNS:
            rows.append(f"Offro {thing},Dono {thing} a chi abita a {town},offer")
            rows.append(f"Cerco {thing},Mi servono {thing} per i vicini di {town},request")
            rows.append(f"Festa a {town},Vendiamo {thing} a {town} per la scuola,event|offer")
    path.write_text("\n".join(rows), "utf-8")
    return path


COLUMNS = ("--text-columns", "title,body", "--label-column", "kind")


@pytest.fixture(scope="module")
def model(written: Path) -> Path:
    out = written.with_name("model.npz")
    call_command("sensing", "train", str(written), "--out", str(out), *COLUMNS, stdout=StringIO())
    return out


def test_what_was_learnt_is_found_again(written: Path, model: Path) -> None:
    found = say("evaluate", str(written), "--model", str(model), *COLUMNS)
    assert found["n"] == 105
    assert float(str(found["micro_f1"])) > 0.95
    expected = {"n", "micro_f1", "macro_f1", "top1", "top3", "coverage", "precision_at_coverage"}
    assert expected | {"ece", "texts_per_s", "per_label"} <= set(found)
    assert set(found["per_label"]) == {"offer", "request", "event"}  # type: ignore[call-overload]


def test_a_model_holds_no_text_and_nothing_to_execute(model: Path) -> None:
    with np.load(model, allow_pickle=False) as file:
        terms = file["t-body-words"].tobytes().decode().split("\n")
        assert all(file[name].dtype != object for name in file.files)
    assert max(len(term.split()) for term in terms) <= 2
    assert model.stat().st_size < 5 * 2**20


@pytest.mark.parametrize("content", [b"", b"not a model", pickle.dumps({"evil": os.getcwd})])
def test_another_file_is_no_model(written: Path, tmp_path: Path, content: bytes) -> None:
    bad = tmp_path / "bad.npz"
    bad.write_bytes(content)
    with pytest.raises(CommandError, match="not a model"):
        say("evaluate", str(written), "--model", str(bad), *COLUMNS)


def test_arrays_of_objects_are_refused(tmp_path: Path) -> None:
    bad = tmp_path / "bad.npz"
    np.savez(bad, head=np.array([os.getcwd], object))
    with pytest.raises(stores.ModelBroken):
        stores.load(bad, "labelled")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "empty"),
        ("title,body,other\na,b,c", "no column “kind”"),
        ("title,body,kind\n,,offer", "no line has both"),
        ("title,body,kind\n" + "a,bene,one\n" * 30, "nothing can be told apart"),
        ("title,body,kind\na,uno,x\nb,due,y\n", "nothing can be told apart"),
    ],
)
def test_a_file_that_teaches_nothing_is_told(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "texts.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(CommandError, match=says):
        say("train", str(path), "--out", str(tmp_path / "m"), *COLUMNS)
    assert not (tmp_path / "m").exists()


def test_lines_in_another_encoding_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "texts.csv"
    path.write_bytes("text,label\nperché no,a\nbene,b\n".encode("cp1252"))
    assert read_labelled(path, ["text"], "label").unreadable == 1
    assert len(read_labelled(path, ["text"], "label", encoding="cp1252")) == 2


def test_a_forest_votes_as_the_trees_it_was_grown_from() -> None:
    from sklearn.ensemble import ExtraTreesClassifier

    random = np.random.default_rng(0)
    rows = random.normal(size=(300, 6)).astype(np.float32)
    true = np.stack([rows[:, 0] > 0, rows[:, 1] * rows[:, 2] > 0.3], axis=1)
    found = forest.grow(rows, true).votes(rows)
    other = ExtraTreesClassifier(
        forest.TREES, min_samples_leaf=3, max_features=0.3, class_weight="balanced", random_state=0
    ).fit(rows, true[:, 1])
    assert found[:, 1] == pytest.approx(other.predict_proba(rows)[:, 1], abs=1e-5)


def test_real_texts_are_read_whole() -> None:
    if not REAL.exists():
        warnings.warn(f"THE REAL TEXTS ARE NOT HERE: {REAL}", stacklevel=1)
        pytest.skip("THE REAL TEXTS (it-terremotocentro) ARE NOT HERE: this was NOT tested")
    texts = read_labelled(REAL, ["titolo", "testo"], "categorie")
    labels = learnable(texts)
    assert len(texts) + texts.without_label + texts.without_text + texts.unreadable == 1627
    assert {"Alloggi", "Fabbisogni", "Bambini", "Contatti"} <= set(labels)
    assert len(labels) == 11


def test_labels_of_another_list_need_a_model(written: Path) -> None:
    with pytest.raises(CommandError, match="--model"):
        say("evaluate", str(written), *COLUMNS)


def test_read_labelled_names_the_columns_there_are(written: Path) -> None:
    with pytest.raises(FileProblem, match="title, body, kind"):
        read_labelled(written, ["titolo"], "kind")
