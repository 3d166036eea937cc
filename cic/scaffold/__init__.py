"""What `cic init` and `cic schema` write: new programmes, and the schemas of the files."""
