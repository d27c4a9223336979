"""Places: the regions of a country in every vintage, their names and codes, and the base map around them.

Builds the files of shapes too. Knows no plan and no figure but the census population of a region.
"""

# fmt: off
from geo.places.basemap import BASEMAP_LAYERS, Basemap
from geo.places.build_basemap import build_basemap_files
from geo.places.build_boundaries import build_boundary_files
from geo.places.build_country import build_country_files, country_of_boundaries
from geo.places.build_world import EQUAL_EARTH, build_world_file
from geo.places.cercles import Cercles, no_cercles
from geo.places.country import HOME_COUNTRY, Country, country_folder, read_country
from geo.places.gazetteer import REGION, ZONE, Gazetteer, Hit
from geo.places.place_index import (
    CERCLE_LEVEL, REGION_LEVEL, Place, PlaceIndex, fold_place, index_places, without_kind,
)
from geo.places.regions import Regions, read_region_tables, regions_without_shapes
from geo.places.world import World, empty_world, load_world

__all__ = [
    "BASEMAP_LAYERS", "CERCLE_LEVEL", "EQUAL_EARTH", "HOME_COUNTRY", "REGION", "REGION_LEVEL", "ZONE", "Basemap",
    "Cercles", "Country", "Gazetteer", "Hit", "Place", "PlaceIndex", "Regions", "World", "build_basemap_files",
    "build_boundary_files", "build_country_files", "build_world_file", "country_folder", "country_of_boundaries",
    "empty_world", "fold_place", "index_places", "load_world", "no_cercles", "read_country", "read_region_tables",
    "regions_without_shapes", "without_kind",
]
# fmt: on
