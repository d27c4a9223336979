"""The usual Streamlit page with a folium map, a yardstick of `load.py`: shapes and colours sent anew in each run."""

import folium
import geopandas as gpd
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

SECTORS = (
    "shelter", "cccm", "protection", "mhpss", "peacebuilding", "stabilization", "durable-solutions",
    "disaster-prevention", "preparedness", "displacement-tracking",
)  # fmt: skip


@st.cache_data
def regions() -> gpd.GeoDataFrame:
    shapes = gpd.read_file("data/boundaries/cercles.geojson")
    return shapes.dissolve("region_2023").reset_index(names="slug")[["slug", "geometry"]]


@st.cache_data
def places() -> pd.DataFrame:
    return pd.read_csv("data/plans/mli-2023-2024/places.csv")


st.set_page_config(layout="wide")
asked = [s for s in st.query_params.get("sector", "").split(",") if s]
with st.sidebar:
    chosen = st.pills("Sector", SECTORS, selection_mode="multi", default=asked) or []
shown = places()[places()["sector"].isin(chosen or SECTORS)]
counts = shown.groupby("place")["sector"].nunique()
frame = regions().assign(n=lambda d: d["slug"].map(counts).fillna(0))
country = folium.Map(location=(17.4, -4), zoom_start=5, tiles=None)
folium.Choropleth(frame, data=frame, columns=["slug", "n"], key_on="feature.properties.slug").add_to(country)
folium.GeoJson(frame, tooltip=folium.GeoJsonTooltip(["slug", "n"])).add_to(country)
st_folium(country, key="map", returned_objects=["last_object_clicked"])
st.dataframe(frame[["slug", "n"]], hide_index=True)
