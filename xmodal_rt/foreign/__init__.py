"""TorchScript models of others, RAVE and its kin: looked through, tried apart, and played from their latents."""
