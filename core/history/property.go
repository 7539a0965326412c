package history

import "faultlab/core/sim"

// Property is one property of group communication. Its values are Integrity,
// NoDuplication, SelfDelivery, SelfInclusion, Monotonicity, InitialView,
// PrimaryComponent, SendingView, SameView, SenderInView, VirtualSynchrony,
// CorrectSynchrony, Agreement, Successors, TransitionalSets, WeakFIFO, ReliableFIFO,
// WeakCausal, ReliableCausal, PairwiseTotal, WeakTotal, StrongTotal and ReliableTotal.
type Property uint8

const (
	Integrity Property = iota
	NoDuplication
	SelfDelivery
	SelfInclusion
	Monotonicity
	InitialView
	PrimaryComponent
	SendingView
	SameView
	SenderInView
	VirtualSynchrony
	CorrectSynchrony
	Agreement
	Successors
	TransitionalSets
	WeakFIFO
	ReliableFIFO
	WeakCausal
	ReliableCausal
	PairwiseTotal
	WeakTotal
	StrongTotal
	ReliableTotal
	properties
)

// Group is what a property is about. Its values are Messages, Views, Both and Order.
type Group uint8

const (
	Messages Group = iota
	Views
	Both // messages in views
	Order
)

// Groups are the names of the groups.
var Groups = [...]string{"messages", "views", "messages in views", "order"}

// Info is what is known of a property besides its definition.
type Info struct {
	Name, Title, Doc string
	Group            Group
	Views            bool // it asks nothing of a history without views
	Correct          bool // it is asked of correct processes alone, or asks that something happens: unknown before the end
}

// Properties are all properties, in the order of their numbers. A process is
// correct if it neither crashes nor leaves.
var Properties = [properties]Info{
	{"integrity", "Integrity", "What is delivered was multicast before.", Messages, false, false},
	{"no-duplication", "No duplication", "A process delivers a message at most once.", Messages, false, false},
	{"self-delivery", "Self delivery", "A correct process delivers what it multicasts itself.", Messages, false, true},
	{"self-inclusion", "Self inclusion", "A process is a member of the views that it installs.", Views, true, false},
	{"monotonicity", "Local monotonicity", "The numbers of the views that a process installs go up.", Views, true, false},
	{"initial-view", "Initial view", "Whoever multicasts or delivers is in a view.", Views, true, false},
	{"primary-component", "Primary component", "Views form one sequence: no two have one number, and some member of each installs the next directly after it.", Views, true, false},
	{"sending-view", "Sending view delivery", "A message is delivered in the view in which it was multicast.", Both, true, false},
	{"same-view", "Same view delivery", "All who deliver a message do so in the same view.", Both, true, false},
	{"sender-in-view", "Sender in view", "The sender of a message is a member of the view in which it is delivered.", Both, true, false},
	{"virtual-synchrony", "Virtual synchrony (uniform)", "Processes that go from one view to the same next one deliver the same messages in the first. It also binds those who crash later.", Both, true, false},
	{"virtual-synchrony-correct", "Virtual synchrony (correct)", "Correct processes that go from one view to the same next one deliver the same messages in the first.", Both, true, true},
	{"agreement", "Agreement", "Correct processes that install a view deliver the same messages in it, and install the same view after it.", Both, true, true},
	{"successors", "Agreement on successors", "Where one process goes from a view to the next, no other member of the first comes to the next from elsewhere.", Both, true, false},
	{"transitional-sets", "Transitional sets", "The set that comes with a view has, of those in both views, exactly those who install the view and come from the same one.", Both, true, false},
	{"fifo", "FIFO order", "Nobody delivers two messages of one sender in another order than they were multicast.", Order, false, false},
	{"fifo-reliable", "Reliable FIFO order", "Whoever delivers a message has delivered what its sender multicast before it in the same view.", Order, false, false},
	{"causal", "Causal order", "Nobody delivers a message before another one on which it may depend.", Order, false, false},
	{"causal-reliable", "Reliable causal order", "Whoever delivers a message has delivered everything of the same view on which it may depend.", Order, false, false},
	{"total-pairwise", "Total order, pair by pair", "No two processes deliver two messages in opposite orders. It is less than a total order: it does not see cycles of three.", Order, false, false},
	{"total-weak", "Weak total order", "Those who go from one view to the same next one deliver in the first as one order of all its messages says.", Order, true, false},
	{"total", "Total order (strong)", "One order of all messages exists, and everybody delivers as it says: what all have seen has no cycle.", Order, false, false},
	{"total-reliable", "Reliable total order", "One order of the messages of a view exists, and everybody has delivered it up to some place, without gaps.", Order, false, false},
}

// Why says why a verdict is unknown. Its values are Clear, NotOver, NoViews and NoSets.
type Why uint8

const (
	Clear Why = iota
	NotOver
	NoViews
	NoSets
)

var whys = [...]string{"",
	"nothing speaks against it so far, and the log does not end where nothing is under way",
	"no view is installed in this log",
	"no installed view comes with a transitional set in this log"}

// Verdict is what is said of one property.
type Verdict struct {
	Property  Property
	Status    sim.Status // Holds, Violated or Unknown
	Why       Why
	Cases     int // how often something was asked: a property that holds in no case says little
	Says      string
	Events    []int32 // the witness, by number of the event, in the order of the sentence
	Processes []int32 // lives of processes
	Messages  []int32
}
