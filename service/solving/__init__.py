"""Problems of VROOM over HTTP: solved at once, nothing is kept."""
