"""Pure functions from PDF bytes to frames: no dagster, duckdb, great_expectations, clock or environment here."""
