"""The training of the quick network, which hears the newest samples: notes cut into scenes, and a fit on them."""
