"""Running analysers: batches, workers, retries."""
