"""The program that asks from a terminal."""

from core.frozen import begin_packed

if not begin_packed():
    from core.cli import main

    main()
