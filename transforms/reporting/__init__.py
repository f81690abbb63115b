"""What people read: report models made from frames, and the templates that print them. No figure is defined here: the marts hold them."""
