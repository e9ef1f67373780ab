"""Notes that a table lists: one's own CSV or JSON, and the metadata of published collections, as they publish it."""

import csv
import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import torch

from train import config, fit
from train.config import Experiment
from train.config_data import Source
from train.dataset import Dataset
from train.prepare import fingerprint, prepare
from train.sources import Found, Note, find
from train.tables import plain
from xmodal_rt.errors import ConfigError

SR = 44100
LABELS = {
    "octave": ["3", "4", "5"],
    "pitch_class": ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"],
    "dynamics": ["pp", "p", "mf", "f", "ff"],
    "instrument": ["flute", "violin"],
}


def experiment(source: Source, labels: dict[str, list[str]] = LABELS, **more: Any) -> Experiment:
    vocabulary: dict[str, Any] = {"labels": [{"name": name, "classes": classes} for name, classes in labels.items()]}
    vocabulary["pitch"] = ["octave", "pitch_class"] if "octave" in labels else None
    vocabulary["velocity"] = "dynamics" if "dynamics" in labels else None
    table = {"name": "tables", "balance": list(labels)[-1], "vocabulary": vocabulary, "sources": [plain(source)]}
    return config.from_dict({**table, **more})


def sound(path: Path, midi: float = 69, length_s: float = 0.3, sr: int = SR, brightness: float = 0.6) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    t = np.arange(int(length_s * sr)) / sr
    y = sum(brightness**h * np.sin(2 * np.pi * h * 440 * 2 ** ((midi - 69) / 12) * t) for h in range(1, 7))
    soundfile.write(path, 0.2 * y * np.minimum(t / 0.01, 1), sr)


def write_csv(path: Path, *rows: dict[str, str]) -> None:
    with path.open("w", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)


def search(source: Source, tmp_path: Path, **more: Any) -> Found:
    return find(experiment(source, **more), tmp_path)


def said(note: Note) -> tuple[int | None, dict[str, int], str]:
    return note.midi, note.labels, note.library


def test_columns_called_as_the_fields_are_need_no_configuration(tmp_path: Path) -> None:
    row = {"file": "a/one.wav", "instrument": "Flute", "midi": "60", "dynamics": "u", "library": "home", "measured_midi": "60.02"}
    write_csv(tmp_path / "manifest.csv", row, {**row, "file": "two.wav", "midi": "61.0", "dynamics": "mf", "library": ""})
    one, two = search(Source("mine", str(tmp_path), manifest="manifest.csv"), tmp_path).notes
    assert said(one) == (60, {"octave": 1, "pitch_class": 0, "instrument": 0}, "home")
    assert said(two) == (61, {"octave": 1, "pitch_class": 1, "dynamics": 2, "instrument": 0}, "mine")
    assert one.path == tmp_path / "a" / "one.wav"
    assert one.file == "a/one.wav"


def test_columns_words_and_rows_are_chosen_in_the_configuration(tmp_path: Path) -> None:
    rows = [
        {"Wav": "1.wav", "Note": "C#4", "Player": "vln", "Loud": "hushed", "Ok": "yes"},
        {"Wav": "2.wav", "Note": "Bb3", "Player": "vln", "Loud": "?", "Ok": "Yes"},
        {"Wav": "3.wav", "Note": "B#3", "Player": "vln", "Loud": "hushed", "Ok": "no"},
        {"Wav": "4.wav", "Note": "H4", "Player": "vln", "Loud": "hushed", "Ok": "yes"},
        {"Wav": "5.wav", "Note": "C4", "Player": "tuba", "Loud": "hushed", "Ok": "yes"},
    ]
    write_csv(tmp_path / "list.csv", *rows)
    columns = {"file": "Wav", "pitch_name": "Note", "instrument": "Player", "dynamics": "Loud"}
    words = {"vln": "violin", "hushed": "pp", "?": "u"}
    source = Source("mine", str(tmp_path), manifest="list.csv", columns=columns, words=words, only={"Ok": ("yes",)})
    found = search(source, tmp_path)
    assert [said(note)[:2] for note in found.notes] == [
        (61, {"octave": 1, "pitch_class": 1, "dynamics": 0, "instrument": 1}),
        (58, {"octave": 0, "pitch_class": 10, "instrument": 1}),
    ]
    assert [(item.file, item.reason.value) for item in found.skipped] == [(f"{i}.wav", "outside the vocabulary") for i in (4, 5)]
    assert "instrument has no class 'tuba'" in found.skipped[1].detail


