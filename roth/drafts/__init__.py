"""What was typed and not yet saved. It outlives a session and a browser, and only its writer is offered it."""
