"""Rules on written decks, for what schema validators do not see: accessibility and density.

A deck is read as a package of XML parts (:mod:`reports.deckcheck.package`), by lxml alone and
without the library that packed it, into slides of shapes, texts, tables and charts
(:mod:`~reports.deckcheck.deck`). Size, colour and language are what PowerPoint would show, after
inheritance (:mod:`~reports.deckcheck.cascade`). Rules (:mod:`~reports.deckcheck.rule`) look at
these; :mod:`~reports.deckcheck.judge` puts a file before all of them.
"""
