"""The program that opens the core to this machine."""

from core.frozen import begin_packed

if not begin_packed():
    from core.serve.command import main

    main()
