package scenario

import (
	"faultlab/core/byzantine"
	"faultlab/core/protocol"
)

// Builtin lists the protocols that come with the laboratory, in the order of
// the lecture.
func Builtin() []*protocol.Spec {
	return []*protocol.Spec{&byzantine.OralMessages}
}
