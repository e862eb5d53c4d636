"""What the tests are helped by: workbooks in small, and patches of pages."""
