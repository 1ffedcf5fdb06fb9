"""The judges themselves: what happens where one is missing."""

from __future__ import annotations

import pytest

from tests import judges


def test_a_missing_judge_skips_here_and_fails_where_all_must_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert judges.missing("python3", "no-such-judge") == ["no-such-judge"]
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="missing: no-such-judge"):
        judges.need("no-such-judge")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="missing: no-such-judge"):
        judges.need("no-such-judge")
