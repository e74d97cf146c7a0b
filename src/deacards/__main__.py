"""`python -m deacards`: the same program as `deacards`."""

import sys

from deacards.cli.main import main

sys.exit(main())
