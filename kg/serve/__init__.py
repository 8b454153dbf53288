"""A graph's file in, a web server out: a SPARQL endpoint that only reads, and pages for people who never write SPARQL."""
