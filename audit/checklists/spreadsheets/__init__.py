"""A checklist as the sheets of a workbook, for people who think in tables; both ways, without loss."""
