"""The engine of the Task Master workbook: chapters in, a proven git history out."""
