"""rashomon: several accounts of one event in, a ledger out. It shows evidence; it never rules on truth."""

from rashomon.version import VERSION

__version__ = VERSION
