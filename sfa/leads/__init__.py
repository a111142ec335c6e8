"""People and companies who may become customers."""
