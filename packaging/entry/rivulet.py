"""The program with the window."""

from core.frozen import begin_packed

if not begin_packed():
    from gui.__main__ import main

    main()
