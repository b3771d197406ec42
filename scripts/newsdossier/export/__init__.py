"""Files for other programs: twins, tables, annotations, ninjs, JSON-LD, feeds."""
