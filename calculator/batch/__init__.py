"""Tables of usages: columns are read and checked, grouped by what prices depend on, and priced as arrays."""
