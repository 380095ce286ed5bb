"""The plan: pause, goals, actions, measures, and the plan in force."""
