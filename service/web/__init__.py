"""The page of a plan: one self-contained HTML file with a map, a timeline and the lists."""
