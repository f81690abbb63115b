"""Where documents are published: what a source is, which links it holds, which addresses may be asked, what an answer means.

Pure functions over what was fetched. How it is fetched, kept and retried is in ``pipelines.sources``.
"""
