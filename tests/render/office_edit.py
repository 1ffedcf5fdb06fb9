"""Edits a deck in LibreOffice and saves it: a program of its own, for a Python that has ``uno``.

``office_edit.py SOFFICE PROFILE DECK SAVED [OLD NEW SHAPE ROW COLUMN NUMBER]``: the paragraph
``OLD`` becomes ``NEW``, one number of the chart ``SHAPE`` becomes ``NUMBER``, and the deck is saved
as PowerPoint 2007 under ``SAVED``. Without edits it is only saved.
"""

import contextlib
import os
import pathlib
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

FILTER = "Impress MS PowerPoint 2007 XML"
PATIENCE = 120


def option(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def desktop(pipe, office):
    """The desktop of the office behind ``pipe``, once it answers."""
    here = uno.getComponentContext()
    name = "com.sun.star.bridge.UnoUrlResolver"
    resolver = here.ServiceManager.createInstanceWithContext(name, here)
    for _ in range(PATIENCE * 4):
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if office.poll() is not None:
                raise SystemExit("LibreOffice ended before it answered") from None
            time.sleep(0.25)
        else:
            return there.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", there
            )
    raise SystemExit("LibreOffice does not answer")


def shapes(document):
    for n in range(document.DrawPages.Count):
        page = document.DrawPages.getByIndex(n)
        for m in range(page.Count):
            yield page.getByIndex(m)


def replace(document, old, new):
    """Put ``new`` where a paragraph says ``old``, keeping its format."""
    for shape in shapes(document):
        if not shape.supportsService("com.sun.star.drawing.Text"):
            continue
        paragraphs = shape.Text.createEnumeration()
        while paragraphs.hasMoreElements():
            paragraph = paragraphs.nextElement()
            if paragraph.getString() == old:
                paragraph.setString(new)
                return
    raise SystemExit(f"no paragraph says {old!r}")


def set_number(document, name, row, column, number):
    for shape in shapes(document):
        if shape.Name == name:
            data = shape.Model.getData()
            rows = [list(values) for values in data.getData()]
            rows[row][column] = number
            data.setData(tuple(map(tuple, rows)))
            return
    raise SystemExit(f"no chart is called {name!r}")


def main(soffice, profile, deck, saved, *edits):
    pipe = f"briefpack{os.getpid()}"
    office = subprocess.Popen(
        [
            soffice,
            f"-env:UserInstallation={pathlib.Path(profile).resolve().as_uri()}",
            *("--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        found = desktop(pipe, office)
        address = pathlib.Path(deck).resolve().as_uri()
        document = found.loadComponentFromURL(address, "_blank", 0, (option("Hidden", True),))
        if edits:
            old, new, name, row, column, number = edits
            replace(document, old, new)
            set_number(document, name, int(row), int(column), float(number))
        target = pathlib.Path(saved).resolve().as_uri()
        document.storeToURL(target, (option("FilterName", FILTER),))
        document.close(True)
        with contextlib.suppress(DisposedException):
            found.terminate()
        office.wait(PATIENCE)
    finally:
        if office.poll() is None:
            office.kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
