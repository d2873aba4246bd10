"""Makes the invented figures of the published schemes: `python -m tools.generate gansu-2019`, or all of them without a name.

Nothing real is in them: places, units and people are numbered, and every scheme that uses them says `synthetic: true`.
The same scheme always gives the same bytes, on any machine: each subject draws its own figures from a generator seeded
with its name, and nothing but sums, products and roundings of uniform numbers is used. tests/schemes compares the files.
"""
