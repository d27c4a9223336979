"""Layers of monitoring tools: their profiles, records placed and added up, small groups withheld, early warning."""