@pytest.mark.parametrize("as_object", [False, True])
def test_json_is_a_list_or_an_object_of_notes(tmp_path: Path, as_object: bool) -> None:
    rows = [
        {"sound": {"x": 1}, "file": f"{i}.wav", "midi": 60 + i, "instrument": "flute", "off_s": 0.2, "velocity": v}
        for i, v in enumerate((1, 127))
    ]
    (tmp_path / "notes.json").write_text(json.dumps({r["file"]: r for r in rows} if as_object else rows))
    notes = search(Source("mine", str(tmp_path), manifest="notes.json"), tmp_path).notes
    assert [(n.midi, n.labels["dynamics"], n.onset_s, n.off_s) for n in notes] == [(60, 0, None, 0.2), (61, 4, None, 0.2)]


def test_tinysol_is_read_as_published(tmp_path: Path) -> None:
    row = {
        "Path": "Winds/Flute/ordinario/Fl-ord-C4-pp-N-T14d.wav", "Fold": "0", "Family": "Winds", "Instrument (abbr.)": "Fl",
        "Instrument (in full)": "Flute", "Technique (abbr.)": "ord", "Technique (in full)": "ordinario", "Pitch": "C4", "Pitch ID": "60",
        "Dynamics": "pp", "Dynamics ID": "0", "Instance ID": "0", "String ID (if applicable)": "", "Needed digital retuning": "TRUE",
    }  # fmt: skip
    violin = {**row, "Path": "Strings/Violin/ordinario/Vn-ord-G#5-ff-2c-N.wav", "Instrument (in full)": "Violin", "Pitch ID": "80"}
    other = {**row, "Path": "Keyboards/Accordion/ordinario/Acc-ord-C4-f-N-N.wav", "Instrument (in full)": "Accordion"}
    write_csv(tmp_path / "TinySOL_metadata.csv", row, {**violin, "Dynamics": "ff", "Needed digital retuning": "FALSE"}, other)
    sound(tmp_path / "TinySOL2020" / violin["Path"], 80)
    found = search(Source("sol", str(tmp_path), kind="tinysol"), tmp_path)
    assert [said(note) for note in found.notes] == [
        (60, {"octave": 1, "pitch_class": 0, "dynamics": 0, "instrument": 0}, "sol"),
        (80, {"octave": 2, "pitch_class": 8, "dynamics": 4, "instrument": 1}, "sol"),
    ]
    assert found.notes[1].audio(SR).size == int(0.3 * SR)
    assert len(found.skipped) == 1
    untouched = search(Source("sol", str(tmp_path), kind="tinysol", only={"Needed digital retuning": ("false",)}), tmp_path)
    assert [note.midi for note in untouched.notes] == [80]


def test_orchideasol_gives_techniques_and_mutes_and_sounds_without_pitch(tmp_path: Path) -> None:
    row = {
        "Path": "Strings/Violin/tremolo/Vn+S-trem-A4-mf-2c-N.wav", "Family (abbr.)": "Strings", "Instrument (in full)": "Violin",
        "Mute (in full)": "Sordina", "Technique (in full)": "tremolo", "Pitch": "A4", "Pitch ID (if applicable)": "69.0", "Dynamics": "mf",
    }  # fmt: skip
    whistle = {"Path": "Winds/Flute/jet_whistle/Fl-jet_wh-N-N-N-N.wav", "Instrument (in full)": "Flute", "Mute (in full)": "None"}
    bare = {"Technique (in full)": "jet_whistle", "Pitch": "N", "Pitch ID (if applicable)": "N", "Dynamics": "N"}
    write_csv(tmp_path / "OrchideaSOL_metadata.csv", row, {**row, **whistle, **bare})
    labels = {**LABELS, "mute": ["none", "sordina"], "technique": ["ordinario", "tremolo", "jet_whistle"]}
    notes = search(Source("sol", str(tmp_path), kind="orchideasol"), tmp_path, labels=labels).notes
    assert [said(note)[:2] for note in notes] == [
        (69, {"octave": 1, "pitch_class": 9, "dynamics": 2, "instrument": 1, "mute": 1, "technique": 1}),
        (None, {"instrument": 0, "mute": 0, "technique": 2}),
    ]


