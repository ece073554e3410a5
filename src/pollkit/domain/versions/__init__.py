"""From one version of an instrument to the next, while people are answering it."""
