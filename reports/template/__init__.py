"""Templates: an organization's own PowerPoint file, opened, judged, read and dressed in.

``container`` and ``package`` open the file, ``vetting`` decides what of it is carried over,
``deckfile`` reads masters, layouts and placeholders, and ``dressing`` makes of them a master and a
theme that decks are laid out in.
"""
