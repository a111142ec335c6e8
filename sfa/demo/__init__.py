"""A sample company on real addresses, built through imports and acts like any other store."""
