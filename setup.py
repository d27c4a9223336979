"""Install the explorer: its packages, and the shipped data inside `geo`. All else is in pyproject.toml."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["geo*", "pages*"]), "geo.data"],
    package_dir={"geo.data": "data"},
    package_data={"": ["**/*.html", "**/*.css", "**/*.js", "**/*.po"], "geo.data": ["**/*"]},
)
