"""What is made of pages: write those that programs make, build the site, and look at it."""
