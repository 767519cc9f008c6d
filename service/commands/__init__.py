"""The commands of `earlybird`, one per file. What a command needs is imported when it runs."""
