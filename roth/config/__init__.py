"""Settings, URLs, templates and system checks: how the parts are put together, and none of the parts."""
