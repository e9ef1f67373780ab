"""The studio plays what the stage would have played, and writes it whole, the same every time."""

import csv
from collections.abc import Callable
from pathlib import Path

import mido
import numpy as np
import pytest
import soundfile
import torch
from click.testing import CliRunner, Result
from numpy.typing import NDArray

from xmodal_rt.cli import main
from xmodal_rt.errors import ParameterError
from xmodal_rt.events import NOW, Event, Kind
from xmodal_rt.files import claim, write_whole
from xmodal_rt.links import Links
from xmodal_rt.listening.transcription import read
from xmodal_rt.model import checkpoint
from xmodal_rt.model.checkpoint import Checkpoint
from xmodal_rt.ring import AudioRing
from xmodal_rt.studio import wav
from xmodal_rt.studio.files import Output
from xmodal_rt.studio.offline import Timed, play
from xmodal_rt.studio.reading import encode
from xmodal_rt.studio.way import through_hops
from xmodal_rt.synthesis.instrument import Instrument
from xmodal_rt.synthesis.renderer import Renderer

SR, BLOCK, HOP = 48000, 64, 128
FIXTURES = Path(__file__).parent / "fixtures"
Run = Callable[..., Result]


@pytest.fixture
def render(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `xmodal-rt render` with the tone model, in a folder where it is found."""
    monkeypatch.chdir(shelf)

    def run(*arguments: object, ok: bool = True) -> Result:
        done = CliRunner().invoke(main, ["render", *map(str, arguments), "--checkpoint", "tone"])
        assert (done.exit_code == 0) is ok, done.output
        return done

    return run


def hz(pitch: float) -> float:
    return float(440 * 2 ** ((pitch - 69) / 12))


def strongest_hz(y: NDArray[np.float32], sr: int) -> float:
    """Frequency of the strongest partial: peak of a long, zero-padded spectrum (not our analysis)."""
    S = np.abs(np.fft.rfft(y * np.hanning(len(y)), 8 * len(y)))
    k = int(S.argmax())
    a, b, c = np.log(S[k - 1 : k + 2])
    return float((k + 0.5 * (a - c) / (a - 2 * b + c)) * sr / (8 * len(y)))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def chord(count: int) -> list[Timed]:
    """Notes that begin one by one, at the begins of blocks, and are let go in the middle of others."""
    timed = [(40 * BLOCK * v, Event(NOW, Kind.NOTE, v, (48.0 + 5 * v, 60.0 + 6 * v))) for v in range(count)]
    timed += [(200 * BLOCK, Event(NOW, Kind.GLIDE, values=(0.05,))), (210 * BLOCK, Event(NOW, Kind.LATENT, 0, (0.3, -2.0, 0.6)))]
    return sorted([*timed, (400 * BLOCK, Event(NOW, Kind.RELEASE))], key=lambda item: item[0])


@pytest.mark.parametrize("voices", [1, 8])
def test_the_studio_plays_the_very_samples_of_the_stage(tone: Checkpoint, voices: int) -> None:
    events, blocks = chord(voices), 500
    links = Links(AudioRing(8 * BLOCK, 1), AudioRing(8 * BLOCK, 1))
    renderer = Renderer(links, Instrument(tone, SR), BLOCK, (1, 1))
    staged = np.zeros((blocks, BLOCK, 1), np.float32)
    for number, block in enumerate(staged):
        links.to_synthesis.push_all([event for at, event in events if at == number * BLOCK])
        renderer.fill()
        assert links.output.read_into(block)
    y, trace = play(Instrument(tone, SR), events, blocks * BLOCK, BLOCK)
    np.testing.assert_array_equal(y, staged.ravel())
    assert np.abs(y).max() > 0.05
    assert set(trace.voices) == set(range(voices))
    assert trace.z[(trace.voices == 0) & (trace.times_s > 0.4)][0] == pytest.approx([0.3, -2.0, 0.6])


def test_better_phases_change_neither_the_onset_nor_the_level(tone: Checkpoint) -> None:
    at = 5000
    events = [(at, Event(NOW, Kind.NOTE, 0, (60.0, 90.0))), (at + SR // 2, Event(NOW, Kind.RELEASE, 0))]
    live, better = (play(Instrument(tone, SR, 2, studio=studio), events, SR, BLOCK)[0] for studio in (False, True))
    assert not better[:at].any()
    for begin, end in ((0, 240), (240, 2400), (2400, 24000), (26000, 28000)):
        level = [10 * np.log10(np.mean(np.square(y[at + begin : at + end]))) for y in (live, better)]
        assert level[1] == pytest.approx(level[0], abs=1.5)
    assert np.abs(live - better)[at:].max() > 1e-4
    assert strongest_hz(better[at + 4800 :][:16384], SR) == pytest.approx(hz(60), rel=1e-3)


def test_better_phases_fade_over_from_what_sounded(tone: Checkpoint) -> None:
    events = [(0, Event(NOW, Kind.NOTE, 0, (45.0, 90.0))), (9637, Event(NOW, Kind.NOTE, 0, (52.0, 90.0)))]
    y = play(Instrument(tone, SR, 1, studio=True), events, SR // 2, BLOCK)[0]
    steps = np.abs(np.diff(y))
    assert steps[9600:9800].max() < 1.5 * max(steps[4800:9600].max(), steps[12000:].max())


@pytest.mark.parametrize("encoding", ["pcm24", "float"])
def test_wav_files_hold_the_samples(encoding: str, tmp_path: Path, rng: np.random.Generator) -> None:
    y = rng.uniform(-1, 1, 1001).astype(np.float32)
    (tmp_path / "y.wav").write_bytes(wav.encode(y, 44100, encoding))
    found, sr = soundfile.read(tmp_path / "y.wav", dtype="float64")
    assert (sr, soundfile.info(tmp_path / "y.wav").subtype) == (44100, {"pcm24": "PCM_24", "float": "FLOAT"}[encoding])
    np.testing.assert_allclose(found, y, rtol=0, atol=0 if encoding == "float" else 2**-23)
    assert wav.encode(np.array([2.0, -2.0], np.float32), 8000, "pcm24")[-6:] == b"\xff\xff\x7f\x00\x00\x80"


def test_files_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    kept = tmp_path / "kept.wav"
    kept.write_bytes(b"old")
    with pytest.raises(ParameterError, match=r"table\.csv cannot be written .* in a folder that is yours"):
        write_whole({kept: b"new", tmp_path / "nowhere" / "table.csv": b"new"})
    assert kept.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.wav"]


def test_what_exists_is_replaced_only_by_force(tmp_path: Path) -> None:
    output = Output.named(tmp_path / "a.wav")
    claim(output.paths(figure=True), force=False)
    output.figure.write_bytes(b"mine")
    with pytest.raises(ParameterError, match=r"a\.png exists; name another file, or add --force"):
        claim(output.paths(figure=True), force=False)
    claim(output.paths(figure=True), force=True)
    claim(output.paths(figure=False), force=False)


def test_a_sequence_is_in_tune_and_written_down(render: Run, tmp_path: Path) -> None:
    out = tmp_path / "scale.wav"
    render("sequence", "C4 mf piano", "E4 f flute", "A4", "-o", out, "--step", 0.4, "--sample-rate", 44100, "--encoding", "float")
    y, sr = soundfile.read(out, dtype="float32")
    assert sr == 44100
    found = [strongest_hz(y[round((i * 0.4 + 0.1) * sr) :][: sr // 5], sr) for i in range(3)]
    assert found == pytest.approx([hz(60), hz(64), hz(69)], rel=1e-3)
    columns = ("time_s", "octave", "pitch_class", "dynamics", "instrument")
    asked = [tuple(row[name] for name in columns) for row in rows(tmp_path / "scale.csv") if row["control"] == "symbol"]
    assert asked == [
        ("0.000000", "4", "C", "mf", "piano"), ("0.400000", "4", "E", "f", "flute"), ("0.800000", "4", "A", "f", "flute")
    ]  # fmt: skip
    picture = (tmp_path / "scale.png").read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(picture) < 150_000


def test_a_rate_off_the_grid_is_resampled(render: Run, tmp_path: Path) -> None:
    render("sequence", "A4", "-o", tmp_path / "low.wav", "--sample-rate", 22050, "--no-figure")
    y, sr = soundfile.read(tmp_path / "low.wav")
    assert sr == 22050
    assert strongest_hz(y[2000:8000], sr) == pytest.approx(hz(69), rel=1e-3)
    assert not (tmp_path / "low.png").exists()


@pytest.mark.parametrize("order", ["0", "1", "3"])
def test_a_morph_goes_from_pitch_to_pitch(render: Run, tmp_path: Path, order: str) -> None:
    render("morph", "C4", "C5", "-o", tmp_path / "morph.wav", "--order", order, "--step", 0.4, "--no-figure")
    y, sr = soundfile.read(tmp_path / "morph.wav")
    between = [strongest_hz(y[round((t - 0.03) * sr) : round((t + 0.03) * sr)], sr) for t in (0.05, 0.2, 0.6)]
    middle = {"0": 60, "1": 66, "3": 66}[order]
    assert between[1] == pytest.approx(hz(middle), rel=0.02)
    assert between[2] == pytest.approx(hz(72), rel=0.005)
    latents = [row for row in rows(tmp_path / "morph.csv") if row["z0"]]
    assert [float(latents[i]["z0"]) for i in (0, -1)] == [-0.5, 1.0]
    assert (latents[-1]["octave"], latents[-1]["pitch_class"]) == ("5", "C")


def test_the_same_command_gives_the_same_bytes_and_another_seed_others(render: Run, tmp_path: Path) -> None:
    for name, seed, count in (("a", 3, 2), ("b", 3, 2), ("c", 4, 1)):
        (tmp_path / name).mkdir()
        figure = "--figure" if count == 2 else "--no-figure"
        given = ("--seed", seed, "--seconds", 0.1, "--generations", count, figure)
        render("trajectory", "helix", "-o", tmp_path / name / "t.wav", *given)
    names = ["t-1.csv", "t-1.png", "t-1.wav", "t-2.csv", "t-2.png", "t-2.wav"]
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == names
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    # A generation has the seed after that of the one before.
    assert (tmp_path / "a" / "t-2.wav").read_bytes() == (tmp_path / "c" / "t.wav").read_bytes()
    assert (tmp_path / "a" / "t-1.wav").read_bytes() != (tmp_path / "c" / "t.wav").read_bytes()


def test_given_points_are_the_ends_of_a_line(render: Run, tmp_path: Path) -> None:
    points = [word for point in ("C4 f", "G4 p") for word in ("--point", point)]
    render("trajectory", "line", "-o", tmp_path / "line.wav", *points, "--seconds", 0.5, "--no-figure")
    led = [row for row in rows(tmp_path / "line.csv") if row["z0"]]
    assert [(row["octave"], row["pitch_class"], row["dynamics"]) for row in (led[0], led[-1])] == [("4", "C", "f"), ("4", "G", "p")]
    refused = render("trajectory", "circle", "-o", tmp_path / "circle.wav", *points, ok=False)
    assert "give none, one, or two for a line and three else" in refused.output


def test_a_map_shows_places_and_walks_over_them(render: Run, tmp_path: Path) -> None:
    render("map", "-o", tmp_path / "map.wav", "--at", "mf", "--by", "octave", "--step", 0.1)
    assert (tmp_path / "map.png").stat().st_size < 150_000
    assert len({row["octave"] for row in rows(tmp_path / "map.csv") if row["z0"]}) > 4
    render("map", "0,0", "0.5,-0.2", "-o", tmp_path / "walk.wav", "--step", 0.1, "--no-figure")
    assert len(rows(tmp_path / "walk.csv")) > 5


def test_a_recorded_sound_comes_back_with_its_labels(render: Run, tmp_path: Path) -> None:
    t = np.arange(SR // 2) / SR
    for name, pitch in (("a", 57), ("b", 69)):
        soundfile.write(tmp_path / f"{name}.wav", 0.2 * np.sin(2 * np.pi * hz(pitch) * t), SR)
    out = tmp_path / "back"
    out.mkdir()
    render("reconstruct", tmp_path / "a.wav", tmp_path / "b.wav", "-o", out)
    assert sorted(path.name for path in out.iterdir()) == ["a.csv", "a.png", "a.wav", "b.csv", "b.png", "b.wav"]
    for name, pitch, octave in (("a", 57, "3"), ("b", 69, "4")):
        y, sr = soundfile.read(out / f"{name}.wav")
        assert strongest_hz(y[8000:20000], sr) == pytest.approx(hz(pitch), rel=1e-3)
        heard = rows(out / f"{name}.csv")[90]
        assert (heard["octave"], heard["pitch_class"]) == (octave, "A")
    one = tmp_path / "one.wav"
    render("reconstruct", tmp_path / "a.wav", "-o", one, "--sampled", "--seed", 5, "--no-figure")
    assert one.read_bytes() != (out / "a.wav").read_bytes()


def test_a_midi_file_is_played_and_what_is_lost_is_said(render: Run, tmp_path: Path) -> None:
    tracks = []
    for channel, pitches in enumerate([(60, 64), (67, 125)]):
        track = mido.MidiTrack([mido.Message("program_change", program=(73, 0)[channel], channel=channel)])
        for pitch in pitches:
            kinds = (("note_on", 0), ("note_off", 480))
            track += [mido.Message(kind, note=pitch, velocity=80, channel=channel, time=ticks) for kind, ticks in kinds]
        tracks.append(track)
    mido.MidiFile(type=1, ticks_per_beat=480, tracks=tracks).save(tmp_path / "two.mid")
    done = render("midi", tmp_path / "two.mid", "-o", tmp_path / "two.wav", "--voices", 1, "--instrument", "1=piano")
    assert "part 1: track 1, channel 1, 2 notes; piano" in done.output
    assert "1 notes are out of range and left out (MIDI pitches 125); use --transpose" in done.output
    assert "1 of 3 notes lost their voice to a later one; add more --voices than 1" in done.output
    y, sr = soundfile.read(tmp_path / "two.wav")
    assert strongest_hz(y[6000:20000], sr) == pytest.approx(hz(67), rel=1e-3)
    assert strongest_hz(y[30000:44000], sr) == pytest.approx(hz(64), rel=1e-3)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sequence", "C4 tuba", "-o", "x.wav"], "no label has a class 'tuba'"),
        (["sequence", "C4", "-o", "x.mp3"], "let it end in .wav"),
        (["sequence", "C4", "-o", "nowhere/x.wav"], "make it first, or name a file elsewhere"),
        (["sequence", "C4", "-o", "x.wav", "--gate", "nan"], "gate is nan; use 0.01 to 1"),
        (["sequence", "C4", "-o", "x.wav", "--step", "inf"], "step is inf; use 0.01 to 600"),
        (["morph", "C4", "-o", "x.wav", "--step", "0"], "step is 0.0; use 0.01 to 600"),
        (["trajectory", "line", "-o", "x.wav", "--generations", "0"], "generations is 0; use 1 to 1000"),
        (["trajectory", "line", "-o", "x.wav", "--seconds", "nan"], "seconds of all rounds is nan; use 0.1 to 3600"),
        (["trajectory", "line", "-o", "x.wav", "--size", "nan"], "size is nan; use 0 to 2"),
        (["trajectory", "circle", "-o", "x.wav", "--turns", "inf"], "turns is inf; use -1000 to 1000"),
        (["map", "here", "-o", "x.wav"], "write X,Y"),
        (["map", "nan,1", "-o", "x.wav"], "write X,Y"),
        (["map", "-o", "x.wav", "--step", "nan"], "step is nan; use 0.01 to 600"),
        (["midi", "{song}", "-o", "x.wav", "--transpose", "nan"], "transpose is nan; use -127 to 127"),
        (["map", "-o", "x.wav", "--by", "age"], "use one of octave, pitch_class, dynamics, instrument"),
        (["map", "-o", "x.wav", "--at", "flute"], "fix other labels, or show another one"),
        (["map", "-o", "x.wav", "--at", "C4 mf"], "these points lie on one line"),
        (["midi", "{song}", "-o", "x.wav", "--instrument", "violin"], "write PART=NAME"),
        (["midi", "{song}", "-o", "x.wav"], "give another file"),
        (["reconstruct", "{song}", "-o", "x.wav"], "give a WAV, FLAC"),
        (["reconstruct", "{song}", "{song}", "-o", "x.wav"], "name a folder with --output"),
        (["sequence", "C4", "-o", "x.wav", "--voices", "0"], "voices is 0; use 1 to 64"),
    ],
)
def test_what_cannot_be_done_says_what_to_change(render: Run, tmp_path: Path, arguments: list[str], told: str) -> None:
    (tmp_path / "song.mid").write_bytes(b"no song")
    given = [argument.format(song=tmp_path / "song.mid") for argument in arguments]
    given = [str(tmp_path / argument) if argument.endswith(("x.wav", "x.mp3")) else argument for argument in given]
    assert told in render(*given, ok=False).output
    assert [path.name for path in tmp_path.iterdir()] == ["song.mid"]


def test_the_sound_of_a_held_out_note_is_hardly_farther_from_it_than_its_frames() -> None:
    model = checkpoint.load(checkpoint.find(checkpoint.DEFAULT, checkpoint.installed()))
    analysis = model.config.analysis
    y, sr = read(FIXTURES / "held_out" / "Trumpet__063__ff__iowa.flac", model)
    y = y[: sr // 2]
    z = encode(model, y, sr, HOP)
    centres = (np.arange(len(z)) + 1) * HOP
    sound, _ = play(Instrument(model, sr, 1), through_hops(z, model.config, sr, HOP), len(z) * HOP, BLOCK)
    with torch.inference_mode():
        decoded = model.decode_signal(torch.from_numpy(z)).numpy()
    recorded = analysis.frames(y, sr, centres)
    lsd = [np.sqrt(np.square(frames - recorded).mean(axis=1)).mean() for frames in (decoded, analysis.frames(sound, sr, centres))]
    assert lsd[1] < 1.15 * lsd[0]


def test_two_processes_give_the_samples_of_one(render: Run, tmp_path: Path) -> None:
    given = ("--quality", "studio", "--no-figure", "--step", 0.2, "--encoding", "float")
    for cores in (1, 2):
        render("sequence", "C4", "E4 f", "A4", "-o", tmp_path / f"{cores}.wav", *given, "--cores", cores)
    assert (tmp_path / "1.wav").read_bytes() == (tmp_path / "2.wav").read_bytes()
