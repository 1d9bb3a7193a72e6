"""A watch in a process of its own that looks without pause, to be killed: ``python -m tests.library.watching``."""

from __future__ import annotations

import json
import sys

from tests.library.sites import fetch

from rashomon.library.holdings import Added, Library
from rashomon.library.watches import Watch, WatchSettings
from rashomon.model.news import News


def main() -> None:
    """Watch a feed into a library, and print each article when it is on the disk, and the news."""
    place, feed = sys.argv[1:3]
    with Library.open(place) as library:
        watch = Watch(library, [feed], fetch, WatchSettings(every=0.0, share=0.0))
        while True:
            for item in watch.poll():
                if isinstance(item, Added):
                    version = item.version
                    text = version.article.text
                    print(json.dumps({"id": version.article.id, "version": version.version, "text": text}), flush=True)
                elif isinstance(item, News):
                    print(json.dumps({"news": item.words}), flush=True)
                else:
                    raise SystemExit(f"{item.uri}: {item.message}")
            if "--once" in sys.argv:
                return


if __name__ == "__main__":
    main()
