"""Live data: pulls the rows of datasets from where they come from. Used by ``refresh`` alone."""
