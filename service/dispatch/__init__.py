"""Running days over HTTP: begun, told what happens, answered with calls and proposals."""
