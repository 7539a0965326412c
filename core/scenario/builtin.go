package scenario

import (
	"faultlab/core/agreement"
	"faultlab/core/byzantine"
	"faultlab/core/byzantine/oralgraph"
	"faultlab/core/byzantine/signed"
	"faultlab/core/byzantine/vector"
	"faultlab/core/dependability"
	"faultlab/core/failures"
	"faultlab/core/multicast"
	"faultlab/core/protocol"
	"faultlab/core/replication"
	"faultlab/core/rpc"
	"faultlab/core/rpc/orphan"
	"faultlab/core/tmr"
	"faultlab/core/vsync"
)

// Builtin lists the protocols that come with the laboratory, in the order of
// the lecture.
func Builtin() []*protocol.Spec {
	return []*protocol.Spec{
		&dependability.Parts, &dependability.FromFaultToFailure, &failures.OneServer,
		&tmr.Circuit, &replication.Replicas,
		&agreement.FloodRounds, &agreement.FirstMessage, &agreement.MarkedStream, &agreement.WaitForValues, &agreement.GlanceFirst,
		&agreement.TwoGenerals,
		&byzantine.OralMessages, &oralgraph.OralMessages, &signed.SignedMessages, &vector.VectorAgreement,
		&rpc.OneRequest, &orphan.Calls, &multicast.FIFOLinks,
		&vsync.Flush, &vsync.Pictures,
	}
}
