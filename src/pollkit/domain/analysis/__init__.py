"""Results from counts alone."""
