"""``python -m xmodal_rt`` is the command ``xmodal-rt``, for those who start it otherwise, such as torchrun."""

import os
import sys

from xmodal_rt.cli import main


def run() -> None:
    """Run the command; under torchrun, end without the interpreter's own end.

    gloo's threads outlive their group with tensors in their hands; one that lets go of them while the
    interpreter ends aborts the process (pytorch/pytorch pull request 179291), now and then.
    """
    try:
        main()
    except SystemExit as end:
        if "TORCHELASTIC_RUN_ID" not in os.environ or not isinstance(end.code, int):
            raise
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code)


if __name__ == "__main__":
    run()
