"""The explorer as a folder of files: it computes nothing, every figure is one that the app shows."""

from geo.site.build import SiteOrder, build_site, refuse_incomplete, site_of
from geo.site.folder import changed_in_site, refuse_foreign, write_site, zip_site
from geo.site.view_set import batches, views_of

__all__ = [
    "SiteOrder", "batches", "build_site", "changed_in_site", "refuse_foreign", "refuse_incomplete", "site_of",
    "views_of",
    "write_site", "zip_site",
]  # fmt: skip
