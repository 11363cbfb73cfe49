"""The pages of work by hand: the outage step by step, entering papers, the queue, the register, proof, paper stock, kits."""
