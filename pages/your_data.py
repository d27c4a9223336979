"""Your data: a plan's published page to its tables, reviewed with the evidence, then on the map and in files."""

from pages.parts import import_review, importing, page_frame, session

t = session.words()

page_frame.heading(t("Your data"), t("From a plan’s published page to tables, maps and files"))
page_frame.sentence(t("What you bring stays in the memory of this session: nothing is stored or sent anywhere."))
importing.ask()
page = importing.current()
if page is not None:
    import_review.show(page)
