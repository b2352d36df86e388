"""In and out: workbooks that offices hand in, checked row by row, carried out, and undone."""
