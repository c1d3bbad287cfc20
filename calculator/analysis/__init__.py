"""Questions over many estimates: alternatives, sweeps, crossovers."""
