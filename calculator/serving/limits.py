"""What one client may take of a worker: time, room and connections."""

# A connection that says nothing, at its start or between two requests.
IDLE_SECONDS = 5.0
# A trusted proxy keeps connections for its visitors, commonly for a minute, and should be the one that ends them.
PROXY_IDLE_SECONDS = 75.0
# A whole request, head and body, from its first byte; and an answer, until the client has taken it.
REQUEST_SECONDS = 8.0
ANSWER_SECONDS = 10.0
# A client that is at least this fast has the time that its bytes take on top.
BYTES_PER_SECOND = 64 * 1024
# Whoever was refused may finish speaking, so that the refusal is read and not lost in a reset.
REFUSED_SECONDS = 2.0
# A worker that stops keeps idle connections open this long, for requests that are on their way already.
STOPPING_SECONDS = 3.0

# Connections of one worker; then whoever has kept it waiting longest makes room for the next.
CONNECTIONS = 512

# Spreadsheets send up to 2,048 characters; the rest is room for scripts.
LINE_BYTES = 8190
HEAD_BYTES = 64 * 1024
HEADERS = 100
# Twice what the application reads: what is a little too long is refused by it, in the format of the surface.
BODY_BYTES = 2 * 1024 * 1024
# Of a table, the same of what the application reads of one.
TABLE_BYTES = 48 * 1024 * 1024
# So much of an answer waits for its client, on disk from a megabyte on: a whole table, so that a client that stops
# reading holds no thread.
WAITING_BYTES = 256 * 1024 * 1024
