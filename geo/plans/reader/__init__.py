"""The reader of a plan's published page: lines, their kinds, the plan they tell, its places, and its tables."""
