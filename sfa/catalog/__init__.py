"""What we sell: products, price books, taxes."""
