"""How the calculator is served: gunicorn keeps the processes, waitress the connections, and both are bounded here."""
