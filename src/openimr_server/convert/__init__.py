"""Between rows or stored files and values."""
