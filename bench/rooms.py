"""How well rooms are drawn, beside peers and proved bounds: the same as `convener rooms bench`."""

import sys

from bot.cli import main

if __name__ == "__main__":
    sys.argv[1:1] = ["rooms", "bench"]
    main()
