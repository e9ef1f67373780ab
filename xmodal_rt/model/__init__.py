"""What a checkpoint is: frame, vocabulary, files."""
