"""The commands, each with its example: ``python -m geo``."""

import typer

from geo.cli.fetch import fetch
from geo.cli.files import export
from geo.cli.import_plan import import_plan
from geo.cli.layers import summarise, synth
from geo.cli.match import match
from geo.cli.places import regions_build, regions_ground, regions_world
from geo.cli.plans import plans
from geo.cli.tables import check, datapackage, table

EXAMPLE = "Example: python -m geo "

app = typer.Typer(
    help="Check, read and convert a crisis response plan.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("import-plan", epilog=EXAMPLE + "import-plan page.html --out review")(import_plan)
app.command("match", epilog=EXAMPLE + "match 3w-june.xlsx --aliases aliases.csv")(match)
app.command("fetch", epilog=EXAMPLE + "fetch dtm --out dtm.json")(fetch)
app.command("check", epilog=EXAMPLE + "check --plan mli-2023-2024 --lang fr")(check)
app.command("table", epilog=EXAMPLE + "table --view 'sector=shelter&basis=zone' --format csv")(table)
app.command("plans", epilog=EXAMPLE + "plans --out plans.csv")(plans)
app.command("export", epilog=EXAMPLE + "export --to png --view 'measure=unmet' --lang fr map.png")(export)
app.command("datapackage", epilog=EXAMPLE + "datapackage")(datapackage)
app.command("summarise", epilog=EXAMPLE + "summarise 'tracks/*.parquet' --layer transhumance --by region,month")(
    summarise
)
app.command("synth", epilog=EXAMPLE + "synth tracks.parquet --years 2017-2024 --seed 1")(synth)

regions = typer.Typer(help="Build the shapes of the regions.", no_args_is_help=True)
regions.command("build", epilog=EXAMPLE + "regions build tcd_admbnda_adm1.zip --country TCD")(regions_build)
regions.command("ground", epilog=EXAMPLE + "regions ground natural-earth/")(regions_ground)
regions.command("world", epilog=EXAMPLE + "regions world countries-50m.json")(regions_world)
app.add_typer(regions, name="regions")
