"""One module for each thing a person does; the same for window and command line."""
