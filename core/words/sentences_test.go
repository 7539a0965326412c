package words_test

import (
	"testing"

	"faultlab/core/words"
)

func TestNumbersAreSetInGroupsOfThree(t *testing.T) {
	for decimal, want := range map[string]string{
		"": "", "0": "0", "12": "12", "999": "999", "1000": "1,000", "108384": "108,384", "4294967296": "4,294,967,296",
		"about 1.2e880": "about 1.2e880", "-1000": "-1000",
	} {
		if got := words.Grouped(decimal); got != want {
			t.Errorf("%q is set as %q, want %q", decimal, got, want)
		}
	}
	for n, want := range map[uint64]string{0: "0 messages", 1: "1 message", 1000: "1,000 messages"} {
		if got := words.Counted(n, "message"); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

func TestWhatSaysThatARunGoesOnForEverIsReadBack(t *testing.T) {
	for _, step := range []uint32{0, 1, 2, 17, 1<<31 - 1} {
		if got, ok := words.EverSince(words.ForEver(step)); !ok || got != step {
			t.Errorf("%s: %d, %t", words.ForEver(step), got, ok)
		}
	}
	for _, text := range []string{"", "server crashes", "so on for ever, as ", "so on for ever, as after 1 steps", "so on for ever, as after -1 steps", "so on for ever, as after 3 steps and more"} {
		if step, ok := words.EverSince(text); ok {
			t.Errorf("%q is read as %d", text, step)
		}
	}
}
