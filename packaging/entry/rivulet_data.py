"""The program that looks after the conversations from a terminal."""

from core.frozen import begin_packed

if not begin_packed():
    from core.data_cli import main

    main()
