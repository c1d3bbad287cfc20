"""A question about commitments: which fleets run, what can be bought for them at the prices in force."""
