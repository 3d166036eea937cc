"""What workbooks and documents of office suites are made of."""
