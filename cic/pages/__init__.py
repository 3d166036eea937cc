"""Pages as values: tables, facts and charts, made once and handed to any renderer."""
