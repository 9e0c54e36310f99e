"""XLSForm workbooks to checklists: what our items and rules can say is taken, everything else is listed."""
