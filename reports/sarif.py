"""SARIF: findings as a log for code scanning (OASIS, SARIF version 2.1.0 plus errata 01).

There is no clock, machine or absolute path of the repository in it, so that the same findings give
the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from reports.findings import CERTAIN, ERROR, Finding
from reports.meanings import MEANINGS
from reports.statuses import DIFFERS, FINDINGS, FINE
from reports.whereabouts import Spot, assumed, root, spot

VERSION = "2.1.0"
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "briefpack/v1"
"""Kind and version of our fingerprints (3.27.17)."""
RESULTS = 25_000
"""Results of one run that GitHub takes; it refuses a file with more."""
ROOT = "%SRCROOT%"
"""What relative addresses begin from: the root of the repository (3.4.4)."""

_CHANGING = re.compile(r"[0-9]+( days?)?")


def sarif(
    findings: Sequence[Finding],
    status: int,
    out: Path,
    *,
    meanings: Mapping[str, str] | None = None,
    home: str = "",
    failure: str = "",
) -> dict[str, Any]:
    """The log of one run, as data for JSON.

    ``status``: with which the command ends. ``out``: the folder of the documents. ``meanings``: a
    sentence for rules that :data:`MEANINGS` does not have. ``home``: a file that stands for what is
    in none, because code scanning wants a place for everything. ``failure``: why the run ended
    before it was done.
    """
    from reports import VERSION as OWN

    told = sorted(findings, key=lambda f: f.severity != ERROR)[:RESULTS]
    known = {**(meanings or {}), **MEANINGS}
    rules = sorted({finding.rule for finding in told})
    base = root()
    results = [_result(finding, rules, base, out, home) for finding in told]
    _fingerprint(results)
    notes = [failure] if failure else []
    if len(findings) > RESULTS:
        notes.append(f"and {len(findings) - RESULTS:,} more findings")
    described = [{"id": one, "shortDescription": {"text": known.get(one, one)}} for one in rules]
    return {
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [
            {
                "tool": {"driver": {"name": "briefpack", "version": OWN, "rules": described}},
                "invocations": [_invocation(status, notes)],
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }


def dump(log: dict[str, Any]) -> str:
    """A log as JSON in ASCII, which every encoding of a standard output holds."""
    return json.dumps(log, indent=1)


def _invocation(status: int, notes: Sequence[str]) -> dict[str, Any]:
    """How the run ended (3.20); it was not successful where not everything was looked at."""
    whole = status in (FINE, FINDINGS, DIFFERS)
    found: dict[str, Any] = {"executionSuccessful": whole, "exitCode": status}
    if notes:
        told = [{"level": ERROR, "message": {"text": note}} for note in notes]
        found["toolExecutionNotifications"] = told
    return found


def _result(
    finding: Finding, rules: Sequence[str], base: Path, out: Path, home: str
) -> dict[str, Any]:
    where = spot(finding, base, out)
    said = finding.said if where else f"{finding.place}: {finding.said}"
    if where is None and home:
        where = spot(Finding(finding.place._replace(file=home, line=0), "", "", ""), base, out)
    if where is None:
        where = assumed(finding.place.file, base)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": finding.severity,
        "message": {"text": said},
        "locations": [{"physicalLocation": _location(where)}],
    }
    if finding.certainty != CERTAIN:
        result["properties"] = {"certainty": finding.certainty}
    return result


def _location(where: Spot) -> dict[str, Any]:
    """A place in a file (3.29): an address below the root, or an absolute one for a file outside;
    without a region it is the file as a whole."""
    address = quote(os.fsencode(where.path), safe="/")
    artifact = {"uri": address, "uriBaseId": ROOT} if where.inside else {"uri": f"file://{address}"}
    if not where.line:
        return {"artifactLocation": artifact}
    region = {"startLine": where.line, "startColumn": where.column}
    return {"artifactLocation": artifact, "region": region}


def _fingerprint(results: Sequence[dict[str, Any]]) -> None:
    """Add what tells a result from others while lines move and days pass: rule, file, and what was
    found without its numbers; among those that are alike, their order."""
    seen: Counter[str] = Counter()
    for result in results:
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        said = _CHANGING.sub("#", result["message"]["text"])
        key = json.dumps([result["ruleId"], artifact["uri"], said])
        seen[key] += 1
        digest = hashlib.sha256(f"{key}{seen[key]}".encode()).hexdigest()
        result["partialFingerprints"] = {FINGERPRINT: digest[:32]}
