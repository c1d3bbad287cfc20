"""Questions over many answers: alternatives, sweeps, crossovers."""
