"""The map in the browser: the style of a view, the shapes as a script, and the scripts and style sheet that paint them."""
