"""Vocabulary of the calculator: numbers, units, inputs, estimates, errors. Imports no Django."""
