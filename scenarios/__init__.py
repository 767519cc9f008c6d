"""Ready-made days to plan, and the generator of synthetic cities."""
