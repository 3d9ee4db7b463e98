"""`python -m helpers` is `course`."""

from helpers.cli import main

raise SystemExit(main())
