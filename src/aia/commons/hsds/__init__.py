"""Directories of services in the form of Open Referral HSDS 3.1: in, out, and the same again.

What the floor has a place for becomes something on the floor. All the rest of a package is kept
beside it as it came (`Kept`), shown where it helps, and given back on export: nothing is lost
silently. `reading` opens a package, `earlier` brings versions 1 and 2 to 3.1, `mending` finds
every defect, `floor` says what a service is on the floor, `actions` brings it in, `telling` gives
everything back, `writing` puts it into files.
"""
