"""Preflight: our own rules on written PDFs, for what outside validators do not see.

A file is read back by pikepdf, which wrote no part of it, into pages of marks
(:mod:`reports.preflight.content`), a structure tree (:mod:`~reports.preflight.elements`) and
metadata (:mod:`~reports.preflight.packet`). Rules (:mod:`~reports.preflight.rule`) look at these;
:mod:`~reports.preflight.judge` puts a file before all of them.
"""
