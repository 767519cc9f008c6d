"""Who may do what: API keys, bearer tokens, roles and organisations."""
