"""What the panel is told of a model."""

import json
import shutil
from pathlib import Path

from xmodal_rt.model import checkpoint
from xmodal_rt.synthesis.instrument import Instrument
from xmodal_rt.web.page_files import FOLDER
from xmodal_rt.web.places import prepare


def test_the_panel_is_told_the_name_that_the_model_gives_itself_whatever_its_folder_is_called(tone_folder: Path, tmp_path: Path) -> None:
    # The panel loads itself anew while /info.reply tells another name.
    renamed = shutil.copytree(tone_folder, tmp_path / "renamed")
    for instrument in (None, Instrument(checkpoint.load(renamed), 48000, voices=4)):
        told = json.loads(prepare(renamed, 4, instrument)[f"{FOLDER}panel.json"].body)
        assert (told["name"], told["voices"]) == ("tone", 4)