def test_nsynth_is_read_as_published(tmp_path: Path) -> None:
    name = "flute_acoustic_002-067-100"
    about = {
        "note": 201034, "note_str": name, "sample_rate": 16000, "pitch": 67, "velocity": 100, "instrument": 417,
        "instrument_str": name[:18],
        "instrument_family": 3, "instrument_family_str": "flute", "instrument_source": 0, "instrument_source_str": "acoustic",
        "qualities": [0] * 10, "qualities_str": [],
    }  # fmt: skip
    (tmp_path / "examples.json").write_text(json.dumps({name: about}))
    sound(tmp_path / "audio" / f"{name}.wav", 67, 4.0, 16000)
    (note,) = search(Source("nsynth", str(tmp_path), kind="nsynth"), tmp_path).notes
    assert said(note) == (67, {"octave": 1, "pitch_class": 7, "dynamics": 3, "instrument": 0}, "flute_acoustic_002")
    assert note.off_s == 3.0
    assert note.audio(SR).size == 4 * SR
    labels = {"production": ["acoustic", "electronic"], "timbre": ["flute", "bass"]}
    source = Source("nsynth", str(tmp_path), kind="nsynth", columns={"timbre": "instrument_family_str"})
    assert search(source, tmp_path, labels=labels).notes[0].labels == {"production": 0, "timbre": 0}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"manifest": "none.csv"}, "none.csv, is missing; name the folder that holds it with --data mine=PATH, or set manifest"),
        ({"columns": {"file": "sound"}}, "has no column 'sound'; use one of file, midi, instrument"),
        ({"columns": {"colour": "midi"}}, "a column for 'colour', which is no label; use file, midi"),
        ({"only": {"take": ("1",)}}, "has no column 'take'; use one of"),
        ({"words": {"flute": "tuba"}}, r"1 outside the vocabulary; the first: a.wav, .* no class 'tuba'.*check its columns and words"),
        ({"manifest": "broken.json"}, "broken.json cannot be read .* write it as CSV, or as JSON"),
        ({"manifest": "text.json"}, "holds no list of notes; write one JSON object per note"),
        ({"manifest": "other.csv"}, "no column of .* is called file; set columns.file to one of name"),
        ({"manifest": "", "kind": "sol"}, "is of kind 'sol'; use one of tinysol, orchideasol, nsynth"),
        ({"pattern": "{midi}"}, r"needs either a pattern .*give one"),
        ({"manifest": "", "pattern": "{midi}", "only": {"a": ("b",)}}, "has columns but no table; name its manifest"),
        ({"path": "nowhere"}, "nowhere, is missing; name another with --data mine=PATH"),
    ],
)
def test_a_table_that_cannot_be_used_says_what_to_change(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    write_csv(tmp_path / "list.csv", {"file": "a.wav", "midi": "60", "instrument": "flute"})
    write_csv(tmp_path / "other.csv", {"name": "a.wav"})
    (tmp_path / "broken.json").write_text("[")
    (tmp_path / "text.json").write_text('["a.wav"]')
    with pytest.raises(ConfigError, match=message):
        search(Source(**{"name": "mine", "path": str(tmp_path), "manifest": "list.csv", **change}), tmp_path)


def test_a_changed_table_is_prepared_anew(tmp_path: Path) -> None:
    rows = [{"file": "a.wav", "midi": "60", "instrument": "flute"}]
    write_csv(tmp_path / "list.csv", *rows)
    asked = experiment(Source("mine", str(tmp_path), manifest="list.csv"))
    before = fingerprint(asked)
    assert fingerprint(asked) == before
    write_csv(tmp_path / "list.csv", {**rows[0], "midi": "61"})
    assert fingerprint(asked) != before


def test_a_vocabulary_of_made_up_labels_is_learnt(tmp_path: Path) -> None:
    """No pitch, no dynamics, no instrument: two labels of one's own, from a table, without a line of code."""
    rows = []
    for i, (colour, weather) in enumerate((c, w) for c in ("dull", "shrill") for w in ("still", "windy") for _ in range(3)):
        sound(tmp_path / f"{i}.wav", 60 + 7 * (weather == "windy"), 0.4, brightness=0.3 if colour == "dull" else 0.9)
        rows.append({"file": f"{i}.wav", "colour": colour, "weather": weather})
    write_csv(tmp_path / "manifest.csv", *rows)
    labels = {"colour": ["dull", "shrill"], "weather": ["still", "windy"]}
    small = {
        "sizes": {"latent": 4, "signal_encoder": 32, "signal_decoder": 32, "symbol": 16},
        "analysis": {"linear_bins": 128, "log_bands": 16},
    }
    schedule = {"steps": 150, "batch": 32, "lr": 0.005, "warmup": 5, "threads": 1, "precision": "float32"}
    asked = experiment(Source("mine", str(tmp_path), manifest="manifest.csv"), labels, **small, schedule=schedule, held_out=0.0)
    asked = dataclasses.replace(asked, weights=dataclasses.replace(asked.weights, beta_signal=0.1, beta_symbol=0.1))
    dataset = Dataset(prepare(asked, tmp_path / "prepared", quiet=True), asked)
    model = fit.fit(asked, dataset, tmp_path / "training", torch.device("cpu"), quiet=True)
    rows_ = dataset.rows(held_out=False)
    batch = dataset.batch(rows_)
    with torch.inference_mode():
        logits = model.decode_symbol(model.encode_signal(batch.frames)[0])
    for i, name in enumerate(dataset.vocabulary.names):
        right = logits[:, dataset.vocabulary.span(name)].argmax(dim=1).numpy() == dataset.labels[dataset.note[rows_], i]
        assert right.mean() > 0.9, name
