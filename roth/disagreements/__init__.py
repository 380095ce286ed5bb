"""When somebody disagrees with a conference: dissent taken further, and complaints. The decision stands meanwhile."""
