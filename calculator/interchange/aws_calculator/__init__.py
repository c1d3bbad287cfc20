"""Exports of the AWS Pricing Calculator, JSON and CSV: its lines, what they say, and its own figures."""
