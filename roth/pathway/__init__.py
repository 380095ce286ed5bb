"""Episodes and their steps from referral to pathway decision, with their clocks."""
