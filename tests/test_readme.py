"""What README.md says is so: the address table, the commands, the links."""

import re
from pathlib import Path

from xmodal_rt.cli import main
from xmodal_rt.osc.address_page import render
from xmodal_rt.osc.addresses import targets

README = Path("README.md").read_text()


def test_the_address_table_is_the_generated_one() -> None:
    shown = README.split("<!-- addresses:begin -->")[1].split("<!-- addresses:end -->")[0]
    assert shown.strip() == render("markdown").strip(), "replace it by what `xmodal-rt addresses --format markdown` prints"


def test_every_command_exists_with_its_options() -> None:
    named = set(re.findall(r"(?:xmodal-rt|make) (serve|train|evaluate|info|addresses|devices|bench|render|transcribe)\b", README))
    assert named
    assert named <= set(main.commands)
    within = [command for group in main.commands.values() for command in getattr(group, "commands", {}).values()]
    parameters = [parameter for command in (*main.commands.values(), *within) for parameter in command.params]
    options = {option for parameter in parameters for option in (*parameter.opts, *parameter.secondary_opts)}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", README)) - {"--editable", "--send", "--load"} <= options  # of other programs


def test_every_linked_file_exists() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not Path(link).exists()] == []


def test_the_messages_of_the_examples_are_in_the_table() -> None:
    addresses = re.findall(r"oscsend 127\.0\.0\.1 9000 (\S+)", README)
    assert addresses
    for address in addresses:
        assert targets(address, voices=16, coordinates=32)
