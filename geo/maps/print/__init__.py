"""The map on paper: figure, labels, legend, and the measuring of texts."""
