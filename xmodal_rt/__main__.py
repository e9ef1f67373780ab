"""``python -m xmodal_rt`` is the command ``xmodal-rt``, for those who start it otherwise, such as torchrun."""

from xmodal_rt.cli import main

if __name__ == "__main__":
    main()
