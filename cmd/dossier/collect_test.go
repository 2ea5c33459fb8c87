package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// After the first collection the collector runs as it did before.
func TestCollectLater(t *testing.T) {
	t.Setenv("GOGC", "")
	before := debug.SetGCPercent(90)
	defer debug.SetGCPercent(before)
	collectLater()
	if got := debug.SetGCPercent(1600); got != 1600 {
		t.Errorf("%d per cent, not yet collected", got)
	}
	runtime.GC()
	for range 100 {
		if debug.SetGCPercent(90) == 90 {
			return
		}
		debug.SetGCPercent(1600)
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("the collector is still put off")
}

// A setting of the user's is left alone.
func TestCollectAsAsked(t *testing.T) {
	t.Setenv("GOGC", "50")
	before := debug.SetGCPercent(90)
	defer debug.SetGCPercent(before)
	collectLater()
	if got := debug.SetGCPercent(90); got != 90 {
		t.Errorf("%d per cent", got)
	}
}
