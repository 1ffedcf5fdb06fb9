"""The deck writer: a slide scene becomes a native PowerPoint file.

:func:`reports.writers.pptx.writer.write` is the entrance. Parts are composed as text; python-pptx
holds them together as a package (relationships, content types).
"""
