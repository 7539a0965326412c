package order_test

import (
	"strings"
	"testing"

	"faultlab/core/multicast/order"
)

func draw(t *testing.T, steps ...[]int) *order.Drawing {
	t.Helper()
	var senders []order.Sender
	for i, s := range steps {
		senders = append(senders, order.Sender{Name: []string{"P1", "P4", "P5"}[i], Steps: s})
	}
	d, bad := order.Draw(senders)
	if bad != nil {
		t.Fatal(*bad)
	}
	return d
}

// The two tables: one sender of two messages, and two senders of two each, for two
// receivers; and what becomes of the second one if P4 delivers messages of P1 in
// between. A second way, by the claims themselves, is in the next test.
func TestHowManyDeliveriesAreLegal(t *testing.T) {
	type c = order.Counts
	for _, test := range []struct {
		name  string
		steps [][]int
		want  [3]c
	}{
		{"P1 sends m1, m2", [][]int{{1, 2}}, [3]c{{2, 4, 2}, {1, 1, 1}, {1, 1, 1}}},
		{"P4 sends m3, m4 besides", [][]int{{1, 2}, {3, 4}}, [3]c{{24, 576, 24}, {6, 36, 6}, {6, 36, 6}}},
		{"P4 delivers m1, then sends", [][]int{{1, 2}, {-1, 3, 4}}, [3]c{{24, 576, 24}, {6, 36, 6}, {3, 9, 3}}},
		{"P4 delivers m1 in between", [][]int{{1, 2}, {3, -1, 4}}, [3]c{{24, 576, 24}, {6, 36, 6}, {5, 25, 5}}},
		{"P4 delivers m1 and m2, then sends", [][]int{{1, 2}, {-1, -2, 3, 4}}, [3]c{{24, 576, 12}, {6, 36, 6}, {1, 1, 1}}},
		{"P4 delivers m1 and m2 in between", [][]int{{1, 2}, {3, -1, -2, 4}}, [3]c{{24, 576, 12}, {6, 36, 6}, {3, 9, 3}}},
		{"P4 delivers m2, of which m1 is the past", [][]int{{1, 2}, {-2, 3, 4}}, [3]c{{24, 576, 24}, {6, 36, 6}, {1, 1, 1}}},
	} {
		got, tried := draw(t, test.steps...).Legal(2)
		if got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
		if len(tried) != int(got[order.Unordered].One) {
			t.Errorf("%s: %d orders", test.name, len(tried))
		}
	}
}

// The claims, which judge event by event, count the same pairs of orders of two receivers.
func TestTheClaimsCountTheSame(t *testing.T) {
	for _, steps := range [][][]int{{{1, 2}}, {{1, 2}, {3, 4}}, {{1, 2}, {-1, 3, 4}}, {{1, 2}, {3, -2, 4}}, {{1, 2}, {-1, -2, 3, 4}}, {{1}, {-1, 2}, {-2, 3, 4}}} {
		d := draw(t, steps...)
		want, tried := d.Legal(2)
		var got [3]order.Counts
		for i := range tried {
			for j := range tried {
				verdicts, bad := d.Judge([]order.Receiver{{"P2", ints(tried[i].Order)}, {"P3", ints(tried[j].Order)}})
				if bad != nil {
					t.Fatal(*bad)
				}
				for rule := range got {
					if rule > 0 && verdicts[rule-1].Broken {
						continue
					}
					got[rule].All++
					if !verdicts[2].Broken {
						got[rule].Total++
					}
				}
			}
			alone, _ := d.Judge([]order.Receiver{{"P2", ints(tried[i].Order)}})
			for rule := range got {
				if rule == 0 || !alone[rule-1].Broken {
					got[rule].One++
				}
				if rule > 0 && alone[rule-1].Broken != (tried[i].Broken[rule] != [2]uint8{}) {
					t.Errorf("%v: %v: %v", steps, tried[i], alone)
				}
			}
		}
		if got != want {
			t.Errorf("%v: the claims count %v, not %v", steps, got, want)
		}
	}
}

func ints(order []uint8) (list []int) {
	for _, k := range order {
		list = append(list, int(k))
	}
	return list
}

func TestAVerdictSaysWhatIsBroken(t *testing.T) {
	d := draw(t, []int{1, 2}, []int{-1, 3, 4})
	verdicts, bad := d.Judge([]order.Receiver{{"P2", []int{3, 2, 1, 4}}, {"P3", []int{1, 2, 3, 4}}})
	if bad != nil {
		t.Fatal(*bad)
	}
	for i, want := range []string{"P2 delivers m2 before m1, and P1 sent m1 first", "P2 delivers m2 before m1, on which it may depend",
		"P2 delivers m3 before m2, P3 m2 before m3"} {
		if v := verdicts[i]; v.Text != want || !v.Broken {
			t.Errorf("%+v", v)
		}
	}
	circle := draw(t, []int{1}, []int{2}, []int{3})
	verdicts, _ = circle.Judge([]order.Receiver{{"A", []int{1, 2}}, {"B", []int{2, 3}}, {"C", []int{3, 1}}})
	if v := verdicts[2]; !v.Broken || v.Text != "put together, the deliveries of A, B and C go in a circle" {
		t.Errorf("%+v", v)
	}
}

func TestImpossibleDrawingsAreRefused(t *testing.T) {
	for _, test := range []struct {
		path  string
		steps [][]int
	}{
		{"senders", nil},
		{"senders", [][]int{{}}},
		{"senders", [][]int{{2}}},
		{"senders[0].steps[1]", [][]int{{1, 1}}},
		{"senders[0].steps[1]", [][]int{{2, 1}}},
		{"senders[0].steps[0]", [][]int{{0}}},
		{"senders[0].steps[0]", [][]int{{7}}},
		{"senders[1].steps[0]", [][]int{{1}, {-3, 2}}},
		{"senders[0].steps[1]", [][]int{{1, -1}}},
		{"senders[1].steps[1]", [][]int{{1}, {-1, -1, 2}}},
		{"senders[0].steps[0]", [][]int{{-2, 1}, {-1, 2}}},
	} {
		var senders []order.Sender
		for _, s := range test.steps {
			senders = append(senders, order.Sender{Name: "P", Steps: s})
		}
		if _, bad := order.Draw(senders); bad == nil || bad.Path != test.path || bad.Message == "" {
			t.Errorf("%v: %v", test.steps, bad)
		}
	}
	d := draw(t, []int{1, 2})
	for _, list := range [][]int{{1, 1}, {3}, {0}} {
		if _, bad := d.Judge([]order.Receiver{{"P2", list}}); bad == nil || !strings.HasPrefix(bad.Path, "receivers[0].order[") {
			t.Errorf("%v: %v", list, bad)
		}
	}
}
