"""EarlyBird for people: the command line, the pages and the web service."""
