"""The stories that each stage of the app must tell, over HTTP."""
