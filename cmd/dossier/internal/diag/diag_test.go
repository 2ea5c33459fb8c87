package diag

import (
	"math/rand"
	"slices"
	"testing"
)

func TestPosString(t *testing.T) {
	tests := []struct {
		pos  Pos
		want string
	}{
		{Pos{}, ""},
		{Pos{File: "a.md"}, "a.md"},
		{Pos{File: "a.md", Line: 3}, "a.md:3"},
		{Pos{File: "a.md", Line: 3, Col: 7}, "a.md:3:7"},
		{Pos{File: "a.md", Col: 7}, "a.md"}, // a column of no line says nothing
	}
	for _, c := range tests {
		if got := c.pos.String(); got != c.want {
			t.Errorf("%#v is %q, want %q", c.pos, got, c.want)
		}
	}
}

func TestString(t *testing.T) {
	tests := []struct {
		d    Diagnostic
		want string
	}{
		{Diagnostic{Message: "no"}, "error: no"},
		{Diagnostic{Pos: Pos{"a.md", 1, 2}, Message: "no"}, "a.md:1:2: error: no"},
		{Diagnostic{Pos: Pos{File: "a.md"}, Severity: Warning, Message: "no", Hint: "yes", Source: "text"}, "a.md: warning: no"},
	}
	for _, c := range tests {
		if got := c.d.String(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestList(t *testing.T) {
	var l List
	if e, w := l.Count(); e != 0 || w != 0 || l.HasErrors() || len(l.Sorted()) != 0 {
		t.Errorf("the empty list has %d errors, %d warnings", e, w)
	}
	l.Warnf(Pos{"b", 2, 0}, "%d%%", 5)
	if l.HasErrors() {
		t.Error("a warning counts as an error")
	}
	l.Errorf(Pos{"b", 1, 0}, "%q", "x\ny")
	l.Add(Warning, Pos{"a", 0, 0}, "hint %d", "message")
	want := List{
		{Pos: Pos{"b", 2, 0}, Severity: Warning, Message: "5%"},
		{Pos: Pos{"b", 1, 0}, Message: `"x\ny"`},
		{Pos: Pos{"a", 0, 0}, Severity: Warning, Message: "message", Hint: "hint %d"},
	}
	if !slices.Equal(l, want) {
		t.Errorf("got  %v\nwant %v", l, want)
	}
	if e, w := l.Count(); e != 1 || w != 2 || !l.HasErrors() {
		t.Errorf("%d errors, %d warnings", e, w)
	}
}

// TestSorted sorts a list in many orders: the result is always the same.
func TestSorted(t *testing.T) {
	want := List{
		{Pos: Pos{"", 0, 0}, Message: "x"},
		{Pos: Pos{"a", 0, 0}, Message: "x"},
		{Pos: Pos{"a", 2, 0}, Message: "x"},
		{Pos: Pos{"a", 2, 9}, Message: "x"},
		{Pos: Pos{"a", 2, 10}, Message: "x"},
		{Pos: Pos{"a", 2, 10}, Message: "y"},
		{Pos: Pos{"a", 2, 10}, Message: "y", Hint: "z", Source: "text"},
		{Pos: Pos{"a", 2, 10}, Severity: Warning, Message: "x"},
		{Pos: Pos{"a", 10, 1}, Message: "x"},
		{Pos: Pos{"a/b", 1, 1}, Message: "x"},
		{Pos: Pos{"b", 1, 1}, Message: "x"},
	}
	list := append(slices.Clone(want), want...)
	list = append(list, Diagnostic{Pos: Pos{"a", 2, 10}, Message: "y", Hint: "z"}) // without its source line
	random := rand.New(rand.NewSource(1))
	for range 200 {
		random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		before := slices.Clone(list)
		if got := list.Sorted(); !slices.Equal(got, want) {
			t.Fatalf("got  %v\nwant %v", got, want)
		}
		if !slices.Equal(list, before) {
			t.Fatal("the list itself has changed")
		}
	}
}

func TestExcerpt(t *testing.T) {
	list := List{
		{Pos: Pos{"a", 1, 0}},
		{Pos: Pos{"a", 2, 0}},
		{Pos: Pos{"a", 3, 0}},
		{Pos: Pos{"a", 4, 0}},
		{Pos: Pos{"a", 5, 0}},
		{Pos: Pos{"a", 6, 0}},
		{Pos: Pos{"a", 2, 0}, Source: "kept"},
		{Pos: Pos{"a", 0, 0}},
		{Pos: Pos{"b", 1, 0}},
	}
	list.Excerpt("a", []byte("\ufeffone\r\ntwo\rthree\n\nfive"))
	want := []string{"one", "two", "three", "", "five", "", "kept", "", ""}
	for i, d := range list {
		if d.Source != want[i] {
			t.Errorf("%v: source %q, want %q", d.Pos, d.Source, want[i])
		}
	}
}
