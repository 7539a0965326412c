package lab

// What tests hold the wire's version to.
type RunResponse = runResponse

var (
	EventBytes = eventBytes
	Unsaid     = int32(unsaid)
)
