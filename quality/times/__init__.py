"""Times measured: sentences of ours with TIMEX3 values, as a value of the ledger should give them."""
