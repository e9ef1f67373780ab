"""What `train.evaluate` is made of: each module measures one thing."""
