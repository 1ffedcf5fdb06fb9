"""The deck writer: a slide scene becomes a native PowerPoint file.

:func:`reports.writers.pptx.writer.write` is the entrance. Parts are composed as text and
put together in :mod:`reports.writers.pptx.assembly`.
"""
