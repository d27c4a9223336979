"""Connectors: figures from services on the internet; each is off until a person switches it on, and asked on demand."""

# fmt: off
from geo.intake.connectors.asking import Fetched, fetch_records
from geo.intake.connectors.config import CONFIG, Connector, read_connectors

__all__ = ["CONFIG", "Connector", "Fetched", "fetch_records", "read_connectors"]
# fmt: on
