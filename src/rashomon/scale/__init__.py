"""The only place that knows of processes and machines."""
