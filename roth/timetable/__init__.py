"""What a site has made of the limits: its own numbers, its way of counting, and the days that are not worked."""
