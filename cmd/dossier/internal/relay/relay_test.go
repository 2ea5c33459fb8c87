package relay

import (
	"runtime"
	"testing"
)

// caught returns what f panics with.
func caught(f func()) (v any) {
	defer func() { v = recover() }()
	f()
	return nil
}

func TestGo(t *testing.T) {
	n := 0
	wait := Go(func() { n++ })
	for range 2 {
		if v := caught(wait); v != nil || n != 1 {
			t.Errorf("panic %v, called %d times", v, n)
		}
	}
	// Whoever has waited sees what the function did: the race detector would tell.
	list := make([]int, 50)
	waits := make([]func(), len(list))
	for i := range list {
		waits[i] = Go(func() { list[i] = i })
	}
	for i, wait := range waits {
		if wait(); list[i] != i {
			t.Errorf("%d: %d", i, list[i])
		}
	}
}

// A panic reaches those that wait, each of them, and nobody else.
func TestPanic(t *testing.T) {
	wait := Go(func() { panic("nil map") })
	runtime.Gosched()
	for range 2 {
		if v := caught(wait); v != "nil map" {
			t.Errorf("panic %v", v)
		}
	}
	var none map[string]int
	if v, ok := caught(Go(func() { none["a"] = 1 })).(runtime.Error); !ok {
		t.Errorf("panic %v", v)
	}
	if v := caught(Go(runtime.Goexit)); v != nil {
		t.Errorf("a function that ends its goroutine: panic %v", v)
	}
}
