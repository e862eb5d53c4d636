"""What a server adds to the app."""
