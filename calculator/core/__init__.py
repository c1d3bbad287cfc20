"""Vocabulary of the calculator: numbers, units, inputs, answers, errors. Imports no Django."""
