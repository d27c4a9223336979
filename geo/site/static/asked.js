// An address with words may ask for another view than the page opens with: its picture of that one is not shown.
if (location.search.length > 1 || location.hash.startsWith("#?")) document.documentElement.classList.add("asked");
