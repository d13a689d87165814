"""`aia sensing suggest | train | evaluate | learn`: the recogniser from the command line."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from aia.access.terms import service_actor
from aia.kit.csvfile import FileProblem
from aia.sensing.recognition.readings import Reading

Options = dict[str, Any]
_AT_ONCE = 256
_LONGEST_FILE = 500 * 2**20


def add(verbs: Any) -> None:
    """Add the subcommands."""
    suggest = _verb(verbs, "suggest", "say which needs a text may tell of, why and how surely")
    given = suggest.add_mutually_exclusive_group(required=True)
    given.add_argument("--text", help="one text, in any of the languages")
    given.add_argument("--file", type=Path, metavar="TEXTS.txt", help="a text a line (UTF-8)")
    suggest.add_argument("--district", help="read with the model that this district taught")
    suggest.set_defaults(act=suggest_for)
    train = _verb(verbs, "train", "learn labels of any kind from labelled texts")
    train.add_argument("file", type=Path, metavar="LABELLED.csv")
    train.add_argument("--out", type=Path, required=True, metavar="MODEL")
    train.set_defaults(act=learn_labels)
    judge = _verb(verbs, "evaluate", "judge a model, or the day-one recogniser, on labelled texts")
    judge.add_argument("file", type=Path, metavar="LABELLED.csv")
    judge.add_argument("--model", type=Path, metavar="MODEL", help="default: the recogniser")
    judge.add_argument("--district", help="without a model: as this district taught it")
    judge.set_defaults(act=evaluate)
    for parser in (train, judge):
        parser.add_argument("--text-columns", default="text", metavar="A,B", help="title first")
        parser.add_argument("--label-column", default="label", help="labels separated by |")
        parser.add_argument("--encoding", default="utf-8", help="as cp1252 (default: utf-8)")
    learn = _verb(verbs, "learn", "learn from what a district decided, if that makes it better")
    learn.add_argument("--district", required=True)
    learn.set_defaults(act=learn_from_decisions)
    for parser in (suggest, train, judge, learn):
        parser.add_argument("--json", action="store_true", help="print the result as JSON")


def _verb(verbs: Any, name: str, about: str) -> ArgumentParser:
    parser: ArgumentParser = verbs.add_parser(name, help=about, description=about)
    return parser


def suggest_for(command: BaseCommand, options: Options) -> None:
    """Print what the recogniser makes of each text. Raises FileProblem."""
    from aia.sensing.recognition.service import recogniser

    reader = recogniser(options["district"])
    if options["text"] is not None:
        _print(command, reader.suggest([options["text"]])[0], as_json=options["json"])
        return
    for batch in _batches(options["file"]):
        for reading in reader.suggest(batch):
            _print(command, reading, as_json=True)


def _batches(path: Path) -> Iterator[list[str]]:
    try:
        if path.stat().st_size > _LONGEST_FILE:
            raise FileProblem(f"{path}: " + _("over 500 MB: split the file"))
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise FileProblem(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise FileProblem(f"{path}: " + _("the file is not UTF-8 text")) from error
    for start in range(0, len(lines), _AT_ONCE):
        yield lines[start : start + _AT_ONCE]


def _print(command: BaseCommand, reading: Reading, *, as_json: bool) -> None:
    if as_json:
        command.stdout.write(json.dumps(reading.as_json(), ensure_ascii=False))
        return
    for one in reading.suggestions:
        words = ", ".join(str(word["word"]) for word in one.why["words"][:3])
        command.stdout.write(f"{one.confidence:6.0%}  {one.label}  ({one.category})  {words}")
    if reading.abstained:
        command.stdout.write(_("Unsure: read it yourself before following a suggestion."))
    if reading.urgent:
        command.stdout.write(_("Urgent: %(words)s") % {"words": ", ".join(reading.urgent_words)})


def learn_labels(command: BaseCommand, options: Options) -> None:
    """Learn a model from a file and write it. Raises FileProblem."""
    import numpy as np

    from aia.sensing.recognition import labelled
    from aia.sensing.recognition.labelled_file import learnable
    from aia.sensing.recognition.views import Seen

    texts = _read(options)
    labels = learnable(texts)
    began = time.perf_counter()
    seen = Seen.of(texts.told)
    rows, group = np.arange(len(texts)), labelled.tied(texts.told)
    model = labelled.learn(seen, labels, texts.matrix(labels), rows, group)
    try:
        labelled.save(model, options["out"])
    except OSError as error:
        raise FileProblem(f"{options['out']}: {error.strerror}") from error
    done = {
        "n": len(texts),
        "labels": labels,
        "left_out": {one: n for one, n in texts.counted.items() if one not in labels},
        "without_text": texts.without_text,
        "without_label": texts.without_label,
        "unreadable": texts.unreadable,
        "seconds": round(time.perf_counter() - began, 1),
        "bytes": options["out"].stat().st_size,
    }
    if options["json"]:
        command.stdout.write(json.dumps(done, ensure_ascii=False))
        return
    told = {"n": done["n"], "labels": ", ".join(labels), "out": options["out"]}
    command.stdout.write(_("Learnt from %(n)d texts: %(labels)s. Written: %(out)s") % told)
    if done["left_out"]:
        left = ", ".join(sorted(texts.counted.keys() - set(labels)))
        command.stdout.write(_("Too few texts to be learnt: %(labels)s") % {"labels": left})


def evaluate(command: BaseCommand, options: Options) -> None:
    """Print the figures of a model, or of the recogniser. Raises FileProblem, ModelBroken."""
    from aia.sensing.recognition import judging, labelled
    from aia.sensing.recognition.service import recogniser

    texts = _read(options)
    if options["model"]:
        found = judging.judge_labelled(labelled.load(options["model"]), texts)
    else:
        try:
            found = judging.judge_reader(recogniser(options["district"]), texts)
        except LookupError as error:
            raise CommandError(
                _("no label of this file is of the taxonomy: name a model with --model")
            ) from error
    if options["json"]:
        command.stdout.write(json.dumps(found, ensure_ascii=False))
        return
    for name, value in found.items():
        if name not in ("per_label", "unknown_labels"):
            command.stdout.write(f"{name:<24}{value}")
    for label, one in found["per_label"].items():
        command.stdout.write(f"  {label:<30} n {one['n']:<6} F1 {one['f1']:.2f}")


def learn_from_decisions(command: BaseCommand, options: Options) -> None:
    """Learn from a district's decisions; put the model to use only if it is better."""
    from aia.sensing.queries import decided_texts
    from aia.sensing.recognition.service import teach_district
    from aia.sensing.recognition.teaching import LEAST_TEXTS, TooFewDecisions

    district = options["district"]
    texts = decided_texts(service_actor("recogniser"), district)
    try:
        lesson = teach_district(district, [(one.text, one.category) for one in texts])
    except TooFewDecisions as error:
        told = {"n": error.args[0], "least": LEAST_TEXTS}
        raise CommandError(
            _("%(n)d decided texts: at least %(least)d are needed to learn from") % told
        ) from error
    done = {
        "texts": lesson.texts,
        "before": vars(lesson.before),
        "after": vars(lesson.after),
        "applied": lesson.model is not None,
    }
    if options["json"]:
        command.stdout.write(json.dumps(done, ensure_ascii=False))
        return
    command.stdout.write(_("On texts not learnt from: first, among three, domain"))
    for name, was in ((_("before"), lesson.before), (_("after"), lesson.after)):
        command.stdout.write(f"{name:<8}{was.first:.3f}  {was.among_three:.3f}  {was.domain:.3f}")
    applied = _("The new model is in use.") if done["applied"] else _("No better: nothing changed.")
    command.stdout.write(applied)


def _read(options: Options) -> Any:
    from aia.sensing.recognition.labelled_file import read_labelled

    columns = [name.strip() for name in options["text_columns"].split(",") if name.strip()]
    if not columns:
        raise FileProblem(_("--text-columns: name at least one column"))
    return read_labelled(
        options["file"], columns, options["label_column"], encoding=options["encoding"]
    )
