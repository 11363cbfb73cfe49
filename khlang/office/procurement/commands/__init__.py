"""Every write of procurement: requisitions, orders and contracts, amendments, guarantees."""
