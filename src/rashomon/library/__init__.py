"""The library: articles brought in, kept with every version, grouped into stories, watched, and read as ledgers."""
