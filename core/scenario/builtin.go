package scenario

import (
	"faultlab/core/agreement"
	"faultlab/core/byzantine/oral"
	"faultlab/core/byzantine/oralgraph"
	"faultlab/core/byzantine/signed"
	"faultlab/core/byzantine/vector"
	"faultlab/core/dependability"
	"faultlab/core/failures"
	"faultlab/core/group"
	"faultlab/core/multicast"
	"faultlab/core/multicast/order"
	"faultlab/core/multicast/reliable"
	"faultlab/core/protocol"
	"faultlab/core/replication"
	"faultlab/core/rpc"
	"faultlab/core/rpc/call"
	"faultlab/core/rpc/orphan"
	"faultlab/core/rpc/printer"
	"faultlab/core/tmr"
	"faultlab/core/vsync"
	"faultlab/core/vsync/membership"
)

// Builtin lists the protocols that come with the laboratory, in the order of
// the lecture.
func Builtin() []*protocol.Spec {
	return []*protocol.Spec{
		&dependability.Parts, &dependability.FromFaultToFailure, &failures.OneServer,
		&tmr.Circuit, &replication.Replicas,
		&agreement.FloodRounds, &agreement.FirstMessage, &agreement.MarkedStream, &agreement.WaitForValues, &agreement.GlanceFirst,
		&agreement.TwoGenerals,
		&oral.Messages, &oralgraph.OralMessages, &signed.SignedMessages, &vector.VectorAgreement,
		&rpc.OneRequest, &call.Remote, &printer.PrintServer, &orphan.Calls,
		&multicast.FIFOLinks,
		&group.AtWork, &group.Members, &reliable.Multicast, &order.Multicast,
		&vsync.Flush, &membership.Distributed, &vsync.Pictures,
	}
}
