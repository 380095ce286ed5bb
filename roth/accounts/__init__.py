"""Sites, agencies, teams, users, memberships and sign-in. What a person may see of a record is decided in `domain.access`."""
