"""How things look: the layout engine, and the YAML folders that tell it."""
