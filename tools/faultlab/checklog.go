package main

func checkLogCommand(c *context, args []string) int { return exitUsage }
