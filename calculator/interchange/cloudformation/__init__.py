"""Templates of CloudFormation, as people write them and as CDK and SAM make them."""
