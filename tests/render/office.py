"""A LibreOffice that is kept running and does what it is asked: a program of its own, for a Python
that has ``uno``.

``office.py SOFFICE PROFILE``: each line of its input is a job in JSON, each line of its output says
what went wrong with one, as JSON too, and is empty when nothing did. A job opens ``deck`` and saves
it as ``target`` by ``filter``, with ``data`` for that filter. With ``paragraph`` (old, new) the
paragraph that says the one says the other, and with ``number`` (shape, row, column, number) one
number of a chart is changed before that.
"""

import contextlib
import json
import os
import pathlib
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

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
    for _ in range(PATIENCE * 10):
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if office.poll() is not None:
                raise SystemExit("LibreOffice ended before it answered") from None
            time.sleep(0.1)
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
    raise LookupError(f"no paragraph says {old!r}")


def set_number(document, name, row, column, number):
    for shape in shapes(document):
        if shape.Name == name:
            data = shape.Model.getData()
            rows = [list(values) for values in data.getData()]
            rows[row][column] = number
            data.setData(tuple(map(tuple, rows)))
            return
    raise LookupError(f"no chart is called {name!r}")


def done(found, job):
    """Do one job."""
    address = pathlib.Path(job["deck"]).as_uri()
    document = found.loadComponentFromURL(address, "_blank", 0, (option("Hidden", True),))
    if document is None:
        raise ValueError(f"LibreOffice cannot open {job['deck']}")
    try:
        if "paragraph" in job:
            replace(document, *job["paragraph"])
        if "number" in job:
            set_number(document, *job["number"])
        data = tuple(option(name, value) for name, value in job.get("data", {}).items())
        saved = (
            option("FilterName", job["filter"]),
            option("FilterData", uno.Any("[]com.sun.star.beans.PropertyValue", data)),
        )
        document.storeToURL(pathlib.Path(job["target"]).as_uri(), saved)
    finally:
        document.close(True)


def main(soffice, profile):
    pipe = f"briefpack{os.getpid()}"
    office = subprocess.Popen(
        [
            soffice,
            f"-env:UserInstallation={pathlib.Path(profile).as_uri()}",
            *("--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        found = desktop(pipe, office)
        for line in sys.stdin:
            try:
                done(found, json.loads(line))
                print("", flush=True)
            except Exception as error:
                print(json.dumps(f"{type(error).__name__}: {error}"), flush=True)
        with contextlib.suppress(DisposedException):
            found.terminate()
        office.wait(PATIENCE)
    finally:
        if office.poll() is None:
            office.kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
