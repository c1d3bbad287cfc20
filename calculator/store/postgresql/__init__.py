"""Django's PostgreSQL, whose statements end in time even when the server has stopped and says nothing."""
