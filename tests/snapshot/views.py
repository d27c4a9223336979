"""The sixty views of a snapshot: together they use every choice that a reader has."""

VIEWS = (
    # every measure as it opens, a region chosen
    "",
    "region=mopti",
    "measure=required&classes=quantile&show=fills",
    "measure=confirmed&classes=equal&show=fills",
    "measure=unmet&region=menaka",
    "measure=coverage",
    "measure=idps&region=tombouctou",
    "measure=population&classes=jenks&show=fills",
    "measure=food_insecure",
    "measure=food_insecure_share",
    "measure=unmet_per_idp",
    "measure=mismatch",
    # ways to split, bases, surplus, weights
    "measure=unmet&split=idps",
    "measure=unmet&split=population",
    "measure=unmet&split=custom&weights=mopti:3,tombouctou:1,gao:0.5",
    "measure=required&split=idps&basis=zone",
    "measure=confirmed&split=population&basis=zone",
    "measure=coverage&basis=zone&region=gao",
    "basis=zone",
    "basis=zone&sector=protection,displacement-tracking",
    "measure=unmet&surplus=pooled",
    "measure=coverage&surplus=pooled&split=idps",
    "measure=unmet&basis=zone&surplus=pooled&split=population&region=segou",
    "measure=unmet_per_idp&split=idps&basis=zone",
    # objectives and sectors
    "objective=1",
    "objective=2&measure=unmet",
    "objective=3&measure=required",
    "objective=4&measure=coverage",
    "objective=1,2&measure=confirmed&split=population",
    "sector=shelter",
    "sector=cccm&measure=coverage",
    "sector=mhpss&measure=unmet&region=kidal",
    "sector=peacebuilding,stabilization&measure=unmet&split=idps",
    "sector=durable-solutions",
    "sector=disaster-prevention,preparedness&measure=required",
    "sector=protection&measure=unmet",
    "sector=shelter,cccm,displacement-tracking&measure=unmet&basis=zone",
    # older areas and days
    "areas=2016",
    "areas=2016&measure=unmet&region=mopti",
    "areas=2012&measure=coverage&basis=zone",
    "areas=2012&measure=idps&date=2023-04-30",
    "areas=2016&measure=mismatch&split=population",
    "areas=2012&measure=food_insecure_share&date=2022-12-31",
    "measure=idps&date=2022-07-31&classes=days&show=fills",
    "measure=food_insecure&date=2023-02-15",
    "measure=unmet&date=2024-01-12",
    # a what-if
    "measure=unmet&scenario=shelter:1000000",
    "measure=coverage&scenario=shelter:500000,mhpss:250000.5,protection:-400000&split=idps&region=bandiagara",
    # need beside response, shares
    "measure=mismatch&need=food_insecure&split=idps",
    "measure=mismatch&need=food_insecure_share&against=sectors",
    "measure=mismatch&need=population&basis=zone",
    "measure=mismatch&against=sectors&date=2023-04-30",
    "measure=idps&share=mopti,bandiagara,douentza,segou",
    # plans that are known by their header, and one of a country without shapes
    "plan=mli-2020&measure=idps",
    "plan=mli-2021&measure=population&areas=2012",
    "plan=mli-2022&measure=food_insecure",
    "plan=mli-2025-2026&measure=food_insecure_share&region=gao",
    "plan=sql-2024",
    "plan=sql-2024&measure=unmet&basis=zone&surplus=pooled&region=birch",
    "plan=sql-2024&measure=coverage&sector=food&scenario=food:100000",
)
"""The sixty views, as in an address without its language."""

PAIRS = (
    ("measure=unmet", "measure=idps"),
    ("measure=unmet", "measure=unmet&split=idps"),
    ("measure=idps&date=2023-04-30", "measure=idps"),
)
"""Views of which two maps stand side by side."""
