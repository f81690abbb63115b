"""What others load: SCDL, Popolo and the data package, made from frames of the published snapshot.

Nothing is defined or read anew here. What a format has a column for and the documents do not print stays empty.
"""
