"""A checkpoint as one TorchScript file that nn~ opens in Max and Pure Data."""
