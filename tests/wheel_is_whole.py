"""Run by `make wheel` with the wheel installed and the checkout out of sight: is everything in it that is needed?"""

import sys
from importlib.metadata import version
from importlib.resources import files

NEEDED = {
    "bot": [
        "files/sample/roster.csv",
        "files/sample/coproduction-plan.toml",
        "files/sample/clinic-series-roster.csv",
        "files/sample/clinic-series-plan.toml",
    ],
    "bot.web": ["templates/base.html", "static/convener.css", "static/tokens.css"],
    "bot.demo": [
        "live/tour.toml",
        "live/templates/page.html",
        "live/templates/blocks/blocks.html",
        "live/static/live.js",
        "live/static/keeping.js",
    ],
    "integrations": ["sandbox/contracts/methods.json", "sandbox/contracts/NOTICE"],
    "scheduler": ["in_process.py"],
}

for package, names in NEEDED.items():
    home = files(package)
    if "site-packages" not in str(home):
        sys.exit(f"{package} does not come from the wheel")
    if missing := [name for name in names if not home.joinpath(name).is_file()]:
        sys.exit(f"The wheel lacks {', '.join(missing)} of {package}.")
if not version("convener"):
    sys.exit("The wheel has no version.")
