"""Rehearsals: the months ahead lived on a copy, by the same rules, with doors outside that only write down."""
