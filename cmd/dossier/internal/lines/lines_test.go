package lines

import "testing"

func TestIndex(t *testing.T) {
	text := []byte("\uFEFFab\r\nжд\r\n\rx\n")
	x := New(text)
	if x.Count() != 5 {
		t.Fatalf("%d lines, want 5", x.Count())
	}
	for i, want := range []string{"\uFEFFab", "жд", "", "x", ""} {
		if got := string(x.Text(i + 1)); got != want {
			t.Errorf("line %d is %q, want %q", i+1, got, want)
		}
	}
	for _, c := range []struct{ line, col, want int }{
		{1, 1, 3}, {1, 2, 4}, {1, 9, 5}, {2, 1, 7}, {2, 2, 9}, {2, 3, 11}, {2, 4, 11}, {3, 1, 13}, {4, 2, 15}, {5, 1, 16}, {9, 9, 16}, {0, 0, 3},
	} {
		if got := x.Offset(c.line, c.col); got != c.want {
			t.Errorf("%d:%d is byte %d, want %d", c.line, c.col, got, c.want)
		}
	}
	for _, c := range []struct{ offset, want int }{{-1, 1}, {0, 1}, {6, 1}, {7, 2}, {12, 2}, {13, 3}, {14, 4}, {16, 5}, {99, 5}} {
		if got := x.Line(c.offset); got != c.want {
			t.Errorf("byte %d is in line %d, want %d", c.offset, got, c.want)
		}
	}
	if x.End() != "\r\n" || New(nil).End() != "\n" || New([]byte("a\rb")).End() != "\r" {
		t.Error("the ends of lines are others")
	}
}
