"""A page as its reader meets it: its options, links and lists, and what a press on them does."""

from lxml import html

from geo.core import split_query

PATHS = {"region": "region.py"}


def tree(test):
    """Return the HTML of a page as one tree."""
    return html.fromstring("<div>" + "".join(h.proto.body for h in test.get("html")) + "</div>")


def options(test, group):
    """Return the options of a group: label, address, whether it is chosen."""
    found = []
    for el in tree(test).xpath(f"//*[starts-with(@data-option, '{group}:')]"):
        radio = el.tag == "input"
        label = (el.getparent() if radio else el).text_content()
        on = el.get("checked") is not None if radio else el.get("aria-pressed") == "true"
        found.append((label.strip(), el.get("data-go"), on))
    return found


def groups(test):
    """Return the keys of a page's groups of options, in its order."""
    return list(dict.fromkeys(el.get("data-option").split(":")[0] for el in tree(test).xpath("//*[@data-option]")))


def chosen(test, group):
    return [label for label, _, on in options(test, group) if on]


def go(test, address):
    """Follow an address: the words of the view change, and the page too where it names one."""
    path, _, query = address.partition("?")
    test.query_params.clear()
    for name, text in split_query(query).items():
        test.query_params[name] = text
    if path.strip("/"):
        test.switch_page(f"{path.strip('/').replace('-', '_')}.py")
    return test.run()


def press(test, group, label):
    """Press an option of a group by its label."""
    (address,) = [address for text, address, _ in options(test, group) if text == label]
    return go(test, address)


def links(test):
    """Return the links of a page by their names in the page."""
    return {el.get("id"): el.get("href") for el in tree(test).xpath("//a[@id]")}


def follow(test, name):
    return go(test, links(test)[name])


def choice(test, name):
    """Return what a list offers: label, address, whether it is chosen."""
    found = tree(test).xpath(f"//select[@id='{name}']/option")
    return [(o.text_content(), o.get("value"), o.get("selected") is not None) for o in found]


def choose(test, name, label):
    (address,) = [address for text, address, _ in choice(test, name) if text == label]
    return go(test, address)


def switch(test, plan):
    """Choose another plan in the header, as the page's script does."""
    now = tree(test).xpath("//select[@id='plan']")[0].get("data-plan")
    test.query_params["plan"], test.query_params["fit"] = plan, now
    return test.run()
