"""What the bundle starts: the same as the command `bodymap`."""

import sys

from bodymap.__main__ import main

sys.exit(main())
