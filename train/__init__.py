"""From recorded notes to a checkpoint: config → sources → prepare → models → fit → evaluate → export."""
