"""Small honest programs that do a part of the work without deacards: what our times are held against.

Each is run as `python -m bench.floors.NAME FOLDER`, and prints how many CPU seconds its work took.
"""
