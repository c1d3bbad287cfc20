"""The pages of estimates: making one, its lines, versions, files, links and commitments."""
