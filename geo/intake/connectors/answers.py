"""The answers of services as flat records: DTM and HAPI have them so, FTS nests who gave and for what."""

from __future__ import annotations

from typing import Any

_LISTS = ("result", "results", "data", "flows", "records")


def records_of_answer(answer: Any, service: str) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON
    """Return the records of an answer, wherever its list stands; those of FTS are made flat."""
    found = _list(answer)
    return [_flow(r) for r in found] if service.startswith("fts") else found


def _list(answer: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON
    if isinstance(answer, list):
        return [r for r in answer if isinstance(r, dict)]
    if isinstance(answer, dict):
        for name in _LISTS:
            if name in answer:
                return _list(answer[name])
    return []


def next_page(answer: Any) -> str | None:  # noqa: ANN401 - JSON
    """Return the address of the next page that an answer names; None at the last one."""
    meta = answer.get("meta") if isinstance(answer, dict) else None
    link = meta.get("nextLink") if isinstance(meta, dict) else None
    return link if isinstance(link, str) and link else None


def _flow(record: dict[str, Any]) -> dict[str, Any]:
    """Make one FTS flow flat, under the names of its CSV export."""

    def names(side: str, kind: str) -> str:
        objects = record.get(f"{side}Objects")
        own = objects if isinstance(objects, list) else []
        return ", ".join(str(o.get("name", "")) for o in own if isinstance(o, dict) and o.get("type") == kind)

    return {
        "id": record.get("id"), "date": record.get("date"), "amountUSD": record.get("amountUSD"),
        "srcOrganization": names("source", "Organization"), "destOrganization": names("destination", "Organization"),
        "destPlan": names("destination", "Plan"),
        "destGlobalClusters": names("destination", "GlobalCluster") or names("destination", "Cluster"),
        "destLocations": names("destination", "Location"), "boundary": record.get("boundary"),
        "status": record.get("status"), "flowType": record.get("flowType"),
    }  # fmt: skip
