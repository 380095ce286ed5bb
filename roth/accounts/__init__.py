"""Sites, agencies, teams, users, memberships and sign-in. What a person may see is decided in `domain.access`."""
