"""SARIF logs held against the official schema, and what the schema does not say."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

import jsonschema  # type: ignore[import-untyped]

from tests.judges import SARIF, need


def complaints(log: Any) -> list[str]:
    """What the schema (OASIS, SARIF 2.1.0 plus errata 01) has against a log."""
    need("sarif")
    schema = json.loads(SARIF.read_text(encoding="utf-8"))
    return [error.message for error in jsonschema.Draft4Validator(schema).iter_errors(log)]


def sound(text: str) -> dict[str, Any]:
    """The one run of a log that has nothing against it."""
    log = json.loads(text)
    assert complaints(log) == []
    [run] = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted(set(rules))
    assert {result["ruleId"] for result in run["results"]} == set(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert len(result["locations"]) == 1
    prints = [json.dumps(result["partialFingerprints"]) for result in run["results"]]
    assert len(set(prints)) == len(prints)
    return dict(run)


def places(run: dict[str, Any]) -> list[tuple[str, str, int, int]]:
    """Rule, file, line and column of every result; 0 for a file as a whole."""
    found = []
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        region = place.get("region", {"startLine": 0, "startColumn": 0})
        uri = unquote(place["artifactLocation"]["uri"])
        found.append((result["ruleId"], uri, region["startLine"], region["startColumn"]))
    return found
