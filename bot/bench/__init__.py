"""The seating engine beside its peers and beside proved bounds, recounted by code that shares nothing with it."""
