"""Everything the explorer knows about plans, regions, money and maps, without a screen."""
