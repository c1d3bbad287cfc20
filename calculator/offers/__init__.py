"""AWS's bulk price list files, read and mapped into prices of our own dimensions."""
