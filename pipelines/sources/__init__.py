"""The configured sources: read, looked at, fetched politely, kept.

What a link or an answer means is in ``transforms.sources``. Imports of what talks to the network stand inside the functions that do.
"""
