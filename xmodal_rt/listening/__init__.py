"""The listening process: the ear and its note tracker."""
