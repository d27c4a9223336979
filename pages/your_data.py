"""Your data: a plan's published page to its tables, reviewed with the evidence, then on the map and in files."""

from pages.parts import editing, figures_page, import_review, importing, page_frame, session

t = session.words()

page_frame.heading(t("Your data"), t("Your tables and a plan’s published page: to maps and files"))
if editing.may_edit():
    editing.show()
else:
    page_frame.sentence(t("What you bring stays in the memory of this session: nothing is stored or sent anywhere."))
figures_page.show()
page_frame.part(t("A plan’s published page"))
importing.ask()
page = importing.current()
if page is not None:
    import_review.show(page)
