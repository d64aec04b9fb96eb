"""Who may do what. Every page and every API call asks here; nothing else decides."""
