"""The PDF writer: any scene becomes a tagged PDF.

:func:`reports.writers.pdf.writer.write` is the entrance. reportlab is imported with
:mod:`reports.writers.pdf.canvas`, when the first file is written.
"""
