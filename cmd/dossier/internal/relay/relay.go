// Package relay runs functions in goroutines of their own and brings what they
// panic with to the goroutine that waits for them.
//
// It stands beside the line, for steps that work at several things at once. The
// invariant: a panic neither ends the process nor is lost. It goes on in the
// goroutine that called the step, where it becomes a message like others.
package relay

import "sync"

// Go calls f in a goroutine of its own. The function that it returns waits until
// f has ended, and panics with the value that f has panicked with, each time it
// is called.
func Go(f func()) (wait func()) {
	ended := make(chan any, 1)
	go func() {
		defer func() { ended <- recover() }()
		f()
	}()
	return sync.OnceFunc(func() {
		if v := <-ended; v != nil {
			panic(v)
		}
	})
}
