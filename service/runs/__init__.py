"""Background searches: asked for over HTTP, done by workers, taken up again when one dies."""
