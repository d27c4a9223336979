"""How long a test waits for something that must come: long, for a busy machine is slow and no defect."""

SECONDS = 180
