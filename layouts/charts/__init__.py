"""How charts are laid out: scales, bars, lines and rings."""
