"""The layers of the map, one module a kind of measure: each composes a `MapLayer` from a view and the data."""
