"""The map in the browser: the style of a view, shapes as a script, and the scripts and style sheet that paint it."""
