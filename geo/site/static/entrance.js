// The way in: the reader's language, where the browser says it is French.
"use strict";
location.replace(`${(navigator.language || "en").toLowerCase().startsWith("fr") ? "fr" : "en"}/index.html${location.search}`);
