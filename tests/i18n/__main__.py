"""`python3 run.py translate`: bring the Korean catalogue up to date with the source and compile it."""

from __future__ import annotations

import sys

from tests.i18n.catalogue import FOLDER, read, release, write
from tests.i18n.extraction import texts


def main() -> int:
    """Returns 1 while texts lack a translation; they are printed."""
    path, found = FOLDER / "rivulet_ko.ts", texts()
    known = read(path)
    write(path, "ko", found, known)
    release(path, path.with_suffix(".qm"))
    missing = [text for text in found if not known.get((text.source, text.comment))]
    for text in missing:
        print(f"{text.place}: {text.source!r}")
    print(f"{len(found)} texts, {len(missing)} without a translation")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
